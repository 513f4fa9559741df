using System.Text;
using System.Text.RegularExpressions;

namespace ZiBai.Conformance.Tests.Fixture;

/// <summary>Bytes as Latin-1 text, one character each, the way tests write them down.</summary>
internal static partial class Wire
{
    public static ReadOnlyMemory<byte> Bytes(string latin1) => Encoding.Latin1.GetBytes(latin1);

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);

    /// <summary>All bytes of a response; what the Date header says is masked.</summary>
    public static string Masked(this RawResponse response) => Masked(response.Wire);

    public static string Masked(byte[] bytes) => DateHeader().Replace(Text(bytes), "Date: *");

    [GeneratedRegex(@"(?<=\r\n)Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT(?=\r\n)")]
    private static partial Regex DateHeader();
}
