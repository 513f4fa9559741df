using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace ZiBai.Conformance.Tests.Fixture;

/// <summary>An app on a server in the test's own process. Disposing it exits gracefully.</summary>
internal sealed class ServedApp : IAsyncDisposable
{
    private readonly CancellationTokenSource _exit = new();
    private readonly TempFolder _folder = new();
    private readonly ILoggerFactory _loggers;

    private ServedApp(LogLevel logLevel)
    {
        _loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(logLevel).AddProvider(Log));
    }

    /// <summary>Everything that was logged.</summary>
    public LogSink Log { get; } = new();

    /// <summary>Where it listens.</summary>
    public EndPoint EndPoint { get; private set; } = null!;

    /// <summary>Completes when the server has ended.</summary>
    public Task Serving { get; private set; } = Task.CompletedTask;

    /// <summary>Completes when the graceful exit has begun: each response from now on ends its connection.</summary>
    public Task Draining => Log.WaitForAsync(static entry => entry.EventId.Name == "Draining");

    /// <summary>
    /// What an operator would see besides the server's life and its access records: of Kestrel's own records only warnings are shown, and its
    /// remark that this machine is busy is no matter of the test's.
    /// </summary>
    public IReadOnlyList<LogEntry> Complaints =>
        [.. Log.Entries.Where(static entry => entry.Level switch
        {
            LogLevel.Information => entry.Category is "zibai.error" or "zibai.debug",
            >= LogLevel.Warning => entry.EventId.Name != "HeartbeatSlow",
            _ => false,
        })];

    /// <summary>Starts an app; an asynchronous form of it is made where <paramref name="form"/> asks for one.</summary>
    /// <param name="door">How requests reach it.</param>
    /// <param name="app">The app.</param>
    /// <param name="form">How it runs.</param>
    /// <param name="network">What connections come over.</param>
    /// <param name="listen">Where to listen. Default null: a free port of 127.0.0.1, or a Unix socket.</param>
    /// <param name="dualstack">Whether an IPv6 socket serves IPv4 too.</param>
    /// <param name="maxWorkers">Requests inside the app at once.</param>
    /// <param name="options">The other settings.</param>
    /// <param name="logLevel">The least that is recorded.</param>
    public static Task<ServedApp> StartAsync(
        Door door,
        WsgiApp app,
        AppForm form = AppForm.Sync,
        Network network = Network.Tcp,
        string? listen = null,
        bool dualstack = false,
        int maxWorkers = 10,
        ZiBaiOptions? options = null,
        LogLevel logLevel = LogLevel.Trace) =>
        form == AppForm.Async
            ? StartAsync(door, null, AsAsync(app), network, listen, dualstack, maxWorkers, options, logLevel)
            : StartAsync(
                door,
                app,
                null,
                network,
                listen,
                dualstack,
                maxWorkers,
                (options ?? new ZiBaiOptions()) with { NoGevent = form == AppForm.NoGevent },
                logLevel);

    /// <summary>Starts an asynchronous app.</summary>
    public static Task<ServedApp> StartAsync(Door door, AsyncWsgiApp app, int maxWorkers = 10, ZiBaiOptions? options = null) =>
        StartAsync(door, null, app, Network.Tcp, null, false, maxWorkers, options, LogLevel.Trace);

    /// <summary>Begins the graceful exit.</summary>
    public void Stop() => _exit.Cancel();

    /// <summary>Exits gracefully and waits for the end: nothing is logged any more.</summary>
    public async Task StopAsync()
    {
        Stop();
        await Serving.WaitAsync(Timeouts.Default + Timeouts.Default);
    }

    public Task<RawConnection> ConnectAsync() => RawConnection.ConnectAsync(EndPoint);

    /// <summary>Sends a request on a connection of its own and reads the response.</summary>
    public async Task<RawResponse> RequestAsync(string latin1)
    {
        await using var connection = await ConnectAsync();
        return await connection.RequestAsync(latin1);
    }

    /// <summary>Sends a request on a connection of its own and reads all that comes until the server closes it.</summary>
    public async Task<string> ReadToEndAsync(string latin1)
    {
        await using var connection = await ConnectAsync();
        await connection.SendAsync(latin1);
        return Wire.Masked(await connection.ReadToEndAsync());
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            _loggers.Dispose();
            _folder.Dispose();
            _exit.Dispose();
        }
    }

    /// <summary>An asynchronous app that does all that a synchronous one does, when it does it.</summary>
    private static AsyncWsgiApp AsAsync(WsgiApp app)
    {
        return Run;

        async AsyncChunks Run(EnvironMap environ, StartResponse startResponse)
        {
            await Task.Yield();
            var chunks = app(environ, startResponse);
            try
            {
                foreach (var chunk in chunks)
                {
                    yield return chunk;
                }
            }
            finally
            {
                if (chunks is IAsyncDisposable asynchronous)
                {
                    await asynchronous.DisposeAsync();
                }
                else
                {
                    (chunks as IDisposable)?.Dispose();
                }
            }
        }
    }

    private static async Task<ServedApp> StartAsync(
        Door door,
        WsgiApp? app,
        AsyncWsgiApp? asyncApp,
        Network network,
        string? listen,
        bool dualstack,
        int maxWorkers,
        ZiBaiOptions? options,
        LogLevel logLevel)
    {
        var served = new ServedApp(logLevel);
        var socket = ZiBaiServer.CreateBindSocket(
            listen ?? (network == Network.Unix ? $"unix:{served._folder.Socket("s")}" : "127.0.0.1:0"), dualstack);
        served.EndPoint = socket.LocalEndPoint!;
        if (door == Door.Middleware)
        {
            served.Serving = await Site.StartAsync(app, asyncApp, socket, maxWorkers, options ?? new ZiBaiOptions(), served._loggers, served._exit.Token);
            return served;
        }

        served.Serving = served.ServeDirectly(app, asyncApp, socket, maxWorkers, options);
        var ready = served.Log.WaitForAsync(static entry => entry.EventId.Name == "Ready");
        await (await Task.WhenAny(ready, served.Serving));
        return served;
    }

    private Task ServeDirectly(WsgiApp? app, AsyncWsgiApp? asyncApp, Socket socket, int maxWorkers, ZiBaiOptions? options) => app is not null
        ? ZiBaiServer.ServeAsync(app, [socket], maxWorkers, null, null, null, options, _loggers, _exit.Token)
        : ZiBaiServer.ServeAsync(asyncApp!, [socket], maxWorkers, null, null, null, options, _loggers, _exit.Token);
}
