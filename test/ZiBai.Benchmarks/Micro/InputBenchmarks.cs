using BenchmarkDotNet.Attributes;
using ZiBai.Environ;

namespace ZiBai.Benchmarks.Micro;

/// <summary>A body of 1 MiB that is there already, read through <c>wsgi.input</c>: in pieces of 64 KiB, and by lines of 80 bytes.</summary>
public class InputBenchmarks : IDisposable
{
    private readonly byte[] _piece = new byte[64 * 1024];
    private readonly MemoryStream _body = new(Lines());

    [Benchmark(Baseline = true)]
    public long BodyAlone()
    {
        _body.Position = 0;
        return ReadPieces(_body);
    }

    [Benchmark]
    public long Pieces() => ReadPieces(NewInput());

    [Benchmark]
    public long ByLine()
    {
        var input = NewInput();
        var length = 0L;
        while (input.ReadLine() is { Length: > 0 } line)
        {
            length += line.Length;
        }

        return length;
    }

    public void Dispose()
    {
        _body.Dispose();
        GC.SuppressFinalize(this);
    }

    private static byte[] Lines()
    {
        var body = new byte[1024 * 1024];
        for (var index = 0; index < body.Length; index++)
        {
            body[index] = (byte)(index % 80 == 79 ? '\n' : 'x');
        }

        return body;
    }

    private InputStream NewInput()
    {
        _body.Position = 0;
        return new InputStream(new BodyStream(_body));
    }

    private long ReadPieces(Stream input)
    {
        var length = 0L;
        while (input.Read(_piece) is > 0 and var read)
        {
            length += read;
        }

        return length;
    }
}
