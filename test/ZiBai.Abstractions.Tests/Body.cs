using System.Text;

namespace ZiBai.Tests;

/// <summary>Bodies and lines as Latin-1 text.</summary>
internal static class Body
{
    public static InputStream Of(string text) => new(new MemoryStream(Encoding.Latin1.GetBytes(text)));

    public static InputStream Dripping(string text, int atATime = 1) => new(new DripStream(text, atATime));

    public static string Text(this byte[] bytes) => Encoding.Latin1.GetString(bytes);

    public static string Text(this ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);

    public static string[] Texts(this IEnumerable<byte[]> lines) => [.. lines.Select(Text)];
}
