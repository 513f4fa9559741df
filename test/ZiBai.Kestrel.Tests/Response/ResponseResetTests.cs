using ZiBai.Response;

namespace ZiBai.Tests.Response;

public sealed class ResponseResetTests
{
    // What passed all checks passes them in the next response, too.
    private static readonly string[] _kept = ["_known"];

    [Fact]
    public async Task ResetForgetsEveryField()
    {
        // No one method uses every field up.
        var fresh = new WsgiResponse();
        WsgiResponse[] used = [await UseUpAsync("GET"), await UseUpAsync("HEAD"), await UseUpAsync("CONNECT")];
        Assert.Equal(
            FieldGuard.NamesOf(fresh, _kept),
            used.SelectMany(one => FieldGuard.Differing(fresh, one, _kept)).Distinct().Order(StringComparer.Ordinal));

        Assert.All(used, one =>
        {
            one.Reset(null, null, null, null);
            Assert.Empty(FieldGuard.Differing(fresh, one, _kept));
        });
    }

    [Fact]
    public async Task TheNextResponseBeginsAnew()
    {
        var response = await UseUpAsync("HEAD");
        var next = new Exchange();
        response.Reset(next.Features, next.Request, next.Response, next.Body);

        response.Start("201 Created", []);
        await response.SendAsync(Responding.Bytes("abc"));

        Assert.Equal((0, "abc", 201), (response.Finish(), next.Body.Text, next.Response.StatusCode));
        Assert.Equal(["Server"], next.Headers.Keys);
    }

    [Fact]
    public void TheNextRequestsExcInfoTakesNoHeaderOfTheOneBefore()
    {
        var one = new Responding();
        one.StartWith(("X-One", "1"));
        var next = new Exchange();
        next.Headers["X-One"] = "of others";
        one.Response.Reset(next.Features, next.Request, next.Response, next.Body);

        one.Start("500 Internal Server Error", new InvalidOperationException());

        Assert.Equal("of others", next.Headers["X-One"]);
    }

    private static async Task<WsgiResponse> UseUpAsync(string method)
    {
        var one = new Responding(method);
        one.Response.ClosesConnection = true;
        one.Response.ServerIsEnding = () => true;
        one.Response.BodyIsInDoubt = () => true;
        one.Response.ClientHasLeft = () => true;
        one.Response.Blocks = true;
        one.Response.WhileSending = static sending => sending;
        one.StartWith(("Content-Length", "3"), ("X-One", "1"));
        await one.SendAsync("abc");
        await one.SendAsync("d");
        Assert.False(one.Response.ClientHasGone);
        one.Response.BreakOff();
        return one.Response;
    }
}
