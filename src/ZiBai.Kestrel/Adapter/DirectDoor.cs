using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;
using ZiBai.Environ;

namespace ZiBai.Adapter;

/// <summary>
/// The door straight from the server: no HttpContext, no pipeline, no scope. The server calls create and dispose outside its try block, so
/// they only note things.
/// </summary>
internal sealed class DirectDoor : IHttpApplication<RequestContext>
{
    private readonly EnvironSettings _settings;
    private readonly IAppRunner _runner;
    private readonly RequestRecords _records;
    private readonly RequestActivities _activities;
    private readonly RequestMetrics _metrics;
    private readonly Action? _onRequest;

    /// <param name="settings">What is the same in every environ.</param>
    /// <param name="runner">Runs the app when its turn has come.</param>
    /// <param name="records">Records each request at its end.</param>
    /// <param name="activities">Makes each request part of its trace.</param>
    /// <param name="metrics">Counts and times the requests.</param>
    /// <param name="onRequest">Told of each request before the app sees it; null where nobody counts.</param>
    public DirectDoor(
        EnvironSettings settings, IAppRunner runner, RequestRecords records, RequestActivities activities, RequestMetrics metrics, Action? onRequest)
    {
        _settings = settings;
        _runner = runner;
        _records = records;
        _activities = activities;
        _metrics = metrics;
        _onRequest = onRequest;
    }

    public RequestContext CreateContext(IFeatureCollection contextFeatures)
    {
        RequestContext context;
        if (contextFeatures is IHostContextContainer<RequestContext> container)
        {
            context = container.HostContext ??= NewContext();
        }
        else
        {
            context = NewContext();
        }

        context.Reset(contextFeatures);
        context.Last!.Begin(context.Request!, context.Connection?.IsClosed ?? false);
        context.Connection?.RequestStarted();
        return context;
    }

    public Task ProcessRequestAsync(RequestContext context)
    {
        if (context.Last!.HasCome)
        {
            context.Response.BreakOff();
            return Task.CompletedTask;
        }

        _onRequest?.Invoke();
        _activities.Begin(context);
        _metrics.Begin(context);
        return _runner.RunAsync(context);
    }

    public void DisposeContext(RequestContext context, Exception? exception)
    {
        if (!context.Last!.HasCome)
        {
            _records.Finished(context);
            _metrics.End(context);
            RequestActivities.End(context);
        }

        context.Connection?.RequestFinished();
        context.Last.End(context.Response);
        context.Reset(null);
    }

    private RequestContext NewContext() => new(_settings) { Last = new LastRequest() };
}
