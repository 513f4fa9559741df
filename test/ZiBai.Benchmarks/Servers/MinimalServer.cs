using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ZiBai.Benchmarks.Servers;

/// <summary>
/// A minimal API, as its users write one: what ASP.NET Core costs when nothing of ours is in it. Texts are <c>Results.Text</c>, which gives them a
/// Content-Length as everybody else does; a plain string would be sent in chunks.
/// </summary>
internal static class MinimalServer
{
    private const string PlainText = "text/plain; charset=utf-8";
    private const string OctetStream = "application/octet-stream";

    /// <summary>Serves until the process is ended.</summary>
    /// <param name="endpoint">Where to listen.</param>
    /// <param name="work">The name of what to do.</param>
    public static async Task RunAsync(Endpoint endpoint, string work)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(endpoint.ListenOn);
        await using var app = builder.Build();
        Map(app, work);
        await app.RunAsync();
    }

    private static void Map(WebApplication app, string work)
    {
        switch (work)
        {
            case "Hello":
                app.MapGet("/", static () => Results.Text("Hello World!"));
                break;
            case "Echo":
                app.MapPost("/", static async (HttpRequest request) =>
                {
                    var body = new byte[request.ContentLength!.Value];
                    await request.Body.ReadExactlyAsync(body);
                    return Results.Bytes(body, OctetStream);
                });
                break;
            case "Headers":
                app.MapGet("/", static (HttpRequest request) => Results.Text($"{request.Headers.UserAgent}\n{request.Headers.AcceptLanguage}"));
                break;
            case "Stream":
                app.MapGet("/", static async (HttpResponse response) =>
                {
                    response.ContentType = OctetStream;
                    for (var sent = 0; sent < Material.ChunkCount; sent++)
                    {
                        await response.Body.WriteAsync(Material.Chunk);
                    }
                });
                break;
            case "File":
                app.MapGet("/", static (HttpResponse response) =>
                {
                    var file = new FileInfo(Material.File);
                    response.ContentType = OctetStream;
                    response.ContentLength = file.Length;
                    return response.SendFileAsync(file.FullName);
                });
                break;
            case "Upload":
                app.MapPost("/", static async (Stream body) => Results.Bytes(await Material.LengthOfAsync(body), PlainText));
                break;
            case "Sleep":
                app.MapGet("/", static async () =>
                {
                    await Task.Delay(Material.Sleep);
                    return Results.Text("Hello World!");
                });
                break;
            default:
                throw new ArgumentException($"There is no work '{work}'.", nameof(work));
        }
    }
}
