using System.Diagnostics;
using ZiBai.Adapter;

namespace ZiBai.Tests.Adapter;

public sealed class RequestActivitiesTests : IDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string TraceParent = $"00-{Trace}-b7ad6b7169203331-01";

    private readonly RequestActivities _activities = new();
    private readonly Exchange _exchange = new("PUT");
    private readonly RequestContext _context = new(Exchange.Settings());

    [Fact]
    public void ARequestBelongsToItsClientsTrace()
    {
        _exchange.Request.Headers.TraceParent = TraceParent;
        _exchange.Request.Headers.TraceState = "a=b";

        Begin();

        var activity = Assert.IsType<Activity>(_context.Activity);
        Assert.Same(activity, Activity.Current);
        Assert.Equal((Trace, "b7ad6b7169203331", "a=b", true), (
            activity.TraceId.ToHexString(), activity.ParentSpanId.ToHexString(), activity.TraceStateString, activity.Recorded));
        RequestActivities.End(_context);
        Assert.Null(Activity.Current);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("nonsense\" \u0001")]
    public void ARequestWithoutATraceHasNoActivityWhereNobodyListens(string? traceParent)
    {
        _exchange.Request.Headers.TraceParent = traceParent;

        Begin();
        RequestActivities.End(_context);

        Assert.Null(_context.Activity);
    }

    [Theory]
    [InlineData(204, null, ActivityStatusCode.Unset, null)]
    [InlineData(503, null, ActivityStatusCode.Error, "503")]
    [InlineData(500, "System.IO.IOException", ActivityStatusCode.Error, "System.IO.IOException")]
    public void TheActivityTellsHowTheRequestEnded(int status, string? failure, ActivityStatusCode expected, string? error)
    {
        _exchange.Request.Headers.TraceParent = TraceParent;
        Begin();
        var activity = _context.Activity!;
        _exchange.Response.StatusCode = status;
        _context.FailureType = failure;

        RequestActivities.End(_context);

        Assert.True(activity.IsStopped);
        Assert.Equal((expected, "PUT", "/", status, error), (
            activity.Status, activity.GetTagItem("http.request.method"), activity.GetTagItem("url.path"), activity.GetTagItem("http.response.status_code"),
            activity.GetTagItem("error.type")));
    }

    public void Dispose() => _activities.Dispose();

    private void Begin()
    {
        _context.Reset(_exchange.Features);
        _activities.Begin(_context);
    }
}
