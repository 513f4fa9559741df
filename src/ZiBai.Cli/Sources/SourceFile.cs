namespace ZiBai.Cli.Sources;

/// <summary>A file of C#, as it was when it was read: what is compiled is what the cache's key was made of.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Content">All of it.</param>
internal sealed record SourceFile(string Path, byte[] Content);
