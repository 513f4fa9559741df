using System.Collections;

namespace ZiBai.Tests.Validation;

/// <summary>A body that counts what is done with it, in each of the forms a body may have.</summary>
internal class DisposableBody : IEnumerable<ReadOnlyMemory<byte>>, IDisposable
{
    private readonly Action _begin;
    private readonly Action _end;
    private readonly string[] _chunks;

    public DisposableBody(Action begin, Action end, params string[] chunks)
    {
        _begin = begin;
        _end = end;
        _chunks = chunks;
    }

    public int Given { get; private set; }

    public int Disposals { get; private set; }

    public int EnumeratorDisposals { get; private set; }

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
    {
        _begin();
        return new Chunks(this);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        Disposals++;
        _end();
    }

    private sealed class Chunks(DisposableBody body) : IEnumerator<ReadOnlyMemory<byte>>
    {
        public ReadOnlyMemory<byte> Current { get; private set; }

        object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (body.Given == body._chunks.Length)
            {
                return false;
            }

            Current = System.Text.Encoding.Latin1.GetBytes(body._chunks[body.Given++]);
            return true;
        }

        public void Reset() => throw new NotSupportedException();

        public void Dispose() => body.EnumeratorDisposals++;
    }
}
