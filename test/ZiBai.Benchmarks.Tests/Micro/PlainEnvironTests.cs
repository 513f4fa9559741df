using ZiBai.Benchmarks.Micro;
using ZiBai.Environ;

namespace ZiBai.Benchmarks.Tests.Micro;

public sealed class PlainEnvironTests
{
    /// <summary>What the dictionary may share among requests, and so does not have as the environ has it.</summary>
    private static readonly string[] _shared = [EnvironKeys.WsgiInput, EnvironKeys.WsgiErrors];

    [Fact]
    public void TheDictionaryHasWhatTheEnvironHas()
    {
        var request = new HandMadeRequest();
        var environ = new RequestEnviron(request.Settings);
        environ.Reset(request.Features, request.Request);

        var plain = new PlainEnviron(request.Settings).Fill(request.Features, request.Request);

        Assert.Equal(environ.Keys.Order(), plain.Keys.Order());
        Assert.All(plain.Keys.Except(_shared), key => Assert.Equal(environ[key], plain[key]));
    }

    [Fact]
    public void NothingOfTheRequestBeforeIsLeft()
    {
        var request = new HandMadeRequest();
        var plain = new PlainEnviron(request.Settings);
        plain.Fill(request.Features, request.Request);
        request.Request.Headers.Remove("Cookie");

        Assert.DoesNotContain("HTTP_COOKIE", plain.Fill(request.Features, request.Request).Keys);
    }
}
