using ZiBai.Response;

namespace ZiBai.Tests.Response;

public sealed class HeaderRulesTests
{
    [Theory]
    [InlineData("Content-Type", "text/plain")]
    [InlineData("X", "")]
    [InlineData("!#$%&'*+-.^_`|~09azAZ", "v")]
    [InlineData("X-Tab", "a\tb")]
    [InlineData("X-Latin", "Zî Bái ÿ")]
    [InlineData("Server", "own")]
    [InlineData("Date", "now")]
    public void AHeaderThatCanBeSentIsTaken(string name, string value) => HeaderRules.Check(name, value);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Content Type")]
    [InlineData("Content-Type:")]
    [InlineData("X\r\nY")]
    [InlineData("X\0")]
    [InlineData("Größe")]
    [InlineData("a(b)")]
    public void ANameThatIsNoTokenIsRefused(string name) => Assert.Equal(
        $"start_response was called with a header named '{Printable.Escape(name)}'. A header's name is letters, digits and !#$%&'*+-.^_`|~, "
        + "for example 'Content-Type'.",
        Refused(name, "v"));

    [Fact]
    public void ANullNameIsRefused() => Assert.Contains("a header named ''", Refused(null!, "v"), StringComparison.Ordinal);

    [Fact]
    public void ANullValueIsRefused() => Assert.Equal(
        "start_response was called with header 'X-One' without a value (null). Give a string, or leave the header out.",
        Refused("X-One", null!));

    [Theory]
    [InlineData("a\rb", "a CR", 1)]
    [InlineData("a\n", "an LF", 1)]
    [InlineData("\0", "a NUL", 0)]
    [InlineData("ab\u0007", "the control character U+0007", 2)]
    [InlineData("\u007f", "the control character U+007F", 0)]
    [InlineData("a€", "the character '€' (U+20AC)", 1)]
    public void AValueThatIsNoLineOfLatin1IsRefusedAndTheCharacterNamed(string value, string what, int index) => Assert.Equal(
        $"start_response was called with header 'X-One', whose value has {what} at index {index}. A value is one line of Latin-1; "
        + "encode anything else, for example as RFC 8187 does.",
        Refused("X-One", value));

    [Theory]
    [InlineData("Connection")]
    [InlineData("keep-alive")]
    [InlineData("Proxy-Authenticate")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Proxy-Connection")]
    [InlineData("TE")]
    [InlineData("Trailer")]
    [InlineData("Trailers")]
    [InlineData("TRANSFER-ENCODING")]
    [InlineData("Upgrade")]
    public void AHopByHopHeaderIsRefused(string name) => Assert.Equal(
        $"start_response was called with header '{name}'. Hop-by-hop headers are the server's own; leave it out.",
        Refused(name, "v"));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("12", 12)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void AContentLengthIsDigits(string value, long length) => Assert.Equal(length, HeaderRules.ParseContentLength(value));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1.0")]
    [InlineData("0x1")]
    [InlineData("twelve")]
    [InlineData("9223372036854775808")]
    public void AContentLengthThatIsNoNumberIsRefused(string value) => Assert.Equal(
        $"start_response was called with Content-Length '{value}'. It is the number of bytes in the body, in decimal digits, for example '12'.",
        Assert.Throws<ArgumentException>(() => HeaderRules.ParseContentLength(value)).Message);

    private static string Refused(string name, string value) => Assert.Throws<ArgumentException>(() => HeaderRules.Check(name, value)).Message;
}
