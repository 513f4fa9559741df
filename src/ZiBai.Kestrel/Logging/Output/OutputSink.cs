using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Parsing;

namespace ZiBai.Logging.Output;

/// <summary>
/// Writes records to standard output or error past the framework's console, which has one lock for both streams, and on a thread of its own: a reader of
/// either who stops reading would hold up every line on both, and with them the requests and the server's exit.
/// </summary>
internal sealed class OutputSink : ILogEventSink, IDisposable
{
    /// <summary>Bytes of lines that wait for the reader, 4 MiB: some ten thousand lines, far more than a reader who is merely slow leaves.</summary>
    private const int Capacity = 4 * 1024 * 1024;

    private static readonly MessageTemplateParser _templates = new();

    /// <summary>What the end of the process may wait for a reader, who takes what is left at once if he takes anything.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    private readonly ITextFormatter _formatter;
    private readonly int _descriptor;
    private readonly LineQueue _lines;
    private bool _isDisposed;

    private OutputSink(ITextFormatter formatter, int descriptor)
    {
        _formatter = formatter;
        _descriptor = descriptor;
        var output = StandardStream.Open(descriptor);
        _lines = new LineQueue(output, TellDropped, Capacity, _patience, output is StandardStream { WholeBytes: var whole } ? whole : 4096);
    }

    /// <summary>For access records.</summary>
    public static OutputSink ToStandardOutput(ITextFormatter formatter) => new(formatter, descriptor: 1);

    /// <summary>For all others.</summary>
    public static OutputSink ToStandardError(ITextFormatter formatter) => new(formatter, descriptor: 2);

    public void Emit(LogEvent logEvent) => _lines.Add(Format(logEvent));

    /// <summary>Writes what is left, as far as somebody takes it; what nobody has taken is told on the other stream.</summary>
    public void Dispose()
    {
        // The logger disposes of a sink behind a condition twice.
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        _lines.Dispose();
        if (_lines.Lost is var lost and > 0)
        {
            PlainText.WriteAtOnce(_descriptor == 1 ? 2 : 1, TellDropped(lost));
        }
    }

    private byte[] TellDropped(long count)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{count} log {(count == 1 ? "line was" : "lines were")} dropped, since nobody read standard {(_descriptor == 1 ? "output" : "error")}");
        return Format(new LogEvent(TimeProvider.System.GetLocalNow(), LogEventLevel.Warning, exception: null, _templates.Parse(text), []));
    }

    private byte[] Format(LogEvent logEvent)
    {
        var line = LineBuffer.Take();
        try
        {
            _formatter.Format(logEvent, line);
            return line.ToBytes();
        }
        finally
        {
            LineBuffer.Return(line);
        }
    }
}
