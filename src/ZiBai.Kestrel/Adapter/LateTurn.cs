using Microsoft.AspNetCore.Http;
using ZiBai.Environ;

namespace ZiBai.Adapter;

/// <summary>
/// The turn of a request that does not get one at once. One whose body is not there yet lets the others pass: an app that reads would wait for its
/// client, with the turn in its hand. Its client has to keep Kestrel's minimum rate meanwhile.
/// </summary>
internal static class LateTurn
{
    /// <summary>Completes when it is the request's turn, or when its client was too slow; then no turn was taken.</summary>
    /// <returns>Null with the turn; else what to answer without the app.</returns>
    public static async Task<RequestBodyException?> TakeAsync(Turns turns, WsgiEngine engine, RequestContext context)
    {
        var (features, request) = (context.Features!, context.Request!);
        var isBodyThere = BodyAhead.IsThere(features);
        var isAsked = isBodyThere && BodyAhead.IsForTheAppToAsk(request);
        var reader = isBodyThere && !isAsked ? BodyAhead.ReaderOf(features, request) : null;
        var ahead = reader is null ? null : new BodyAhead(reader);
        var reading = ahead?.ReadAsync() ?? Task.FromResult<Exception?>(null);
        var place = isAsked || !reading.IsCompleted ? turns.TakeUnready() : turns.TakeReady();
        engine.NoteWaiting(context);

        if (await Task.WhenAny(place.Task, reading) == place.Task)
        {
            ahead?.Stop();
        }

        var wrong = await reading;
        if (wrong is BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } slow)
        {
            if (!place.TryLeave())
            {
                turns.Give();
            }

            return new RequestBodyException(slow.Message, slow.StatusCode, slow);
        }

        if (ahead is not null && (wrong is not null || !ahead.Begun.IsEmpty))
        {
            // What went wrong the app meets where it reads, if it does. Kestrel makes a pipe of this stream for those who ask for one.
            request.Body = new AheadBody(ahead.Begun, request.Body, wrong);
        }

        if (!isAsked)
        {
            place.MakeReady();
        }

        await place.Task;
        return null;
    }
}
