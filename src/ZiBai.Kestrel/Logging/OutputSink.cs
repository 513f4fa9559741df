using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace ZiBai.Logging;

/// <summary>
/// Writes records to standard output or error past the framework's console, which has one lock for both streams: a reader of standard output who stops
/// reading would hold up every line on standard error, and with them the server's exit.
/// </summary>
internal sealed class OutputSink : ILogEventSink, IDisposable
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly ITextFormatter _formatter;
    private readonly Stream _output;
    private readonly Lock _lock = new();

    private OutputSink(ITextFormatter formatter, Stream output)
    {
        _formatter = formatter;
        _output = output;
    }

    /// <summary>For access records.</summary>
    public static OutputSink ToStandardOutput(ITextFormatter formatter) =>
        new(formatter, OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardStream(1));

    /// <summary>For all others.</summary>
    public static OutputSink ToStandardError(ITextFormatter formatter) =>
        new(formatter, OperatingSystem.IsWindows() ? Console.OpenStandardError() : new StandardStream(2));

    public void Emit(LogEvent logEvent)
    {
        using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        _formatter.Format(logEvent, text);
        var bytes = _utf8.GetBytes(text.ToString());
        lock (_lock)
        {
            _output.Write(bytes);
            _output.Flush();
        }
    }

    public void Dispose() => _output.Dispose();
}
