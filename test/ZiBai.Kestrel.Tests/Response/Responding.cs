using System.Text;
using ZiBai.Response;

namespace ZiBai.Tests.Response;

/// <summary>A response to a hand-made request, and what an app would do with it.</summary>
internal sealed class Responding
{
    public Responding(string method = "GET", string protocol = "HTTP/1.1")
    {
        Exchange = new Exchange(method, protocol);
        Response.Reset(Exchange.Features, Exchange.Request, Exchange.Response, Exchange.Body);
    }

    public Exchange Exchange { get; }

    public WsgiResponse Response { get; } = new();

    public FakeBody Body => Exchange.Body;

    public Write Start(string status = "200 OK", Exception? excInfo = null, params (string Name, string Value)[] headers)
    {
        Response.Start(status, headers, excInfo);
        return Response.Write;
    }

    public Write StartWith(params (string Name, string Value)[] headers) => Start("200 OK", null, headers);

    public async Task SendAsync(string chunk) => await Response.SendAsync(Bytes(chunk)).AsTask().WaitAsync(Testing.Timeouts.Default);

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
