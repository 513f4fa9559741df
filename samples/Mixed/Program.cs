using System.Text;
using ZiBai;

// One site: a minimal API beside a WSGI app. It takes ASP.NET Core's own settings, such as --urls.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddZiBai();

var app = builder.Build();
app.MapGet("/api/greeting/{name}", (string name) => new { greeting = $"Hello, {name}!" });
app.MapZiBai("/shop", Shop.App);
app.Run();

public static class Shop
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8")]);
        return [Encoding.UTF8.GetBytes($"The shop is at {environ["SCRIPT_NAME"]}, and this is its page {environ["PATH_INFO"]}\n")];
    }
}
