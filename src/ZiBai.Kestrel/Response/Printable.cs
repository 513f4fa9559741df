using System.Buffers;
using System.Globalization;

namespace ZiBai.Response;

/// <summary>Text from outside, made fit for one line of a log or a message.</summary>
internal static class Printable
{
    /// <summary>The control characters, and those that some programs take for the end of a line though they are none.</summary>
    private static readonly SearchValues<char> _unfit = CharacterSet.Below('\xA0', char.IsControl, further: "\u2028\u2029");

    /// <summary>Replaces each control character by its C# escape, so that it can neither end the line nor drive a terminal.</summary>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(_unfit))
        {
            return text;
        }

        using var escaped = new StringWriter(CultureInfo.InvariantCulture);
        Write(escaped, text);
        return escaped.ToString();
    }

    /// <summary>Writes what <see cref="Escape"/> gives.</summary>
    public static void Write(TextWriter output, ReadOnlySpan<char> text)
    {
        int unfit;
        while ((unfit = text.IndexOfAny(_unfit)) >= 0)
        {
            output.Write(text[..unfit]);
            output.Write(text[unfit] switch
            {
                '\r' => "\\r",
                '\n' => "\\n",
                '\t' => "\\t",
                var c => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
            });
            text = text[(unfit + 1)..];
        }

        output.Write(text);
    }
}
