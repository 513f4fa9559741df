using System.Text;
using Microsoft.Extensions.Logging;

namespace ZiBai.Environ;

/// <summary>wsgi.errors: text that goes to the error logger in whole lines. PEP 3333, "Input and Error Streams".</summary>
internal sealed partial class ErrorWriter : TextWriter
{
    private readonly ILogger _logger;
    private readonly StringBuilder _line = new();

    public ErrorWriter(ILogger logger)
        : base(System.Globalization.CultureInfo.InvariantCulture)
    {
        _logger = logger;
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_line)
        {
            if (value == '\n')
            {
                Send();
            }
            else if (value != '\r')
            {
                _line.Append(value);
            }
        }
    }

    /// <summary>Sends the line begun, if there is one.</summary>
    public override void Flush()
    {
        lock (_line)
        {
            if (_line.Length > 0)
            {
                Send();
            }
        }
    }

    private void Send()
    {
        LogLine(_logger, _line.ToString());
        _line.Clear();
    }

    [LoggerMessage(1001, LogLevel.Error, "{Line}", EventName = "WsgiErrors")]
    private static partial void LogLine(ILogger logger, string line);
}
