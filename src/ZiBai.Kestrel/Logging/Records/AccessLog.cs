using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace ZiBai.Logging.Records;

/// <summary>
/// Takes the records of answered requests off the requests' path: they wait a moment, and go to the logger many at a time. Where more come than the logger
/// takes, whoever brings the next helps to write them: none is dropped here, and none waits without bound.
/// </summary>
internal sealed partial class AccessLog : IDisposable
{
    /// <summary>Records that may wait. Some hundred bytes each.</summary>
    private const int MostWaiting = 8192;

    /// <summary>How long the first of many waits for the others: nobody sees it, and the queue wakes its reader a hundred times a second at most.</summary>
    private static readonly TimeSpan _linger = TimeSpan.FromMilliseconds(10);

    private static readonly EventId _event = new(3001, "Access");

    private readonly Channel<RequestRecord> _records = Channel.CreateUnbounded<RequestRecord>();
    private readonly Lock _writing = new();
    private readonly ILogger _logger;
    private readonly ILogger _errors;
    private readonly TimeProvider _time;
    private readonly Action<RequestRecord> _write;

    /// <param name="logger">Where the records go.</param>
    /// <param name="errors">Where it is told that one could not be written.</param>
    /// <param name="fields">What they tell.</param>
    /// <param name="time">The clock.</param>
    /// <param name="write">A shorter way to where the logger's records go; null for the logger's own.</param>
    public AccessLog(ILogger logger, ILogger errors, RecordField[] fields, TimeProvider time, Action<RequestRecord>? write = null)
    {
        _logger = logger;
        _errors = errors;
        _time = time;
        _write = write ?? (record => RequestRecord.Log(_logger, LogLevel.Information, _event, record));
        Fields = fields;
        _ = WriteAllAsync();
    }

    /// <summary>What its records tell.</summary>
    public RecordField[] Fields { get; }

    /// <summary>Whether anybody wants its records.</summary>
    public bool IsEnabled => _logger.IsEnabled(LogLevel.Information);

    /// <summary>Takes a record. After the end it is written at once: an app may come back from a request that was aborted long ago.</summary>
    public void Add(RequestRecord record)
    {
        if (!_records.Writer.TryWrite(record))
        {
            lock (_writing)
            {
                Write(record);
            }
        }
        else if (_records.Reader.Count > MostWaiting)
        {
            WriteWaiting();
        }
    }

    /// <summary>Writes what waits.</summary>
    public void Dispose()
    {
        _records.Writer.TryComplete();
        WriteWaiting();
    }

    private async Task WriteAllAsync()
    {
        while (await _records.Reader.WaitToReadAsync())
        {
            await Task.Delay(_linger, _time);
            WriteWaiting();
        }
    }

    private void WriteWaiting()
    {
        lock (_writing)
        {
            while (_records.Reader.TryRead(out var record))
            {
                Write(record);
            }
        }
    }

    private void Write(RequestRecord record)
    {
        try
        {
            _write(record);
        }
        catch (Exception exception)
        {
            // A logger of the program's own: the records behind it are not lost for it.
            LogNotWritten(_errors, record.ToString(), exception);
        }
    }

    [LoggerMessage(3002, LogLevel.Error, "An access record could not be written: {Record}", EventName = "AccessNotWritten")]
    private static partial void LogNotWritten(ILogger logger, string record, Exception exception);
}
