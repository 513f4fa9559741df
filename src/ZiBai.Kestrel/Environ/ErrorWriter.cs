using System.Text;
using Microsoft.Extensions.Logging;
using ZiBai.Logging.Records;

namespace ZiBai.Environ;

/// <summary>wsgi.errors: text that goes to the error logger in whole lines. PEP 3333, "Input and Error Streams".</summary>
internal sealed class ErrorWriter : TextWriter
{
    private static readonly EventId _event = new(1001, "WsgiErrors");

    private readonly ILogger _logger;
    private readonly RequestRecord _request;
    private readonly StringBuilder _line = new();

    /// <param name="logger">Where the lines go.</param>
    /// <param name="request">What each line's record tells of the request. Taken beforehand: an app may keep the writer for longer than the request lasts.</param>
    public ErrorWriter(ILogger logger, RequestRecord request)
        : base(System.Globalization.CultureInfo.InvariantCulture)
    {
        _logger = logger;
        _request = request;
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_line)
        {
            if (value == '\n')
            {
                // What ends the lines of Windows is no part of them.
                if (_line is [.., '\r'])
                {
                    _line.Length--;
                }

                Send();
            }
            else
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
        RequestRecord.Log(_logger, LogLevel.Error, _event, _request.OfLine(_line.ToString()));
        _line.Clear();
    }
}
