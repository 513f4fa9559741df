namespace ZiBai.Logging.Records;

/// <summary>Text made fit to stand between quotes.</summary>
internal static class Quotable
{
    /// <summary>
    /// Without a quote, which would end the quoted part early, and without a backslash at the end, which some readers of logs would take the quote behind it
    /// for an escaped one by.
    /// </summary>
    public static string Escape(string text)
    {
        text = text.Contains('"', StringComparison.Ordinal) ? text.Replace("\"", "\\x22", StringComparison.Ordinal) : text;
        return text.EndsWith('\\') ? text[..^1] + "\\x5C" : text;
    }
}
