using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace ZiBai.Logging;

/// <summary>
/// Writes records to standard error past the framework's console, which has one lock for both streams: a reader of standard output who stops
/// reading would hold up every line here, and with them the server's exit.
/// </summary>
internal sealed class ErrorOutputSink : ILogEventSink, IDisposable
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly ITextFormatter _formatter;
    private readonly Stream _output;
    private readonly Lock _lock = new();

    public ErrorOutputSink(ITextFormatter formatter)
    {
        _formatter = formatter;

        _output = OperatingSystem.IsWindows()
            ? Console.OpenStandardError()
            : new StandardError();
    }

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
