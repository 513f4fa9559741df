using System.Text;
using ZiBai.ErrorPages;

namespace ZiBai.Tests.ErrorPages;

public sealed class ErrorPageTests
{
    private const string Chromium = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8";

    [Theory]
    [InlineData("text/html")]
    [InlineData(Chromium)]
    [InlineData("application/json, TEXT/HTML;level=1;q=0.5")]
    public void WhoAsksForHtmlGetsIt(string accept)
    {
        var page = ErrorPage.Of(Failing.Report(), [accept]);

        Assert.Contains(("Content-Type", "text/html; charset=utf-8"), page.Headers);
        Assert.StartsWith("<!DOCTYPE html>\n", Encoding.UTF8.GetString(page.Body.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData("*/*")]
    [InlineData("application/json")]
    [InlineData("text/*")]
    [InlineData("text/plain, text/html;q=0")]
    [InlineData("text/htmlx")]
    [InlineData("<script>")]
    public void AnybodyElseGetsText(params string[] accept)
    {
        var page = ErrorPage.Of(Failing.Report(), accept);

        Assert.Contains(("Content-Type", "text/plain; charset=utf-8"), page.Headers);
        Assert.StartsWith("500 ", Encoding.UTF8.GetString(page.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void NobodyKeepsThePageOrTakesItForSomethingElse()
    {
        Assert.All(
            new[] { "text/html", "*/*" },
            static accept => Assert.Equal(
                [
                    ("Cache-Control", "no-store"),
                    ("X-Content-Type-Options", "nosniff"),
                    ("Content-Security-Policy", HtmlPage.SecurityPolicy),
                ],
                ErrorPage.Of(Failing.Report(), [accept]).Headers.Skip(1)));
    }
}
