using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZiBai.Adapter;
using ZiBai.CommandLine;
using ZiBai.Logging;
using ZiBai.Logging.Configuration;
using ZiBai.Transport;
using ZiBai.Worker;

namespace ZiBai;

public static partial class ZiBaiServer
{
    /// <summary>Serves an app on sockets of the caller's, inside a program that goes on afterwards. No signal is handled.</summary>
    /// <param name="app">The app.</param>
    /// <param name="sockets">
    /// Bound sockets, for example from <see cref="CreateBindSocket"/>. They become the server's, which closes them at its end.
    /// </param>
    /// <param name="maxWorkers">Requests inside the app at once. Default: 10. Range: 1 and up.</param>
    /// <param name="beforeServe">Runs before the first connection is accepted.</param>
    /// <param name="beforeGracefulExit">Runs when the graceful exit begins. What it throws is logged.</param>
    /// <param name="beforeDied">Runs last, however serving ends. What it throws is logged.</param>
    /// <param name="options">
    /// The other settings; those that say what to serve and where, the hooks, and <see cref="ZiBaiOptions.MaxWorkers"/> are not looked at.
    /// Default null: the defaults.
    /// </param>
    /// <param name="loggerFactory">Where to log. Default null: as the <c>zibai</c> command does, to standard output and error.</param>
    /// <param name="gracefulExit">Begins a graceful exit: no new connections, what is open is answered, at most for the options'
    /// <see cref="ZiBaiOptions.GracefulExitTimeout"/>.</param>
    /// <returns>A task that completes when everything is closed.</returns>
    /// <exception cref="ArgumentException">There is no socket.</exception>
    /// <exception cref="OptionsValidationException">The options are not valid; the message has every reason.</exception>
    /// <exception cref="AppLoadException"><paramref name="beforeServe"/> threw.</exception>
    public static Task ServeAsync(
        WsgiApp app,
        IReadOnlyList<Socket> sockets,
        int maxWorkers = 10,
        Func<Task>? beforeServe = null,
        Func<Task>? beforeGracefulExit = null,
        Func<Task>? beforeDied = null,
        ZiBaiOptions? options = null,
        ILoggerFactory? loggerFactory = null,
        CancellationToken gracefulExit = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        return ServeAsync(
            new AppEntry(app), sockets, maxWorkers, HooksOf(beforeServe, beforeGracefulExit, beforeDied), options, loggerFactory, gracefulExit);
    }

    /// <inheritdoc cref="ServeAsync(WsgiApp, IReadOnlyList{Socket}, int, Func{Task}, Func{Task}, Func{Task}, ZiBaiOptions, ILoggerFactory, CancellationToken)"/>
    public static Task ServeAsync(
        AsyncWsgiApp app,
        IReadOnlyList<Socket> sockets,
        int maxWorkers = 10,
        Func<Task>? beforeServe = null,
        Func<Task>? beforeGracefulExit = null,
        Func<Task>? beforeDied = null,
        ZiBaiOptions? options = null,
        ILoggerFactory? loggerFactory = null,
        CancellationToken gracefulExit = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        return ServeAsync(
            new AppEntry(app), sockets, maxWorkers, HooksOf(beforeServe, beforeGracefulExit, beforeDied), options, loggerFactory, gracefulExit);
    }

    /// <summary>Makes a socket and binds it, by the rules of <c>--listen</c>. Clients can connect once it is served.</summary>
    /// <param name="address"><c>HOST:PORT</c>, <c>:PORT</c>, <c>[::1]:PORT</c> or <c>unix:PATH</c>; port 0 lets the system choose.</param>
    /// <param name="dualstackIPv6">Whether an IPv6 socket serves IPv4 too. Default: false.</param>
    /// <param name="unixSocketPerms">Permissions of a Unix socket. Default: octal 600, the owner alone.</param>
    /// <returns>The bound socket, the caller's to close. A Unix socket's file goes with it.</returns>
    /// <exception cref="ListenException">The address cannot be read or bound; the message says why and what to do.</exception>
    public static Socket CreateBindSocket(
        string address,
        bool dualstackIPv6 = false,
        UnixFileMode unixSocketPerms = UnixFileMode.UserRead | UnixFileMode.UserWrite) =>
        ListenSockets.BindOne(ListenAddress.Parse(address), dualstackIPv6, unixSocketPerms);

    private static async Task ServeAsync(
        AppEntry app,
        IReadOnlyList<Socket> sockets,
        int maxWorkers,
        Hooks hooks,
        ZiBaiOptions? options,
        ILoggerFactory? loggerFactory,
        CancellationToken gracefulExit)
    {
        ArgumentNullException.ThrowIfNull(sockets);
        if (sockets.Count == 0)
        {
            throw new ArgumentException("There is no socket to serve on. Make one with ZiBaiServer.CreateBindSocket(\"127.0.0.1:8000\").", nameof(sockets));
        }

        options = (options ?? new ZiBaiOptions()) with { MaxWorkers = maxWorkers, BeforeServe = null, BeforeGracefulExit = null, BeforeDied = null };
        string[] problems =
        [
            // The addresses are those of the sockets, whatever the options say.
            .. new ZiBaiOptionsValidator().Validate(name: null, options with { Debug = false }).Failures ?? [],
            .. DebugProblems(options, sockets),
        ];
        if (problems.Length > 0)
        {
            throw new OptionsValidationException(nameof(ZiBaiOptions), typeof(ZiBaiOptions), problems);
        }

        var plan = new WorkerPlan
        {
            Options = options,
            LoadHooks = () => hooks,
            LoadApp = () => ValueTask.FromResult(app),
            Sockets = sockets,
        };
        using var ownLoggers = loggerFactory is null ? OwnLoggers(options) : null;
        await WorkerRun.RunAsync(plan, loggerFactory ?? ownLoggers!, hostArguments: [], takeStops: null, gracefulExit);
    }

    private static IEnumerable<string> DebugProblems(ZiBaiOptions options, IReadOnlyList<Socket> sockets) =>
        !options.Debug || options.DebugAnywhere
            ? []
            : from socket in sockets
              let reason = Loopback.WhyNot(socket.LocalEndPoint)
              where reason is not null
              select Loopback.DebugProblem($"the socket at {socket.LocalEndPoint}", reason);

    private static LogOutput OwnLoggers(ZiBaiOptions options)
    {
        try
        {
            return LogOutput.Create(options, severalProcesses: false);
        }
        catch (LoggingConfigurationException exception)
        {
            throw new OptionsValidationException(nameof(ZiBaiOptions), typeof(ZiBaiOptions), exception.Problems);
        }
    }

    private static Hooks HooksOf(Func<Task>? beforeServe, Func<Task>? beforeGracefulExit, Func<Task>? beforeDied)
    {
        return new Hooks
        {
            BeforeServe = Hook(beforeServe),
            BeforeGracefulExit = Hook(beforeGracefulExit),
            BeforeDied = Hook(beforeDied),
        };

        static Func<ValueTask>? Hook(Func<Task>? hook) => hook is null ? null : () => new ValueTask(hook());
    }
}
