using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using ZiBai.ErrorPages;
using ZiBai.Logging.Records;
using ZiBai.Response;
using ZiBai.Transport;

namespace ZiBai.Adapter;

/// <summary>
/// What <c>--debug</c> is in the engine: a page for the developer in the place of a plain 500, where it is sure that nobody else reads it. Whatever goes wrong
/// here, the plain 500 is left.
/// </summary>
internal sealed partial class DebugPages
{
    private readonly bool _isForAnyone;
    private readonly SourceFiles _sources;
    private readonly ILogger _errors;
    private readonly ILogger _debug;

    /// <param name="isForAnyone">Whether everybody gets them: <c>--debug-anywhere</c>.</param>
    /// <param name="loadedAt">When the app was loaded.</param>
    /// <param name="errors">Where it is told that a page could not be made.</param>
    /// <param name="debug">Where it is told that a page was not for its client.</param>
    public DebugPages(bool isForAnyone, DateTimeOffset loadedAt, ILogger errors, ILogger debug)
    {
        _isForAnyone = isForAnyone;
        _sources = new SourceFiles(loadedAt);
        _errors = errors;
        _debug = debug;
    }

    /// <summary>Those that the options ask for; null for none.</summary>
    public static DebugPages? Of(ZiBaiOptions options, TimeProvider time, ILogger errors, ILogger debug) =>
        options.Debug || options.DebugAnywhere ? new DebugPages(options.DebugAnywhere, time.GetUtcNow(), errors, debug) : null;

    /// <summary>The page of a request that failed; null for the plain 500.</summary>
    /// <param name="context">The request, nothing of its answer sent.</param>
    /// <param name="exception">What the app threw; null where it failed without.</param>
    /// <param name="failure">What went wrong, where no exception says it.</param>
    public ErrorPage? For(RequestContext context, Exception? exception, string? failure)
    {
        try
        {
            if (!_isForAnyone && WhyNot(context) is { } reason)
            {
                LogWithheld(_debug, Describe(context), reason);
                return null;
            }

            var request = context.Request!;
            var causes = ErrorReport.CausesOf(exception is null ? [] : ExceptionChain.Of(exception), failure, _sources);
            var report = new ErrorReport(
                causes, (request.Method, context.Environ.Url(), request.Protocol), EnvironRow.Of(context.Environ.Shown()));
            return ErrorPage.Of(report, request.Headers.Accept);
        }
        catch (Exception broken)
        {
            LogBroken(_errors, Describe(context), ExceptionText.Tellable(broken));
            return null;
        }
    }

    /// <summary>
    /// Why a page is not for a request's client; null if it is. The addresses that the server listens on are one guard, this is the other: behind a proxy
    /// on this machine stands the world, and behind a browser on it stands every page that it has open.
    /// </summary>
    private static string? WhyNot(RequestContext context)
    {
        if (context.Environ.IsForwardedByStranger)
        {
            return "it came through a proxy that is not trusted";
        }

        // A server without connections is one in the client's own memory, as tests have it. Behind a proxy that does not know its client there is a
        // connection, and no address.
        if (context.Features!.Get<IHttpConnectionFeature>() is { } connection
            && !(connection.RemoteIpAddress is { } client && Loopback.IsAddress(client)))
        {
            return "its client is not on this machine";
        }

        // The one that came too, not only what was forwarded in its place: to a proxy on this machine, whose word is taken, a browser's script looks the same.
        var host = context.Request!.Headers.Host.ToString();
        return Loopback.IsHost(host) && Loopback.IsHost(context.Environ.HostBeforeForwarding ?? host)
            ? null
            : "its Host is not a name of this machine alone, such as localhost";
    }

    private static string Describe(RequestContext context) => Printable.Escape($"{context.Request!.Method} {context.Request.RawTarget}");

    [LoggerMessage(2012, LogLevel.Error, "The debug page of {Request} could not be made; the answer was the plain 500", EventName = "DebugPageBroken")]
    private static partial void LogBroken(ILogger logger, string request, Exception exception);

    [LoggerMessage(2013, LogLevel.Debug, "No debug page for {Request}: {Reason}", EventName = "DebugPageWithheld")]
    private static partial void LogWithheld(ILogger logger, string request, string reason);
}
