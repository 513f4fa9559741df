using System.Globalization;
using System.Net;
using CsCheck;
using Microsoft.AspNetCore.Http.Features;
using ZiBai.Environ;
using ZiBai.Logging.Records;

namespace ZiBai.Tests.Environ;

public sealed class RandomisedEnvironTests
{
    private const int Lists = 3000;
    private const int LongestList = 12;

    [Theory]
    [InlineData(HeaderMap.Drop)]
    [InlineData(HeaderMap.Dangerous)]
    public void AnEnvironAnswersEveryOperationAsADictionaryDoes(HeaderMap map) => EnvironOperations.Any.Array[1, LongestList].Sample(
        operations =>
        {
            // Looking at everything makes everything known: so each step is looked at in an environ that was only taken that far.
            for (var steps = 1; steps <= operations.Length; steps++)
            {
                Compare(map, operations[..steps]);
            }
        },
        iter: Lists,
        print: static operations => string.Join('\n', operations.Select(static operation => operation.Text)));

    private static void Compare(HeaderMap map, EnvironOperation[] operations)
    {
        var (environ, model) = Pair(map);
        foreach (var operation in operations)
        {
            var expected = operation.Answer(model);
            Check(operation.Text, expected, operation.Answer(environ));
        }

        foreach (var key in EnvironOperations.Keys)
        {
            Check("at the end: " + key, Look(model, key), Look(environ, key));
        }

        Check("at the end: Count", Show(model.Count), Show(environ.Count));
        Check("at the end: all", EnvironOperations.All(model), EnvironOperations.All(environ));
    }

    private static void Check(string what, string expected, string actual)
    {
        if (expected != actual)
        {
            Assert.Fail($"""
                {what}
                A dictionary: {expected}
                The environ:  {actual}
                """);
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
            ["wsgi.errors"] = new ErrorWriter(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, new RequestRecord([], [])),
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
