using BenchmarkDotNet.Attributes;
using ZiBai.Benchmarks.Load;
using ZiBai.Environ;

namespace ZiBai.Benchmarks.Micro;

/// <summary>A browser's header names to their keys and back: 19 of them at a time.</summary>
public class HeaderKeyBenchmarks
{
    private readonly string[] _names = [.. Work.TwentyHeaders.Headers.Select(static header => header.Name)];
    private readonly string[] _keys;
    private readonly string[] _longNames;

    public HeaderKeyBenchmarks()
    {
        _keys = [.. _names.Select(static name => HeaderKeys.KeyOf(name)!)];
        _longNames = [.. _names.Select(static name => name.PadRight(65, 'x'))];
    }

    /// <summary>As for every request but the first ones.</summary>
    [Benchmark(Baseline = true)]
    public int KeysOfKnownNames() => Count(_names);

    /// <summary>Names that are too long to be remembered, so that each key is made anew.</summary>
    [Benchmark]
    public int KeysOfLongNames() => Count(_longNames);

    /// <summary>As an app asks for them.</summary>
    [Benchmark]
    public int NamesOfKeys()
    {
        var count = 0;
        foreach (var key in _keys)
        {
            count += HeaderKeys.NameOf(key) is null ? 0 : 1;
        }

        return count;
    }

    private static int Count(string[] names)
    {
        var count = 0;
        foreach (var name in names)
        {
            count += HeaderKeys.KeyOf(name) is null ? 0 : 1;
        }

        return count;
    }
}
