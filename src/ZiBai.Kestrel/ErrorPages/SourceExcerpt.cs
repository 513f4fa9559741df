namespace ZiBai.ErrorPages;

/// <summary>Some lines of a source file around the one that counts.</summary>
/// <param name="FirstLine">The number of the first, from 1.</param>
/// <param name="Lines">The lines, their common indentation taken off.</param>
/// <param name="MarkedLine">The number of the one that counts.</param>
/// <param name="Note">Why there are no lines, or why they may be the wrong ones; null where there is nothing to say.</param>
internal sealed record SourceExcerpt(int FirstLine, IReadOnlyList<string> Lines, int MarkedLine, string? Note)
{
    public static SourceExcerpt None(string note) => new(0, [], 0, note);
}
