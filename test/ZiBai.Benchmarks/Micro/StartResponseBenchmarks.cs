using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using ZiBai.Response;

namespace ZiBai.Benchmarks.Micro;

/// <summary>start_response with its checks, against the same headers set without any.</summary>
public class StartResponseBenchmarks
{
    private readonly HandMadeRequest _request = new();
    private readonly WsgiResponse _response = new();
    private (string Name, string Value)[] _headers = [];
    private (string Name, string Value)[] _others = [];

    /// <summary>Headers that the app sets.</summary>
    [Params(2, 10)]
    public int Headers { get; set; }

    [GlobalSetup]
    public void MakeHeaders()
    {
        _headers = Make();
        _others = [.. Make().Select(static header => (new string(header.Name), new string(header.Value)))];
    }

    private (string Name, string Value)[] Make() =>
    [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", "12"),
        .. Enumerable.Range(0, Headers - 2).Select(static number => ($"X-Header-{number}", "a value of some length, as a cache's rules have")),
    ];

    [Benchmark(Baseline = true)]
    public int HeadersAlone()
    {
        var response = _request.Response;
        response.Headers.Clear();
        response.StatusCode = 200;
        foreach (var (name, value) in _headers)
        {
            response.Headers.Append(name, value);
        }

        return response.StatusCode;
    }

    /// <summary>With the very strings that the response before had, as an app has that keeps its headers.</summary>
    [Benchmark]
    public int StartResponse() => Start(_headers);

    /// <summary>With strings of its own for each response.</summary>
    [Benchmark]
    public int StartResponseAnew()
    {
        (_headers, _others) = (_others, _headers);
        return Start(_headers);
    }

    private int Start((string Name, string Value)[] headers)
    {
        _request.Response.Headers.Clear();
        _response.Reset(_request.Features, _request.Request, _request.Response, null);
        _response.Start("200 OK", headers);
        return _response.StatusCode;
    }
}
