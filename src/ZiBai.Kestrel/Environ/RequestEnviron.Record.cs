using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using ZiBai.Logging.Records;

namespace ZiBai.Environ;

internal sealed partial class RequestEnviron
{
    /// <summary>
    /// A field of the request's record, as the request was when it came, whatever the app has made of its environ since; null where there is none, and for
    /// what is the response's.
    /// </summary>
    public object? Field(RecordField field) => field.Field switch
    {
        RequestField.RemoteAddr => RemoteAddress().Host,
        RequestField.RemotePort => RemoteAddress().Port,
        RequestField.ScriptName => ScriptName(),
        RequestField.PathInfo => ScriptPath.PathInfo(_request!.Path, _settings.ScriptName),
        RequestField.QueryString => _request!.QueryString is ['?', .. var query] ? query : _request.QueryString,
        RequestField.Header => HeaderText(field.Header!, _request!.Headers[field.Header!]),
        RequestField.Pid => EnvironSettings.Pid,
        RequestField.Worker => _settings.Worker,
        RequestField.RequestId => _features!.Get<IHttpRequestIdentifierFeature>()?.TraceIdentifier,
        RequestField.TraceId => TraceId(),
        _ => null,
    };

    // W3C Trace Context, section 3.2: where several are sent, none counts.
    private string? TraceId() => Activity.Current is { IdFormat: ActivityIdFormat.W3C } current
        ? current.TraceId.ToHexString()
        : ActivityContext.TryParse(_request!.Headers.TraceParent, null, out var parent) ? parent.TraceId.ToHexString() : null;

    /// <summary>What a record of a failure tells of the request while that lasts.</summary>
    private RequestRecord Record() => new(_settings.RecordFields, Array.ConvertAll(_settings.RecordFields, Field))
    {
        Method = _request!.Method,
        Target = _request.RawTarget,
        Protocol = _request.Protocol,
    };
}
