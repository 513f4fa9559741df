namespace ZiBai.Cli.Sources;

/// <summary>A file of C#, as it was when it was read: what is compiled is what the cache's key was made of.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Content">All of it.</param>
internal sealed record SourceFile(string Path, byte[] Content)
{
    /// <summary>The bytes of a file, a link followed. What is no plain file has none: a pipe that nobody writes to is not to be opened.</summary>
    /// <exception cref="IOException">It is not there.</exception>
    public static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file).Length;
    }
}
