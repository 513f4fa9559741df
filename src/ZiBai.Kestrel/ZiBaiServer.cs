using ZiBai.Adapter;
using ZiBai.CommandLine;
using ZiBai.Loading;
using ZiBai.Worker;

namespace ZiBai;

/// <summary>
/// Serves apps: as the command line says (<c>RunAsync</c>, the whole life of a process), or inside a program that has its own sockets, its own
/// end and other things to do (<c>ServeAsync</c>).
/// </summary>
public static partial class ZiBaiServer
{
    /// <summary>
    /// The <c>zibai</c> command: serves the app that the command line names. Options that it does not give are taken from environment variables
    /// (<c>ZIBAI_MAX_WORKERS</c>), and then from the file that <c>--config</c> names.
    /// </summary>
    /// <param name="args">The command line, the app's import string included.</param>
    /// <returns>The exit code of the process: see <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(string[] args) =>
        ProcessRun.RunAsync(
            () => ZiBaiCommand.Parse(args, appFromProgram: false, EnvironmentOptions.OfProcess()), app: null, hostArguments: []);

    /// <summary>Serves an app of the program's own, with the same command line without the app argument, and the same other places for options.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <param name="app">The app.</param>
    /// <returns>The exit code of the process: see <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(string[] args, WsgiApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return RunAsync(args, new AppEntry(app));
    }

    /// <inheritdoc cref="RunAsync(string[], WsgiApp)"/>
    public static Task<int> RunAsync(string[] args, AsyncWsgiApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return RunAsync(args, new AppEntry(app));
    }

    /// <summary>
    /// Serves the app that the options name, until a signal, the request cap or the host ends it. What goes wrong is said in one line each on
    /// standard error and told by the exit code; nothing is thrown for it.
    /// </summary>
    /// <param name="options">From <see cref="ZiBaiOptions.Parse"/>, or made in code.</param>
    /// <returns>The exit code of the process: see <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(ZiBaiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ProcessRun.RunAsync(() => options, app: null, hostArguments: []);
    }

    /// <summary>As <see cref="RunAsync(string[])"/>, with modules that are source.</summary>
    internal static Task<int> RunAsync(string[] args, ISourceModules sources) =>
        ProcessRun.RunAsync(
            () => ZiBaiCommand.Parse(args, appFromProgram: false, EnvironmentOptions.OfProcess()), app: null, hostArguments: [], sources);

    private static Task<int> RunAsync(string[] args, AppEntry app)
    {
        ArgumentNullException.ThrowIfNull(args);
        var hostArguments = HostArguments.TakeFrom(args, out var own);
        return ProcessRun.RunAsync(() => ZiBaiCommand.Parse(own, appFromProgram: true, EnvironmentOptions.OfProcess()), app, hostArguments);
    }
}
