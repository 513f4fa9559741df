using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using ZiBai.ErrorPages;

namespace ZiBai.Tests.ErrorPages;

public sealed class HtmlPageTests
{
    private const string Hostile = "</style></pre><script>alert(1)</script><img src=x onerror='a'>\"&amp;\u0000";

    [Fact]
    public void TheExceptionsItsLinesAndTheEnvironAreShown()
    {
        var failure = Failing.Thrown(new InvalidOperationException("outer", Failing.Thrown(new FormatException("inner"))));
        var page = Parse(HtmlPage.Of(Failing.Report(failure, [new("PATH_INFO", "/"), new("wsgi.input", typeof(InputStream))])));

        Assert.Equal("InvalidOperationExceptionSystem", page.Descendants("h1").Single().Value);
        Assert.Equal("caused by FormatExceptionSystem", page.Descendants("h2").First().Value);
        Assert.Equal("cause-1", page.Descendants("h2").First().Attribute("id")!.Value);
        Assert.Contains("throw exception; // thrown here", Marked(page)[0].Value, StringComparison.Ordinal);
        Assert.Equal(2, Marked(page).Length);
        Assert.Equal(["PATH_INFO/", "wsgi.inputInputStream"], page.Descendants("tr").Select(static row => row.Value));
        Assert.Contains(ServerVersion.Text, page.Descendants("footer").Single().Value, StringComparison.Ordinal);
    }

    /// <summary>As the parser says, which finds an element where there is one: whatever is hostile is text.</summary>
    [Fact]
    public void WhateverARequestOrAnExceptionSaysIsText()
    {
        var failure = Failing.Thrown(new InvalidOperationException(Hostile, new FormatException(Hostile)));
        var page = Parse(HtmlPage.Of(Failing.Report(failure, [new(Hostile, Hostile)], "http://localhost/" + Hostile)));

        Assert.DoesNotContain(page.Descendants(), static element => element.Name.LocalName is "script" or "img");
        Assert.All(page.Descendants().Attributes(), static attribute => Assert.DoesNotContain("alert", attribute.Value, StringComparison.Ordinal));
        Assert.Single(page.Descendants("style"));
        Assert.Contains("<script>alert(1)</script>", page.Descendants("p").First().Value, StringComparison.Ordinal);
        Assert.Contains("<script>alert(1)</script>", page.Descendants("td").Single().Value, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", HtmlPage.Of(Failing.Report(failure, [new(Hostile, Hostile)], Hostile)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void TheSecurityPolicyKnowsTheStyleSheetAndAllowsNothingElse()
    {
        var page = HtmlPage.Of(Failing.Report());
        var style = page[(page.IndexOf("<style>", StringComparison.Ordinal) + "<style>".Length)..page.IndexOf("</style>", StringComparison.Ordinal)];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));

        Assert.Equal(
            $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", HtmlPage.SecurityPolicy);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
    }

    [Fact]
    public void TheFramesOfTheServerAndTheFrameworkAreFoldedAway()
    {
        var failure = Record.Exception(static () => int.Parse("x", null))!;
        var page = Parse(HtmlPage.Of(Failing.Report(failure)));

        Assert.All(page.Descendants("details").Where(static one => (string?)one.Attribute("class") == "frame"), static one => Assert.NotNull(one.Attribute("open")));
        var stack = page.Descendants("details").Single(static one => one.Attribute("class") is null);
        Assert.Null(stack.Attribute("open"));
        Assert.Contains(stack.Descendants("li"), static one => one.Value.StartsWith("System.Number.", StringComparison.Ordinal));
    }

    private static XElement[] Marked(XElement page) => [.. page.Descendants("span").Where(static one => (string?)one.Attribute("class") == "marked")];

    // The page is made so that an XML parser can read it, but for what HTML closes by itself.
    private static XElement Parse(string page) => XElement.Parse(
        page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)
            .Replace("<meta charset=\"utf-8\">", "", StringComparison.Ordinal)
            .Replace("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", "", StringComparison.Ordinal)
            .Replace(" open><summary>", " open=\"\"><summary>", StringComparison.Ordinal));
}
