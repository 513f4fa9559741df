using System.Collections;

namespace ZiBai.Tests.Response;

/// <summary>A body that tells what is done with it.</summary>
/// <param name="log">Where it tells it.</param>
/// <param name="chunks">The chunks; null where the iteration fails.</param>
internal class TestChunks(List<string> log, params string?[] chunks) : IEnumerable<ReadOnlyMemory<byte>>, IDisposable
{
    public List<string> Log { get; } = log;

    public virtual IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => new Enumerator(this, chunks);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => Log.Add("dispose body");

    private sealed class Enumerator(TestChunks body, string?[] chunks) : IEnumerator<ReadOnlyMemory<byte>>
    {
        private int _next;

        public ReadOnlyMemory<byte> Current => Responding.Bytes(chunks[_next - 1]!);

        object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            body.Log.Add("next");
            if (_next == chunks.Length)
            {
                return false;
            }

            return chunks[_next++] is not null ? true : throw new InvalidOperationException("iteration");
        }

        public void Reset() => throw new NotSupportedException();

        public void Dispose() => body.Log.Add("dispose enumerator");
    }
}

/// <summary>The same with a known count.</summary>
internal sealed class CountedChunks(List<string> log, params string?[] chunks)
    : TestChunks(log, chunks), IReadOnlyCollection<ReadOnlyMemory<byte>>
{
    public int Count { get; } = chunks.Length;
}

/// <summary>A body whose enumerator cannot be had.</summary>
internal sealed class BrokenChunks(List<string> log) : TestChunks(log)
{
    public override IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => throw new InvalidOperationException("enumerator");
}

/// <summary>A body that is its own enumerator, as a compiler-made iterator is.</summary>
internal sealed class SelfChunks(List<string> log, params string[] chunks) : IEnumerable<ReadOnlyMemory<byte>>, IEnumerator<ReadOnlyMemory<byte>>
{
    private int _next;

    public ReadOnlyMemory<byte> Current => Responding.Bytes(chunks[_next - 1]);

    object IEnumerator.Current => Current;

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => this;

    IEnumerator IEnumerable.GetEnumerator() => this;

    public bool MoveNext() => _next++ < chunks.Length;

    public void Reset() => throw new NotSupportedException();

    public void Dispose() => log.Add("dispose");
}

/// <summary>A list of one chunk that has to be closed asynchronously.</summary>
internal sealed class AsyncClosedList(List<string> log) : List<ReadOnlyMemory<byte>>, IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        log.Add("dispose async");
        return default;
    }
}

/// <summary>An asynchronous body that tells what is done with it.</summary>
internal sealed class AsyncTestChunks(List<string> log, params string?[] chunks)
    : IAsyncEnumerable<ReadOnlyMemory<byte>>, IAsyncEnumerator<ReadOnlyMemory<byte>>, IAsyncDisposable
{
    private int _next;

    /// <summary>What each step waits for.</summary>
    public Task Step { get; init; } = Task.CompletedTask;

    /// <summary>Whether the enumerator is the body itself, as a compiler-made iterator is.</summary>
    public bool IsItsOwnEnumerator { get; init; } = true;

    public ReadOnlyMemory<byte> Current => Responding.Bytes(chunks[_next - 1]!);

    public IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        IsItsOwnEnumerator ? this : new AsyncTestChunks(log, chunks) { Step = Step };

    public async ValueTask<bool> MoveNextAsync()
    {
        log.Add("next");
        await Step;
        if (_next == chunks.Length)
        {
            return false;
        }

        return chunks[_next++] is not null ? true : throw new InvalidOperationException("iteration");
    }

    public ValueTask DisposeAsync()
    {
        log.Add("dispose");
        return default;
    }
}
