using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using ZiBai.Logging.Records;

namespace ZiBai.Adapter;

/// <summary>
/// Sees to it that each request is one record: in the access log where it was answered below 500, else, or where the app failed, in the error log.
/// </summary>
internal sealed class RequestRecords
{
    private static readonly EventId _answered = new(2009, "AnsweredWithError");

    private readonly AccessLog? _access;
    private readonly ILogger _errors;
    private readonly RecordField[] _errorFields;

    /// <param name="access">Where requests that were answered are recorded; null for nowhere.</param>
    /// <param name="errors">Where the others are.</param>
    /// <param name="errorFields">What these records tell.</param>
    public RequestRecords(AccessLog? access, ILogger errors, RecordField[] errorFields)
    {
        _access = access;
        _errors = errors;
        _errorFields = errorFields;
    }

    /// <summary>Records a request at its end, unless that was done.</summary>
    public void Finished(RequestContext context)
    {
        if (context.IsRecorded)
        {
            return;
        }

        context.IsRecorded = true;
        var status = context.FinalStatus;
        if (status >= 500)
        {
            RequestRecord.Log(_errors, LogLevel.Error, _answered, Of(context, _errorFields, status));
        }
        else if (_access is { IsEnabled: true } access)
        {
            access.Add(Of(context, access.Fields, status));
        }
    }

    /// <summary>
    /// Records a request that the server answered by itself, with what is known of it: in the access log, even where the answer is 505, since it is the
    /// client that asked for the version.
    /// </summary>
    /// <param name="context">A context that no other request uses.</param>
    /// <param name="features">The request.</param>
    /// <param name="status">What it was answered with.</param>
    public void Refused(RequestContext context, IFeatureCollection features, int status)
    {
        if (_access is { IsEnabled: true } access)
        {
            context.Reset(features);
            access.Add(Of(context, access.Fields, status, isTimed: false));
            context.Reset(null);
        }
    }

    /// <summary>
    /// Records a request in the error log. That is its only record where it was answered so; one whose answer had begun well is in the access log too.
    /// </summary>
    /// <param name="context">The request, its answer known or broken off.</param>
    /// <param name="id">The kind of failure.</param>
    /// <param name="failure">What went wrong, where no exception says it.</param>
    /// <param name="exception">What the app threw.</param>
    public void Failed(RequestContext context, EventId id, string? failure, Exception? exception)
    {
        var status = context.Response.StatusCode;
        context.IsRecorded = status >= 500;
        context.FailureType = exception?.GetType().FullName;
        RequestRecord.Log(_errors, LogLevel.Error, id, Of(context, _errorFields, status, failure), exception is null ? null : ExceptionText.Tellable(exception));
    }

    private static RequestRecord Of(RequestContext context, RecordField[] fields, int status, string? failure = null, bool isTimed = true)
    {
        var request = context.Request!;
        var values = fields.Length == 0 ? [] : new object?[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            values[i] = fields[i].Field switch
            {
                RequestField.ResponseLength => context.Response.BodyLength,
                RequestField.ElapsedMs => !isTimed ? null : Math.Round(TimeProvider.System.GetElapsedTime(context.StartedAt).TotalMilliseconds, 3),
                RequestField.TraceId when context.Activity is { } activity => activity.TraceId.ToHexString(),
                _ => context.Environ.Field(fields[i]),
            };
        }

        return new RequestRecord(fields, values)
        {
            Time = TimeProvider.System.GetUtcNow(),
            Method = request.Method,
            Target = request.RawTarget,
            Protocol = request.Protocol,
            Status = status,
            Failure = failure,
        };
    }
}
