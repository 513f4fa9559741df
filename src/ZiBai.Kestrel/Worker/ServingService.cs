using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZiBai.Adapter;
using ZiBai.Control;
using ZiBai.Logging;
using ZiBai.Transport;

namespace ZiBai.Worker;

/// <summary>
/// One worker's life inside its host: bind, load, <c>before_serve</c>, serve; then drain, and stop. Works on whatever server the container
/// holds; only Kestrel has sockets and connections to care for.
/// </summary>
internal sealed partial class ServingService : IHostedService, IDisposable
{
    private readonly WorkerPlan _plan;
    private readonly IServer _server;
    private readonly KestrelServerOptions _kestrel;
    private readonly DrainableListenerFactory _listeners;
    private readonly ConnectionTracker _connections;
    private readonly StopRequest _stop;
    private readonly DiagnosticListener _diagnostics;
    private readonly IMeterFactory _meters;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggerFactory;
    private readonly ILogger _logger;
    private readonly DrainFlag _drain = new();
    private IReadOnlyList<ListenSocket> _bound = [];
    private Hooks _hooks = new();
    private RequestPath? _path;

    public ServingService(
        WorkerPlan plan,
        IServer server,
        IOptions<KestrelServerOptions> kestrel,
        DrainableListenerFactory listeners,
        ConnectionTracker connections,
        StopRequest stop,
        DiagnosticListener diagnostics,
        IMeterFactory meters,
        TimeProvider time,
        ILoggerFactory loggerFactory)
    {
        _plan = plan;
        _server = server;
        _kestrel = kestrel.Value;
        _listeners = listeners;
        _connections = connections;
        _stop = stop;
        _diagnostics = diagnostics;
        _meters = meters;
        _time = time;
        _loggerFactory = loggerFactory;
        _logger = loggerFactory.CreateLogger(LoggerNames.Main);
    }

    /// <summary>Whether the server is Kestrel: another one, such as a test's, has no sockets, and its process belongs to somebody else.</summary>
    public bool HasSockets => _server.GetType().Assembly == typeof(KestrelServer).Assembly;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_plan.Supervisor is null)
        {
            DebugNotice.Log(_logger, _plan.Options);
        }

        if (HasSockets)
        {
            Bind();
        }

        _hooks = _plan.LoadHooks();
        var app = await _plan.LoadApp();
        await RunBeforeServeAsync();
        _path = new RequestPath(_plan, _plan.Options.Validate ? app.Validated() : app, _drain, OnCapReached, _diagnostics, _meters, _time, _loggerFactory);
        await _server.StartAsync(_path.Door, cancellationToken);
        _plan.Supervisor?.Ready(() => new Heartbeat(_connections.Requests, _connections.Active, _connections.Count));
        LogReady(_logger, _plan.LifeLevel);
    }

    /// <summary>Stops: gracefully, unless a quick stop was asked for before or is meanwhile.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stop.Ask(StopKind.Graceful);
        using var timeout = new CancellationTokenSource(_plan.Options.GracefulExitTimeout, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Quick);
        if (_stop.Kind == StopKind.Graceful)
        {
            await StopGracefullyAsync(ended.Token);
        }

        // Kestrel aborts what is open once the token has fired. Until then it waits for the last bytes of responses to leave: a connection that is through
        // with its requests may still have some that its client has not taken.
        await _server.StopAsync(ended.Token);
    }

    /// <summary>The end of everything this worker holds, <c>before_died</c> aside.</summary>
    public void Dispose()
    {
        _path?.Dispose();
        _path = null;
        foreach (var socket in _bound)
        {
            socket.Dispose();
        }
    }

    /// <summary>Runs <c>before_died</c>. A hook that throws, or does not end in time, is logged.</summary>
    public async Task RunBeforeDiedAsync()
    {
        // The time of a graceful exit, but never so short that a hook of the usual kind is cut off.
        var most = TimeSpan.FromTicks(Math.Max(_plan.Options.GracefulExitTimeout.Ticks, TimeSpan.FromSeconds(10).Ticks));
        try
        {
            await Task.Run(() => RunHookAsync("before_died", _hooks.BeforeDied)).WaitAsync(most, _time);
        }
        catch (TimeoutException)
        {
            LogHookTooSlow(_loggerFactory.CreateLogger(LoggerNames.Error), "before_died", most.TotalSeconds);
        }
    }

    private void Bind()
    {
        var options = _plan.Options;
        _bound = _plan.Sockets is { } given
            ? [.. given.Select(static socket => new ListenSocket(socket))]
            : ListenSockets.Bind([.. options.Listen.Select(ListenAddress.Parse)], options.DualstackIPv6, options.UnixSocketPerms);
        foreach (var socket in _bound)
        {
            // At once, so that nobody else can take the address, and clients wait in the backlog while the app is loaded.
            socket.Listen(options.Backlog);
            _kestrel.Listen(new BoundEndPoint(socket.Socket), listen => listen.Use(_connections.Middleware));
            LogListening(_logger, _plan.LifeLevel, socket.DisplayName);
        }
    }

    private async Task RunBeforeServeAsync()
    {
        if (_hooks.BeforeServe is not { } beforeServe)
        {
            return;
        }

        try
        {
            await beforeServe();
        }
        catch (Exception exception)
        {
            throw new AppLoadException(
                _plan.Options.BeforeServe ?? "before_serve",
                $"The hook before_serve failed, so nothing is served: {exception.GetType().Name}: {exception.Message}",
                exception);
        }
    }

    private void OnCapReached()
    {
        if (_plan.Supervisor is { } supervisor)
        {
            supervisor.Retire(_connections.Requests);
            return;
        }

        LogCapReached(_logger, _plan.Options.MaxRequestPreProcess!.Value);
        _stop.Ask(StopKind.Graceful);
    }

    private async Task StopGracefullyAsync(CancellationToken ended)
    {
        try
        {
            await Task.Run(() => RunHookAsync("before_graceful_exit", _hooks.BeforeGracefulExit), CancellationToken.None).WaitAsync(ended);
            var socketsLiveOn = _plan.Supervisor is { SocketsLiveOn: true };

            // Of sockets that somebody gave us nobody knows who else has them.
            var areOurs = _plan.Sockets is null || _plan.Supervisor is not null;
            await _listeners.StopAcceptingAsync(othersAccept: socketsLiveOn, isSocketsEnd: areOurs && !socketsLiveOn);
            _plan.Supervisor?.StoppedAccepting();

            // Only now: a busy client that is told to close connects again at once, and one that does so as the listener closes is reset.
            _drain.Set();
            LogDraining(_logger, _plan.LifeLevel, _connections.Count);
            await new Drain(_connections, _time).WaitAsync(ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            var open = _connections.Open;
            if (open.Count > 0)
            {
                LogAborting(
                    _logger,
                    open.Count,
                    open.Sum(static connection => connection.Active),
                    _stop.Quick.IsCancellationRequested
                        ? "a quick exit was asked for"
                        : $"the graceful exit took longer than {_plan.Options.GracefulExitTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
            }
        }
    }

    private async Task RunHookAsync(string name, Func<ValueTask>? hook)
    {
        if (hook is null)
        {
            return;
        }

        try
        {
            await hook();
        }
        catch (Exception exception)
        {
            LogHookFailed(_loggerFactory.CreateLogger(LoggerNames.Error), name, exception);
        }
    }

    [LoggerMessage(EventId = 4101, Message = "Listening on {Address}", EventName = "Listening")]
    private static partial void LogListening(ILogger logger, LogLevel level, string address);

    [LoggerMessage(EventId = 4102, Message = "Ready", EventName = "Ready")]
    private static partial void LogReady(ILogger logger, LogLevel level);

    [LoggerMessage(4103, LogLevel.Information, "{Requests} requests served, as many as --max-request-pre-process allows: exiting gracefully",
        EventName = "CapReached")]
    private static partial void LogCapReached(ILogger logger, long requests);

    [LoggerMessage(4104, LogLevel.Warning, "Aborting {Connections} connections with {Requests} requests in progress: {Reason}", EventName = "Aborting")]
    private static partial void LogAborting(ILogger logger, int connections, int requests, string reason);

    [LoggerMessage(4107, LogLevel.Error, "The hook {Hook} did not end within {Seconds} s; exiting without it", EventName = "HookTooSlow")]
    private static partial void LogHookTooSlow(ILogger logger, string hook, double seconds);

    [LoggerMessage(EventId = 4106, Message = "Draining: no longer accepting; {Connections} connections are open", EventName = "Draining")]
    private static partial void LogDraining(ILogger logger, LogLevel level, int connections);

    [LoggerMessage(4105, LogLevel.Error, "The hook {Hook} failed", EventName = "HookFailed")]
    private static partial void LogHookFailed(ILogger logger, string hook, Exception exception);
}
