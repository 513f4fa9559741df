using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using ZiBai.Response;

namespace ZiBai.Logging;

/// <summary>Records requests that were answered.</summary>
internal sealed partial class AccessLog
{
    private readonly ILogger _logger;

    public AccessLog(ILogger logger)
    {
        _logger = logger;
    }

    /// <summary>Writes one record.</summary>
    /// <param name="request">The request.</param>
    /// <param name="statusCode">What it was answered with.</param>
    public void Write(IHttpRequestFeature request, int statusCode)
    {
        if (_logger.IsEnabled(LogLevel.Information))
        {
            // A quote would end the quoted part of the line early.
            LogRequest(_logger, Printable.Escape(request.Method), Printable.Escape(request.RawTarget).Replace("\"", "%22", StringComparison.Ordinal), request.Protocol, statusCode);
        }
    }

    // The original's line.
    [LoggerMessage(3001, LogLevel.Information, "\"{Method} {Target} {Protocol}\" {StatusCode}", EventName = "Access")]
    private static partial void LogRequest(ILogger logger, string method, string target, string protocol, int statusCode);
}
