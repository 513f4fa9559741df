using System.Globalization;
using System.Text;

namespace ZiBai.Response;

/// <summary>Text from outside, made fit for one line of a log or a message.</summary>
internal static class Printable
{
    /// <summary>Replaces each control character, and Unicode's separators of lines, by its C# escape, so that it can neither end the line nor drive a terminal.</summary>
    public static string Escape(string text)
    {
        if (!text.Any(EndsLines))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\r' => escaped.Append("\\r"),
                '\n' => escaped.Append("\\n"),
                '\t' => escaped.Append("\\t"),
                _ when EndsLines(c) => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    private static bool EndsLines(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
