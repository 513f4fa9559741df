namespace ZiBai.Logging;

/// <summary>
/// Lines on their way to a stream, which a thread of their own writes: a reader who takes nothing blocks that thread, and not the requests, the
/// supervisor's loop or the exit. Where there are too many, all are dropped until those before them are written; then one line tells how many.
/// </summary>
internal sealed class LineQueue : IDisposable
{
    private readonly Stream _output;
    private readonly Func<int, byte[]> _tellDropped;
    private readonly int _capacity;
    private readonly TimeSpan _patience;
    private readonly Thread _writer;

    // Guards what follows, and is pulsed when there is work. A Lock cannot be waited on.
    private readonly object _gate = new();
    private readonly Queue<byte[]> _lines = new();
    private int _bytes;
    private int _dropped;
    private bool _isFull;
    private bool _isEnded;

    // The writer's own: the last write succeeded.
    private bool _isTaken = true;

    /// <param name="output">Each line is one write to it. Disposed of when all is written.</param>
    /// <param name="tellDropped">Makes the line that tells of a number of dropped ones.</param>
    /// <param name="capacity">Bytes that may wait; a longer line waits alone.</param>
    /// <param name="patience">How long <see cref="Dispose"/> waits for the reader.</param>
    public LineQueue(Stream output, Func<int, byte[]> tellDropped, int capacity, TimeSpan patience)
    {
        _output = output;
        _tellDropped = tellDropped;
        _capacity = capacity;
        _patience = patience;

        // Background: a reader who takes nothing must not keep the process alive.
        _writer = new Thread(WriteAll) { IsBackground = true, Name = "zibai-log" };
        _writer.Start();
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
            Monitor.Pulse(_gate);
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
                Write(next.Line, next.Lost);
            }
        }
    }

    /// <summary>What to write, and how many lines are lost if that fails; null at the end.</summary>
    private (byte[] Line, int Lost)? Next()
    {
        int dropped;
        lock (_gate)
        {
            while (true)
            {
                if (_lines.TryDequeue(out var line))
                {
                    _bytes -= line.Length;
                    return (line, 1);
                }

                _isFull = false;

                // Not after a write that failed: it would fail too, again and again.
                if (_dropped > 0 && _isTaken)
                {
                    (dropped, _dropped) = (_dropped, 0);
                    break;
                }

                if (_isEnded)
                {
                    return null;
                }

                Monitor.Wait(_gate);
            }
        }

        return (_tellDropped(dropped), dropped);
    }

    private void Write(byte[] line, int lost)
    {
        try
        {
            _output.Write(line);
            _output.Flush();
            _isTaken = true;
        }
        catch (IOException)
        {
            // Nobody reads any more, or the disk is full: told when a write succeeds.
            _isTaken = false;
            lock (_gate)
            {
                _dropped += lost;
            }
        }
    }
}
