using System.Globalization;
using System.Text;

namespace ZiBai.Validation;

/// <summary>Values as they stand in a message: on one line, and not too long.</summary>
internal static class Shown
{
    /// <summary>Characters shown of a text at most: enough to find it again.</summary>
    private const int LongestText = 100;

    /// <summary>A text in quotes with its control characters escaped, or null.</summary>
    public static string Text(string? text)
    {
        if (text is null)
        {
            return "null";
        }

        var shown = new StringBuilder(text.Length + 2).Append('\'');
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, LongestText)))
        {
            _ = c switch
            {
                '\r' => shown.Append("\\r"),
                '\n' => shown.Append("\\n"),
                '\t' => shown.Append("\\t"),
                _ when char.IsControl(c) || char.IsSurrogate(c) => shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => shown.Append(c),
            };
        }

        return shown.Append(text.Length > LongestText ? "...'" : "'").ToString();
    }

    /// <summary>A value's type, or null.</summary>
    public static string TypeOf(object? value) => value is null ? "null" : "a " + value.GetType();

    /// <summary>A number of bytes in words.</summary>
    public static string Bytes(long count) => count == 1 ? "1 byte" : string.Create(CultureInfo.InvariantCulture, $"{count} bytes");

    /// <summary>A character that cannot be in a header.</summary>
    public static string Character(char c) => c switch
    {
        '\r' => "a CR",
        '\n' => "an LF",
        '\0' => "a NUL",
        _ when char.IsControl(c) || char.IsSurrogate(c) => $"the character U+{(int)c:X4}",
        _ => $"the character '{c}' (U+{(int)c:X4})",
    };
}
