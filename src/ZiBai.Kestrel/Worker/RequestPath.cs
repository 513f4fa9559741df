using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using ZiBai.Adapter;
using ZiBai.Environ;
using ZiBai.Forwarding;
using ZiBai.Logging;
using ZiBai.Logging.Records;

namespace ZiBai.Worker;

/// <summary>The way of a worker's requests, from the server's door to the app and to their records.</summary>
internal sealed class RequestPath : IDisposable
{
    private readonly AccessLog? _access;
    private readonly IAppRunner _runner;
    private readonly RefusedRequests _refused;
    private readonly RequestActivities _activities = new();

    /// <param name="plan">What the worker serves and how.</param>
    /// <param name="app">The app.</param>
    /// <param name="drain">Whether responses end their connections.</param>
    /// <param name="onCapReached">Told once, when the worker has served as many requests as it may.</param>
    /// <param name="diagnostics">Where the server tells of requests that it refuses.</param>
    /// <param name="meters">Makes the instruments' meter.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggerFactory">The loggers.</param>
    public RequestPath(
        WorkerPlan plan,
        AppEntry app,
        DrainFlag drain,
        Action onCapReached,
        DiagnosticListener diagnostics,
        IMeterFactory meters,
        TimeProvider time,
        ILoggerFactory loggerFactory)
    {
        var options = plan.Options;
        var errors = loggerFactory.CreateLogger(LoggerNames.Error);
        var debug = loggerFactory.CreateLogger(LoggerNames.Debug);
        var own = loggerFactory as LogOutput;
        _access = options.NoAccessLog
            ? null
            : new AccessLog(
                loggerFactory.CreateLogger(LoggerNames.Access), errors, own?.AccessFields ?? RecordFields.Usual, time, own is null ? null : own.WriteAccess);
        var settings = Settings(plan, errors, own?.FailureFields ?? RecordFields.Usual);
        var records = new RequestRecords(_access, errors, settings.RecordFields);
        _refused = new RefusedRequests(diagnostics, (features, status) => records.Refused(new RequestContext(settings), features, status));
        var engine = new WsgiEngine(app, drain, records, debug, options.MaxRequestBodySize, pages: DebugPages.Of(options, time, errors, debug));
        _runner = AppRunner.Create(app, engine, options.MaxWorkers, options.NoGevent);
        var cap = Cap(plan) is { } requests ? new RequestCap(requests, onCapReached) : null;
        Door = new DirectDoor(
            settings,
            options.H11MaxIncompleteEventSize is { } limit ? new HeadLimitRunner(_runner, limit, debug) : _runner,
            records,
            _activities,
            new RequestMetrics(meters),
            cap is null ? null : cap.Count);
    }

    /// <summary>What the server hands its requests to.</summary>
    public DirectDoor Door { get; }

    /// <summary>Ends what serves the requests, and writes their last records.</summary>
    public void Dispose()
    {
        _runner.Dispose();
        _refused.Dispose();
        _activities.Dispose();
        _access?.Dispose();
    }

    private static EnvironSettings Settings(WorkerPlan plan, ILogger errors, RecordField[] fields)
    {
        var options = plan.Options;
        var settings = new EnvironSettings
        {
            ScriptName = ScriptPath.Normalise(options.UrlPrefix ?? ScriptPath.OfEnvironment()),
            UrlScheme = options.UrlScheme,
            Multithread = options.MaxWorkers > 1,
            Multiprocess = false,
            HeaderMap = options.HeaderMap,
            Proxies = TrustedProxies.Parse(options.ForwardedAllowIps, options.ForwardedHops),
            ErrorLogger = errors,
            RecordFields = fields,
            Worker = plan.Supervisor?.Start.Index,
        };
        plan.Supervisor?.OnWorkers(workers => settings.Multiprocess = workers > 1);
        return settings;
    }

    // A process that serves alone retires with nobody.
    private static long? Cap(WorkerPlan plan) => plan.Options.MaxRequestPreProcess is { } cap && plan.Supervisor is not null
        ? RequestCap.Raised(cap, plan.Options.MaxRequestJitter, Random.Shared)
        : plan.Options.MaxRequestPreProcess;
}
