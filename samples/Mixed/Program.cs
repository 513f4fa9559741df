// A mixed site: a minimal API beside an app, in one ASP.NET Core program. It takes ASP.NET Core's own settings, such as --urls.
//   dotnet run --project samples/Mixed -- --urls http://127.0.0.1:8000
//   curl http://127.0.0.1:8000/api/greeting/you          {"greeting":"Hello, you!"}
//   curl http://127.0.0.1:8000/shop/tea          The shop is at /shop, and this is its page /tea
using System.Text;
using ZiBai;

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
