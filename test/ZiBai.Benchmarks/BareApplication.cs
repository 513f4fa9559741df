using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace ZiBai.Benchmarks;

/// <summary>Answers every request with the hello sample's response, and does nothing else.</summary>
internal sealed class BareApplication : IHttpApplication<IFeatureCollection>
{
    private static readonly byte[] _body = "Hello World!"u8.ToArray();

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public Task ProcessRequestAsync(IFeatureCollection context)
    {
        var response = context.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = 200;
        response.Headers.Server = "Zî Bái";
        response.Headers.ContentType = "text/plain; charset=utf-8";
        response.Headers.ContentLength = _body.Length;
        var write = context.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(_body);
        return write.IsCompletedSuccessfully ? Task.CompletedTask : write.AsTask();
    }

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }
}
