using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace ZiBai.Benchmarks.Servers;

/// <summary>Answers every request in one way, with the headers that zibai sends, and does nothing else.</summary>
internal sealed class BareApplication : IHttpApplication<IFeatureCollection>
{
    private const string PlainText = "text/plain; charset=utf-8";
    private const string Bytes = "application/octet-stream";

    private readonly Func<IFeatureCollection, Task> _answer;

    private BareApplication(Func<IFeatureCollection, Task> answer)
    {
        _answer = answer;
    }

    /// <param name="work">The name of a <see cref="Load.Work"/>.</param>
    public static BareApplication For(string work) => new(work switch
    {
        "Hello" => Hello,
        "Echo" => EchoAsync,
        "Headers" => Headers,
        "Stream" => StreamAsync,
        "File" => FileAsync,
        "Upload" => UploadAsync,
        "Sleep" => SleepAsync,
        _ => throw new ArgumentException($"There is no work '{work}'.", nameof(work)),
    });

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public Task ProcessRequestAsync(IFeatureCollection context) => _answer(context);

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    private static Task Hello(IFeatureCollection context) => Say(context, PlainText, Material.Hello);

    private static async Task EchoAsync(IFeatureCollection context)
    {
        var request = context.GetRequiredFeature<IHttpRequestFeature>();
        var body = new byte[request.Headers.ContentLength!.Value];
        await request.Body.ReadExactlyAsync(body);
        await Say(context, Bytes, body);
    }

    private static Task Headers(IFeatureCollection context)
    {
        var headers = context.GetRequiredFeature<IHttpRequestFeature>().Headers;
        return Say(context, PlainText, System.Text.Encoding.ASCII.GetBytes($"{headers.UserAgent}\n{headers.AcceptLanguage}"));
    }

    private static async Task StreamAsync(IFeatureCollection context)
    {
        var writer = Begin(context, Bytes, length: null).Writer;
        for (var sent = 0; sent < Material.ChunkCount; sent++)
        {
            await writer.WriteAsync(Material.Chunk);
        }
    }

    private static Task FileAsync(IFeatureCollection context)
    {
        var file = new FileInfo(Material.File);
        return Begin(context, Bytes, file.Length).SendFileAsync(file.FullName, 0, null);
    }

    private static async Task UploadAsync(IFeatureCollection context) =>
        await Say(context, PlainText, await Material.LengthOfAsync(context.GetRequiredFeature<IHttpRequestFeature>().Body));

    private static async Task SleepAsync(IFeatureCollection context)
    {
        await Task.Delay(Material.Sleep);
        await Say(context, PlainText, Material.Hello);
    }

    private static Task Say(IFeatureCollection context, string contentType, byte[] body)
    {
        var write = Begin(context, contentType, body.Length).Writer.WriteAsync(body);
        return write.IsCompletedSuccessfully ? Task.CompletedTask : write.AsTask();
    }

    private static IHttpResponseBodyFeature Begin(IFeatureCollection context, string contentType, long? length)
    {
        var response = context.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = 200;
        response.Headers.Server = "Zî Bái";
        response.Headers.ContentType = contentType;
        response.Headers.ContentLength = length;
        return context.GetRequiredFeature<IHttpResponseBodyFeature>();
    }
}
