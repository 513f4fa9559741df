using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ZiBai.Environ;
using ZiBai.ErrorPages;
using ZiBai.Response;

namespace ZiBai.Adapter;

/// <summary>
/// The one engine behind every door: calls the app, carries its body to the response, and sees to the end of it, good or bad. Whatever happens is
/// answered or broken off here, and logged once; what the app throws is passed on instead where others answer for it.
/// </summary>
internal sealed partial class WsgiEngine
{
    private static readonly EventId _appFailed = new(2001, "AppFailed");
    private static readonly EventId _bodyTooLong = new(2002, "BodyTooLong");
    private static readonly EventId _bodyTooShort = new(2003, "BodyTooShort");

    private readonly AppEntry _app;
    private readonly Func<bool> _isDraining;
    private readonly RequestRecords _records;
    private readonly ILogger _debug;
    private readonly long? _maxBodySize;
    private readonly bool _passesFailuresOn;
    private readonly DebugPages? _pages;

    /// <param name="app">The app.</param>
    /// <param name="drain">Whether responses end their connections.</param>
    /// <param name="records">Where the app's failures go.</param>
    /// <param name="debug">Where the clients' failures go.</param>
    /// <param name="maxBodySize">Bytes that a request's body may have; null for any number.</param>
    /// <param name="passesFailuresOn">Whether what the app throws is for the caller to answer and to log, unless it is the client's fault.</param>
    /// <param name="pages">Shows a developer what went wrong in the app; null for the plain 500.</param>
    public WsgiEngine(
        AppEntry app,
        DrainFlag drain,
        RequestRecords records,
        ILogger debug,
        long? maxBodySize = null,
        bool passesFailuresOn = false,
        DebugPages? pages = null)
    {
        _app = app;
        _isDraining = () => drain.IsSet;
        _records = records;
        _debug = debug;
        _maxBodySize = maxBodySize;
        _passesFailuresOn = passesFailuresOn;
        _pages = pages;
    }

    /// <summary>Serves one request.</summary>
    public Task RunAsync(RequestContext context)
    {
        // First of all: whatever looks at the request from here on sees the client, and not the proxy.
        if (context.Environ.TakeForwarded() is { } wrong)
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, wrong);
        }

        if (RequestGuard.Fault(context.Request!, _maxBodySize) is { } fault)
        {
            return RefuseAsync(context, fault.StatusCode, fault.Reason);
        }

        Task sending;
        try
        {
            // Asked late: a drain that begins while the app is at work still wants the header.
            context.Response.ServerIsEnding = _isDraining;
            sending = Call(context);
            if (sending.IsCompletedSuccessfully)
            {
                return Finish(context) ? Task.CompletedTask : FinishBrokenAsync(context);
            }
        }
        catch (Exception exception)
        {
            return FailAsync(context, exception);
        }

        return FinishAsync(context, sending);
    }

    /// <summary>Notes that a request has to wait for its turn: many such are a reason for more of --max-workers.</summary>
    public void NoteWaiting(RequestContext context)
    {
        if (_debug.IsEnabled(LogLevel.Debug))
        {
            LogWaiting(_debug, Describe(context));
        }
    }

    /// <summary>Serves a request that has waited for its turn, unless its client went away meanwhile: then there is nothing to call the app for.</summary>
    public Task RunLateAsync(RequestContext context)
    {
        if (!context.Response.ClientHasGone)
        {
            return RunAsync(context);
        }

        EndForNobody(context);
        return Task.CompletedTask;
    }

    private Task Call(RequestContext context)
    {
        var (lent, response) = (context.Lent!, context.Response);
        return _app.Sync is { } app
            ? BodyPump.SendAsync(response, app(lent, lent.StartResponse) ?? throw ReturnedNull())
            : BodyPump.SendAsync(response, _app.Async!(lent, lent.StartResponse) ?? throw ReturnedNull());
    }

    private static InvalidOperationException ReturnedNull() =>
        new("The app returned null. Return the chunks of the body; for none, an empty array.");

    private async Task FinishAsync(RequestContext context, Task sending)
    {
        try
        {
            await sending;
            if (!Finish(context))
            {
                await FinishBrokenAsync(context);
            }
        }
        catch (Exception exception)
        {
            await FailAsync(context, exception);
        }
    }

    /// <summary>Ends a response whose app came to its end. False if the app gave less than it promised.</summary>
    private bool Finish(RequestContext context)
    {
        context.Environ.FlushErrors();
        var missing = context.Response.Finish();
        if (context.Response.Excess > 0)
        {
            _records.Failed(
                context,
                _bodyTooLong,
                $"The app's body was longer than its Content-Length of {context.Response.ContentLength}; {context.Response.Excess} bytes were not sent",
                exception: null);
        }

        return missing == 0;
    }

    private Task FinishBrokenAsync(RequestContext context)
    {
        var response = context.Response;
        var failure = $"The app's body was shorter than its Content-Length of {response.ContentLength}: it ended after {response.Sent} bytes, and the response with it";
        return FailBadlyAsync(context, _bodyTooShort, failure, exception: null);
    }

    /// <summary>Ends a request that went wrong in the app, or before it could be called.</summary>
    public Task FailAsync(RequestContext context, Exception exception)
    {
        context.Environ.FlushErrors();
        var ofBody = ExceptionChain.Of(exception).OfType<RequestBodyException>().FirstOrDefault();
        if (ofBody?.StatusCode is { } statusCode)
        {
            LogBadRequest(_debug, Describe(context), ofBody.Message);
            context.Response.ClosesConnection = true;
            return EndBadlyAsync(context, statusCode);
        }

        if (ofBody is not null || IsOfGoneClient(context.Response, exception))
        {
            EndForNobody(context);
            return Task.CompletedTask;
        }

        if (_passesFailuresOn)
        {
            if (context.Response.HasBegun)
            {
                context.Response.BreakOffAtTheEnd();
            }

            return Task.FromException(exception);
        }

        return FailBadlyAsync(context, _appFailed, failure: null, exception);
    }

    /// <summary>Ends a request that the app failed to answer.</summary>
    private Task FailBadlyAsync(RequestContext context, EventId id, string? failure, Exception? exception) => EndBadlyAsync(
        context,
        StatusCodes.Status500InternalServerError,
        () => _records.Failed(context, id, failure, exception),
        () => _pages?.For(context, exception, failure));

    /// <summary>Ends a request whose client has gone.</summary>
    private void EndForNobody(RequestContext context)
    {
        LogClientGone(_debug, Describe(context));
        context.IsAbandoned = true;
        context.Response.BreakOff();
    }

    /// <summary>Answers a request that is not for the app to see, and closes its connection: what follows on it may be no request.</summary>
    private Task RefuseAsync(RequestContext context, int statusCode, string reason)
    {
        LogRefused(_debug, Describe(context), reason);
        context.Response.ClosesConnection = true;
        return EndBadlyAsync(context, statusCode);
    }

    /// <summary>Answers with an error while that can still be done, else breaks the connection off.</summary>
    /// <param name="context">The request.</param>
    /// <param name="statusCode">A 4xx or 5xx status code.</param>
    /// <param name="record">Records what went wrong: a client that has its answer finds it in the log.</param>
    /// <param name="showing">Makes the page to answer with; where there is none, the answer is the status in words.</param>
    private async Task EndBadlyAsync(RequestContext context, int statusCode, Action? record = null, Func<ErrorPage?>? showing = null)
    {
        if (context.Response.HasBegun)
        {
            record?.Invoke();
            context.Response.BreakOff();
            return;
        }

        try
        {
            await (showing?.Invoke() is { } page
                ? context.Response.ReplaceAsync(statusCode, page.Headers, page.Body, record)
                : context.Response.ReplaceAsync(statusCode, Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(statusCode), record));
        }
        catch (OperationCanceledException)
        {
            // The client went away before its answer: there is nobody left to tell, and the failure itself is logged.
            context.Response.BreakOff();
        }
        catch (Exception exception)
        {
            _records.Failed(context, _appFailed, failure: null, exception);
            context.Response.BreakOff();
        }
    }

    /// <summary>Whether an app failed because its client is no longer there: in a write, or as it heeded zibai.request_aborted.</summary>
    private static bool IsOfGoneClient(WsgiResponse response, Exception exception) =>
        response.ClientHasGone
        && (exception is OperationCanceledException or IOException
            || ExceptionChain.Of(exception).Any(one =>
                one is ClientGoneException || (one is OperationCanceledException canceled && canceled.CancellationToken == response.ClientGone)));

    private static string Describe(RequestContext context) =>
        Printable.Escape($"{context.Request!.Method} {context.Request.RawTarget}");

    [LoggerMessage(2004, LogLevel.Debug, "The client's request {Request} was not whole: {Reason}", EventName = "BadRequest")]
    private static partial void LogBadRequest(ILogger logger, string request, string reason);

    [LoggerMessage(2005, LogLevel.Debug, "The client of {Request} went away before its response was sent", EventName = "ClientGone")]
    private static partial void LogClientGone(ILogger logger, string request);

    [LoggerMessage(2006, LogLevel.Debug, "Refused the request {Request}: {Reason}", EventName = "RequestRefused")]
    private static partial void LogRefused(ILogger logger, string request, string reason);

    [LoggerMessage(2008, LogLevel.Debug, "The request {Request} waits for its turn", EventName = "Waiting")]
    private static partial void LogWaiting(ILogger logger, string request);
}
