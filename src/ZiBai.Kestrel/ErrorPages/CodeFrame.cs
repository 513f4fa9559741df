namespace ZiBai.ErrorPages;

/// <summary>One call on the way of an exception.</summary>
/// <param name="Method">The method, as a stack trace names it: <c>Orders.Total(Order order)</c>.</param>
/// <param name="File">The source file that its symbols name; null where they name none.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="IsOwn">Whether the code is the app's, and neither the server's nor the framework's.</param>
/// <param name="Source">The lines around it, or why there are none; null where there is no file to look into.</param>
internal sealed record CodeFrame(string Method, string? File, int Line, bool IsOwn, SourceExcerpt? Source)
{
    /// <summary>The method parted for the eye: what it belongs to, its name, and the rest.</summary>
    public (string Owner, string Name, string Arguments) Parts
    {
        get
        {
            var end = Method.IndexOf('(', StringComparison.Ordinal) is >= 0 and var bracket ? bracket : Method.Length;
            var start = end == 0 ? 0 : Method.LastIndexOf('.', end - 1) + 1;
            return (Method[..start], Method[start..end], Method[end..]);
        }
    }

    /// <summary>The file parted for the eye: its folder, and its name with the line.</summary>
    public (string Folder, string Name) Place
    {
        get
        {
            var name = Path.GetFileName(File)!;
            return (File![..^name.Length], FormattableString.Invariant($"{name}:{Line}"));
        }
    }
}
