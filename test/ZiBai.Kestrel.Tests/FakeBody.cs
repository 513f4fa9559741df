using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace ZiBai.Tests;

/// <summary>A response's body that remembers each write, and that a test can make slow or broken.</summary>
internal sealed class FakeBody : PipeWriter, IHttpResponseBodyFeature
{
    private readonly List<string> _chunks = [];

    /// <summary>The writes, each as Latin-1 text.</summary>
    public IReadOnlyList<string> Chunks => _chunks;

    public string Text => string.Concat(_chunks);

    /// <summary>The files sent: path, offset and count.</summary>
    public List<(string Path, long Offset, long? Count)> Files { get; } = [];

    public bool HasStarted { get; private set; }

    /// <summary>Gives what a write waits for, or throws in its place. Null: writes complete at once.</summary>
    public Func<Task>? Sending { get; set; }

    public Stream Stream => throw new NotSupportedException();

    public PipeWriter Writer => this;

    public override async ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        HasStarted = true;
        _chunks.Add(Encoding.Latin1.GetString(source.Span));
        if (Sending is not null)
        {
            await Sending();
        }

        return default;
    }

    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        HasStarted = true;
        return Task.CompletedTask;
    }

    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        HasStarted = true;
        Files.Add((path, offset, count));
        if (Sending is not null)
        {
            await Sending();
        }
    }

    public void DisableBuffering()
    {
    }

    Task IHttpResponseBodyFeature.CompleteAsync() => throw new NotSupportedException();

    public override void Advance(int bytes) => throw new NotSupportedException();

    public override void CancelPendingFlush() => throw new NotSupportedException();

    public override void Complete(Exception? exception = null) => throw new NotSupportedException();

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override Memory<byte> GetMemory(int sizeHint = 0) => throw new NotSupportedException();

    public override Span<byte> GetSpan(int sizeHint = 0) => throw new NotSupportedException();
}
