using System.Net;
using ZiBai.Testing;

namespace GuestBook.Tests;

/// <summary>samples/GuestBook, tested as one tests an app: called, with a file of the test's own.</summary>
public sealed class SiteTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly AppClient _client;

    public SiteTests()
    {
        _client = new AppClient(new Site(_folder.File("guestbook.db")).App);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnEntryIsAddedAndSeen()
    {
        var posted = _client.Post("name=Ada&text=Hello+there");
        Assert.Equal(("303 See Other", "/"), (posted.Status, posted.Headers["Location"]));

        var page = _client.Get();
        Assert.Equal(("200 OK", "text/html; charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
        Assert.Contains("<dt>Ada</dt><dd>Hello there</dd>", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void TheNewestIsFirst()
    {
        _client.Post("name=Ada&text=first");
        _client.Post("name=Ada&text=second");

        Assert.Matches("(?s)second.*first", _client.Get().Body);
    }

    [Fact]
    public void WhereItIsMountedTheBrowserComesBack() => Assert.Equal("/book/", _client.Post("name=Ada&text=Hello", mountedAt: "/book").Headers["Location"]);

    [Theory]
    [InlineData("<script>alert('you')</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("</dd></dl><form action=//evil.example>")]
    public void HostileTextIsShownAsText(string text)
    {
        _client.Post($"name={WebUtility.UrlEncode(text)}&text={WebUtility.UrlEncode(text)}");

        var page = _client.Get();
        Assert.Contains($"<dt>{WebUtility.HtmlEncode(text)}</dt><dd>{WebUtility.HtmlEncode(text)}</dd>", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(text, page.Body, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public void TextThatLooksLikeSqlIsText()
    {
        _client.Post("name=Ada&text=x'); DROP TABLE entries; --");
        _client.Post("name=Ada&text=still+there");

        Assert.Contains("<dd>still there</dd>", _client.Get().Body, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyScriptMaySign()
    {
        _client.Post("name=%E5%AD%97%E7%99%BD&text=%F0%9F%96%8B%EF%B8%8F+gr%C3%BC%C3%9Ft");

        var body = WebUtility.HtmlDecode(_client.Get().Body);
        Assert.Contains("<dt>字白</dt><dd>🖋️ grüßt</dd>", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("name=Ada")]
    [InlineData("name=Ada&text=+")]
    public void NeitherNameNorTextMayBeMissing(string form)
    {
        Assert.Equal("400 Bad Request", _client.Post(form).Status);
        Assert.DoesNotContain("<dt>", _client.Get().Body, StringComparison.Ordinal);
    }

    [Fact]
    public void ABodyThatIsTooLongIsRefused() => Assert.Equal("413 Content Too Large", _client.Post($"name=Ada&text={new string('a', 20_000)}").Status);

    [Fact]
    public void AnotherPathIsNotThere() => Assert.Equal("404 Not Found", _client.Get("/no-such-page").Status);

    [Fact]
    public void AnotherMethodIsNotAllowed()
    {
        var answer = _client.Get(method: "DELETE");

        Assert.Equal(("405 Method Not Allowed", "GET, HEAD, POST"), (answer.Status, answer.Headers["Allow"]));
    }

    [Fact]
    public void EntriesOutliveTheSite()
    {
        _client.Post("name=Ada&text=Hello");

        var another = new AppClient(new Site(_folder.File("guestbook.db")).App);

        Assert.Contains("<dt>Ada</dt>", another.Get().Body, StringComparison.Ordinal);
    }
}
