namespace ZiBai.Logging.Output;

/// <summary>
/// Lines on their way to a stream, which a thread of their own writes: a reader who takes nothing blocks that thread, and not the requests, the
/// supervisor's loop or the exit. Where there are too many, all are dropped until those before them are written; then one line tells how many.
/// </summary>
internal sealed class LineQueue : IDisposable
{
    /// <summary>
    /// How long the writer lets lines gather after each write that left none: where requests are many, it writes and is woken a thousand times a second
    /// at most, and not for each.
    /// </summary>
    private static readonly TimeSpan _gathering = TimeSpan.FromMilliseconds(1);

    private readonly Stream _output;
    private readonly Func<long, byte[]> _tellDropped;
    private readonly int _capacity;
    private readonly TimeSpan _patience;
    private readonly Thread _writer;

    // Guards what follows, and is pulsed when there is work. A Lock cannot be waited on.
    private readonly object _gate = new();
    private readonly Queue<byte[]> _lines = new();
    private int _bytes;
    private long _inWrite;
    private long _dropped;
    private bool _isFull;
    private bool _isEnded;
    private bool _isWaiting;

    // The writer's own: several lines as one, whether the last write succeeded, and whether lines may have come close after it.
    private readonly byte[] _batch;
    private bool _isTaken = true;
    private bool _isGathering;

    /// <param name="output">Each write to it is one or more whole lines. Disposed of when all is written.</param>
    /// <param name="tellDropped">Makes the line that tells of a number of dropped ones.</param>
    /// <param name="capacity">Bytes that may wait; a longer line waits alone.</param>
    /// <param name="patience">How long <see cref="Dispose"/> waits for the reader.</param>
    /// <param name="batch">Bytes of several lines that are one write; a longer line is written alone.</param>
    public LineQueue(Stream output, Func<long, byte[]> tellDropped, int capacity, TimeSpan patience, int batch = 4096)
    {
        _output = output;
        _tellDropped = tellDropped;
        _capacity = capacity;
        _patience = patience;
        _batch = new byte[batch];

        // Background: a reader who takes nothing must not keep the process alive.
        _writer = new Thread(WriteAll) { IsBackground = true, Name = "zibai-log" };
        _writer.Start();
    }

    /// <summary>Lines that are lost if nothing more is written: those dropped and not told of, and those that still wait.</summary>
    public long Lost
    {
        get
        {
            lock (_gate)
            {
                return _dropped + _inWrite + _lines.Count;
            }
        }
    }

    /// <summary>Queues a line, or drops it. Never waits for the reader.</summary>
    public void Add(byte[] line)
    {
        lock (_gate)
        {
            _isFull |= _lines.Count > 0 && line.Length > _capacity - _bytes;
            if (_isFull || _isEnded)
            {
                _dropped++;
                return;
            }

            _lines.Enqueue(line);
            _bytes += line.Length;
            if (_isWaiting)
            {
                _isWaiting = false;
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Waits until all is written, or for so long as its patience lasts.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isEnded = true;
            Monitor.Pulse(_gate);
        }

        _writer.Join(_patience);
    }

    private void WriteAll()
    {
        using (_output)
        {
            while (Next() is { } next)
            {
                Write(next.Span);
            }
        }
    }

    /// <summary>What to write; null at the end.</summary>
    private ReadOnlyMemory<byte>? Next()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_lines.Count > 0)
                {
                    return Take();
                }

                _isFull = false;

                // Not after a write that failed: it would fail too, again and again.
                if (_dropped > 0 && _isTaken)
                {
                    (_inWrite, _dropped) = (_dropped, 0);
                    break;
                }

                if (_isEnded)
                {
                    return null;
                }

                Wait();
            }
        }

        return _tellDropped(_inWrite);
    }

    /// <summary>As many lines as are one write.</summary>
    private ReadOnlyMemory<byte> Take()
    {
        var length = 0;
        while (_lines.TryPeek(out var line) && line.Length <= _batch.Length - length)
        {
            line.CopyTo(_batch, length);
            length += line.Length;
            _inWrite++;
            _lines.Dequeue();
        }

        ReadOnlyMemory<byte> taken = _batch.AsMemory(0, length);
        if (_inWrite == 0)
        {
            taken = _lines.Dequeue();
            _inWrite = 1;
        }

        _bytes -= taken.Length;
        return taken;
    }

    private void Wait()
    {
        if (_isGathering)
        {
            _isGathering = false;
            Monitor.Wait(_gate, _gathering);
        }
        else
        {
            _isWaiting = true;
            Monitor.Wait(_gate);
            _isWaiting = false;
        }
    }

    private void Write(ReadOnlySpan<byte> lines)
    {
        try
        {
            _output.Write(lines);
            _output.Flush();
            _isTaken = true;
        }
        catch (IOException)
        {
            // Nobody reads any more, or the disk is full: told when a write succeeds.
            _isTaken = false;
        }

        _isGathering = true;
        lock (_gate)
        {
            _dropped += _isTaken ? 0 : _inWrite;
            _inWrite = 0;
        }
    }
}
