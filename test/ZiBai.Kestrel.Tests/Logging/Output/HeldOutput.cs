using System.Text;
using ZiBai.Testing;

namespace ZiBai.Tests.Logging.Output;

/// <summary>A stream with a reader who takes nothing until he is told to.</summary>
internal sealed class HeldOutput : Stream
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _written = new(0);
    private readonly SemaphoreSlim _failed = new(0);
    private readonly Lock _lock = new();
    private readonly List<string> _writes = [];
    private int _awaited;

    /// <summary>Somebody waits in a write, or has.</summary>
    public Task Entered => _entered.Task;

    public bool IsDisposed { get; private set; }

    public int Failures { get; private set; }

    /// <summary>Writes that succeed before all others fail.</summary>
    public int FailsAfter { get; set; } = int.MaxValue;

    public IReadOnlyList<string> Writes
    {
        get
        {
            lock (_lock)
            {
                return [.. _writes];
            }
        }
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>From now on the reader takes everything.</summary>
    public void Take() => _taken.TrySetResult();

    /// <summary>Waits for that many writes in all.</summary>
    public async Task<IReadOnlyList<string>> WritesAsync(int count)
    {
        for (; _awaited < count; _awaited++)
        {
            Assert.True(await _written.WaitAsync(Timeouts.Default), $"Written was only: {string.Concat(Writes)}");
        }

        return Writes;
    }

    /// <summary>Waits for that many more failed writes.</summary>
    public async Task FailedAsync(int count)
    {
        for (; count > 0; count--)
        {
            Assert.True(await _failed.WaitAsync(Timeouts.Default));
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _entered.TrySetResult();
        _taken.Task.Wait();
        lock (_lock)
        {
            if (_writes.Count >= FailsAfter)
            {
                Failures++;
                _failed.Release();
                throw new IOException("Nobody reads.");
            }

            _writes.Add(Encoding.UTF8.GetString(buffer));
        }

        _written.Release();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
