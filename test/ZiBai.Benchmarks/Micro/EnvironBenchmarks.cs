using BenchmarkDotNet.Attributes;
using ZiBai.Environ;

namespace ZiBai.Benchmarks.Micro;

/// <summary>An environ from one request to the next, and what an app reads of it: slots against a dictionary.</summary>
public class EnvironBenchmarks
{
    private readonly HandMadeRequest _request = new();
    private readonly PlainEnviron _plain;
    private readonly RequestEnviron _slots;

    public EnvironBenchmarks()
    {
        _plain = new PlainEnviron(_request.Settings);
        _slots = new RequestEnviron(_request.Settings);
    }

    /// <summary>Whether the app reads every key, as one does that prints its environ; else method, path and one header.</summary>
    [Params(false, true)]
    public bool ReadsAll { get; set; }

    [Benchmark(Baseline = true)]
    public int PooledDictionary() => Read(_plain.Fill(_request.Features, _request.Request));

    [Benchmark]
    public int Slots()
    {
        _slots.Reset(_request.Features, _request.Request);
        return Read(_slots);
    }

    private int Read(IDictionary<string, object?> environ)
    {
        if (!ReadsAll)
        {
            return ((string)environ[EnvironKeys.RequestMethod]!).Length
                + ((string)environ[EnvironKeys.PathInfo]!).Length
                + ((string)environ["HTTP_USER_AGENT"]!).Length;
        }

        var present = 0;
        foreach (var (_, value) in environ)
        {
            present += value is null ? 0 : 1;
        }

        return present;
    }
}
