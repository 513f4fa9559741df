using ZiBai.Response;

namespace ZiBai.ErrorPages;

/// <summary>Text of any origin and length, made fit for a page.</summary>
internal static class ShownText
{
    private const int LongestLine = 1000;
    private const string Cut = " \u2026";

    /// <summary>One line, cut where nobody reads on.</summary>
    public static string Line(string text, int longest = LongestLine) =>
        Printable.Escape(text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest), Cut));

    /// <summary>One line or several: the ends of lines stay, and nothing else of that kind.</summary>
    public static string Lines(string text, int longest) =>
        string.Join('\n', (text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest), Cut)).ReplaceLineEndings("\n").Split('\n').Select(Printable.Escape));
}
