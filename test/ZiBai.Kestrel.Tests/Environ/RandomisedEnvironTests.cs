using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http.Features;
using ZiBai.Environ;

namespace ZiBai.Tests.Environ;

public sealed class RandomisedEnvironTests
{
    private const int ListsPerSeed = 500;
    private const int LongestList = 12;

    [Theory]
    [InlineData(1, HeaderMap.Drop)]
    [InlineData(20_260_131, HeaderMap.Drop)]
    [InlineData(3333, HeaderMap.Drop)]
    [InlineData(3875, HeaderMap.Drop)]
    [InlineData(9110, HeaderMap.Drop)]
    [InlineData(9112, HeaderMap.Drop)]
    [InlineData(2, HeaderMap.Dangerous)]
    [InlineData(3334, HeaderMap.Dangerous)]
    [InlineData(3876, HeaderMap.Dangerous)]
    public void AnEnvironAnswersEveryOperationAsADictionaryDoes(int seed, HeaderMap map)
    {
        var random = new Random(seed);
        for (var list = 0; list < ListsPerSeed; list++)
        {
            EnvironOperation[] operations =
                [.. Enumerable.Range(0, random.Next(1, LongestList)).Select(_ => EnvironOperations.Next(random))];

            // Looking at everything makes everything known: so each step is looked at in an environ that was only taken that far.
            for (var steps = 1; steps <= operations.Length; steps++)
            {
                Compare(seed, map, operations[..steps]);
            }
        }
    }

    private static void Compare(int seed, HeaderMap map, EnvironOperation[] operations)
    {
        var (environ, model) = Pair(map);
        foreach (var operation in operations)
        {
            var expected = operation.Answer(model);
            Check(seed, operations, operation.Text, expected, operation.Answer(environ));
        }

        foreach (var key in EnvironOperations.Keys)
        {
            Check(seed, operations, "at the end: " + key, Look(model, key), Look(environ, key));
        }

        Check(seed, operations, "at the end: Count", Show(model.Count), Show(environ.Count));
        Check(seed, operations, "at the end: all", EnvironOperations.All(model), EnvironOperations.All(environ));
    }

    private static void Check(int seed, EnvironOperation[] operations, string what, string expected, string actual)
    {
        if (expected != actual)
        {
            Assert.Fail(string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {what}
                A dictionary: {expected}
                The environ:  {actual}
                Seed {seed}, operations:
                {string.Join('\n', operations.Select(static operation => operation.Text))}
                """));
        }
    }

    private static string Look(IDictionary<string, object?> environ, string key) =>
        environ.TryGetValue(key, out var value) ? EnvironOperations.Show(value) : "none";

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>An environ, and the dictionary that it should be.</summary>
    private static (RequestEnviron Environ, Dictionary<string, object?> Model) Pair(HeaderMap map)
    {
        var exchange = new Exchange("POST");
        exchange.Request.Path = "/a b";
        exchange.Request.QueryString = "?q=1";
        exchange.Request.RawTarget = "/a%20b?q=1";
        exchange.Request.Headers["Host"] = "example.com";
        exchange.Request.Headers["Content-Type"] = "text/plain";
        exchange.Request.Headers["Cookie"] = new(["a=1", "b=2"]);
        exchange.Request.Headers["X-One"] = "1";
        exchange.Request.Headers["X-Empty"] = "";
        exchange.Request.Headers["X-Repeated"] = new(["1", "2"]);
        exchange.Request.Headers["X_Under"] = "spoofed";
        exchange.Request.Headers["X_One"] = "2";
        exchange.Request.Headers["Content_Type"] = "a/b";
        exchange.Features.Set<IHttpConnectionFeature>(new HttpConnectionFeature
        {
            LocalIpAddress = IPAddress.Loopback,
            LocalPort = 8000,
            RemoteIpAddress = IPAddress.Parse("192.0.2.1"),
            RemotePort = 4711,
        });
        var model = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["REQUEST_METHOD"] = "POST",
            ["SCRIPT_NAME"] = "",
            ["PATH_INFO"] = "/a b",
            ["QUERY_STRING"] = "q=1",
            ["REQUEST_URI"] = "/a%20b?q=1",
            ["RAW_URI"] = "/a%20b?q=1",
            ["CONTENT_TYPE"] = "text/plain",
            ["SERVER_NAME"] = "127.0.0.1",
            ["SERVER_PORT"] = "8000",
            ["SERVER_PROTOCOL"] = "HTTP/1.1",
            ["SERVER_SOFTWARE"] = EnvironSettings.ServerSoftware,
            ["REMOTE_ADDR"] = "192.0.2.1",
            ["REMOTE_PORT"] = "4711",
            ["HTTP_HOST"] = "example.com",
            ["HTTP_COOKIE"] = "a=1; b=2",
            ["HTTP_X_ONE"] = "1",
            ["HTTP_X_EMPTY"] = "",
            ["HTTP_X_REPEATED"] = "1,2",
            ["wsgi.version"] = (1, 0),
            ["wsgi.url_scheme"] = "http",
            ["wsgi.input"] = new InputStream(Stream.Null),
            ["wsgi.input_terminated"] = true,
            ["wsgi.errors"] = new ErrorWriter(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance),
            ["wsgi.multithread"] = true,
            ["wsgi.multiprocess"] = false,
            ["wsgi.run_once"] = false,
            ["wsgi.file_wrapper"] = EnvironSettings.MakeFileWrapper,
            ["zibai.features"] = exchange.Features,
            ["zibai.request_aborted"] = exchange.Lifetime.RequestAborted,
        };
        if (map == HeaderMap.Dangerous)
        {
            model["HTTP_X_UNDER"] = "spoofed";
            model["HTTP_X_ONE"] = "1,2";
        }

        return (exchange.Environ(Exchange.Settings(headerMap: map)), model);
    }
}
