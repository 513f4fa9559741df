using ZiBai.Response;

namespace ZiBai.Tests.Response;

public sealed class StatusLineTests
{
    [Theory]
    [InlineData("200 OK", 200, null)]
    [InlineData("200 ", 200, null)]
    [InlineData("404 Not Found", 404, null)]
    [InlineData("200 Fine", 200, "Fine")]
    [InlineData("999 Odd", 999, "Odd")]
    [InlineData("100 Continue", 100, null)]
    [InlineData("200 ok", 200, "ok")]
    [InlineData("299 ", 299, null)]
    public void AStatusIsACodeAndAReasonThatIsKeptWhereItIsUnusual(string status, int code, string? reason) =>
        Assert.Equal(new StatusLine(code, reason), StatusLine.Parse(status));

    [Theory]
    [InlineData("OK")]
    [InlineData("")]
    [InlineData("200")]
    [InlineData("200OK")]
    [InlineData("20 OK")]
    [InlineData("2000 OK")]
    [InlineData("099 Low")]
    [InlineData(" 200 OK")]
    [InlineData("+20 OK")]
    [InlineData("2.0 OK")]
    [InlineData("200\tOK")]
    [InlineData("HTTP/1.1 200 OK")]
    [InlineData("٢٠٠ OK")]
    public void AnyOtherFormIsRefusedWithWhatWasGivenAndAnExample(string status)
    {
        var refusal = Assert.Throws<ArgumentException>(nameof(status), () => StatusLine.Parse(status));

        Assert.StartsWith(
            $"start_response was called with status '{Printable.Escape(status)}'. A status is three digits from 100 to 999, a space and a reason, "
            + "for example '200 OK'.",
            refusal.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("200 O\rK", "has a CR;")]
    [InlineData("200 O\nK", "has an LF;")]
    [InlineData("200 O\0K", "has a NUL;")]
    [InlineData("200 O\u001bK", "has the control character U+001B;")]
    [InlineData("200 Zufällig", "has the character 'ä' (U+00E4);")]
    [InlineData("200 \u2713", "has the character '✓' (U+2713);")]
    public void AReasonThatIsNoPlainLineIsRefusedAndTheCharacterNamed(string status, string expected)
    {
        var refusal = Assert.Throws<ArgumentException>(nameof(status), () => StatusLine.Parse(status));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }

    [Fact]
    public void NoStatusIsRefused() => Assert.Throws<ArgumentNullException>("status", () => StatusLine.Parse(null!));

    [Theory]
    [InlineData(100, false)]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(204, false)]
    [InlineData(205, false)]
    [InlineData(304, false)]
    [InlineData(404, true)]
    [InlineData(999, true)]
    public void SomeStatusesHaveNoBody(int code, bool allowsBody) => Assert.Equal(allowsBody, new StatusLine(code, null).AllowsBody);
}
