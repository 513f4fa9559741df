// Middleware: what takes an app and gives an app. This one adds a header that tells how long the app took to start its response.
//   zibai samples/middleware.cs:App
//   curl -i http://127.0.0.1:8000/          Server-Timing: app;dur=0.2
using System.Diagnostics;
using System.Globalization;
using ZiBai;

public static class Middleware
{
    public static readonly WsgiApp App = Timed(Greet);

    public static WsgiApp Timed(WsgiApp app) => (environ, startResponse) =>
    {
        var began = Stopwatch.GetTimestamp();
        return app(environ, (status, headers, excInfo) =>
        {
            var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
            return startResponse(status, [.. headers, ("Server-Timing", $"app;dur={milliseconds}")], excInfo);
        });
    };

    private static IEnumerable<ReadOnlyMemory<byte>> Greet(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8")]);
        return ["Hello through a middleware!\n"u8.ToArray()];
    }
}
