namespace ZiBai.Tests.Adapter;

public sealed class EngineDrainTests
{
    [Theory]
    [InlineData("HTTP/1.0", "close")]
    [InlineData("HTTP/1.1", "close")]
    [InlineData("HTTP/2", "")]
    public async Task WhileItDrainsEachResponseEndsItsConnectionWhereHttpCanSaySo(string protocol, string expected)
    {
        using var serving = new Serving(static (environ, start) => Answer(start));
        serving.Drain.Set();

        var exchange = await serving.RunAsync(new Exchange(protocol: protocol));

        Assert.Equal((expected, "a"), (exchange.Headers.Connection.ToString(), exchange.Body.Text));
    }

    [Fact]
    public async Task BeforeTheDrainNoResponseEndsItsConnection()
    {
        using var serving = new Serving(static (environ, start) => Answer(start));

        Assert.Equal("", (await serving.RunAsync()).Headers.Connection.ToString());
    }

    [Fact]
    public async Task ADrainThatBeginsInsideTheAppIsStillTold()
    {
        Serving? serving = null;
        using (serving = new Serving((IDictionary<string, object?> environ, StartResponse start) =>
        {
            start("200 OK", []);
            serving!.Drain.Set();
            return Array.Empty<ReadOnlyMemory<byte>>();
        }))
        {
            Assert.Equal("close", (await serving.RunAsync()).Headers.Connection.ToString());
        }
    }

    [Fact]
    public async Task AnErrorsAnswerEndsItsConnectionToo()
    {
        using var serving = new Serving(static (IDictionary<string, object?> environ, StartResponse start) =>
        {
            start("200", []);
            return Array.Empty<ReadOnlyMemory<byte>>();
        });
        serving.Drain.Set();

        var exchange = await serving.RunAsync();

        Assert.Equal((500, "close"), (exchange.Response.StatusCode, exchange.Headers.Connection.ToString()));
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Answer(StartResponse start)
    {
        start("200 OK", []);
        return [Serving.Bytes("a")];
    }
}
