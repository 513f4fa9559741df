using ZiBai.Adapter;
using ZiBai.Environ;

namespace ZiBai.Tests.Adapter;

/// <summary>What an app keeps of a request is of no use afterwards: the objects behind it serve a stranger's request by then.</summary>
public sealed class LentRequestTests
{
    private static readonly EnvironSettings _settings = new()
    {
        ScriptName = "",
        UrlScheme = "http",
        Multithread = true,
        Multiprocess = false,
        ErrorLogger = Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
    };

    private readonly RequestContext _context = new(_settings);

    [Fact]
    public void ALateEnvironIsRefusedInsteadOfShowingTheNextRequest()
    {
        Begin("of the first");
        var kept = _context.Lent!;
        var keys = kept.Keys;
        Begin("of the second");

        Assert.Throws<InvalidOperationException>(() => kept["HTTP_AUTHORIZATION"]);
        Assert.Throws<InvalidOperationException>(() => kept.TryGetValue("PATH_INFO", out _));
        Assert.Throws<InvalidOperationException>(() => kept["x"] = 1);
        Assert.Throws<InvalidOperationException>(() => kept.Count);
        Assert.Throws<InvalidOperationException>(() => keys.ToArray());
        Assert.Equal("of the second", _context.Lent!["HTTP_AUTHORIZATION"]);
    }

    [Fact]
    public void AnEnumerationBegunBeforeTheEndGoesNoFurther()
    {
        Begin("of the first");
        using var kept = _context.Lent!.GetEnumerator();
        Assert.True(kept.MoveNext());
        Begin("of the second");

        Assert.Throws<InvalidOperationException>(() => kept.MoveNext());
    }

    [Fact]
    public void ALateStartResponseIsRefused()
    {
        Begin("of the first");
        StartResponse kept = _context.Lent!.StartResponse;
        var next = Begin("of the second");

        var refusal = Assert.Throws<InvalidOperationException>(() => kept("200 OK", [("X-Leak", "1")]));

        Assert.Contains("already finished", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Leak", next.Headers.Keys);
    }

    [Fact]
    public void ALateWriteIsRefused()
    {
        Begin("of the first");
        var kept = _context.Lent!.StartResponse("200 OK", [], null);
        var next = Begin("of the second");
        _context.Lent!.StartResponse("200 OK", [], null);

        Assert.Throws<InvalidOperationException>(() => kept("leaked"u8.ToArray()));
        Assert.Equal("", next.Body.Text);
    }

    [Fact]
    public void ALateReadOfTheBodyIsRefused()
    {
        Begin("of the first");
        var kept = (InputStream)_context.Lent!["wsgi.input"]!;
        Begin("of the second");

        var refusal = Assert.Throws<IOException>(() => kept.ReadByte());

        Assert.Equal("wsgi.input was read after the request had ended.", refusal.Message);
    }

    private Exchange Begin(string authorization)
    {
        var exchange = new Exchange();
        exchange.Request.Headers.Authorization = authorization;
        exchange.Request.Body = new MemoryStream("a secret"u8.ToArray());
        _context.Reset(null);
        _context.Reset(exchange.Features);
        return exchange;
    }
}
