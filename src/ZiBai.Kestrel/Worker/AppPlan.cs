using System.Net.Sockets;
using ZiBai.Adapter;
using ZiBai.Control;
using ZiBai.Loading;

namespace ZiBai.Worker;

/// <summary>Makes the plan of a process that serves what its options name.</summary>
internal static class AppPlan
{
    /// <param name="options">The settings, valid.</param>
    /// <param name="app">The program's own app; null to load the one that the options name.</param>
    /// <param name="sockets">Sockets of the supervisor's; null to bind those that the options name.</param>
    /// <param name="supervisor">The supervisor; null for a process that serves alone.</param>
    /// <param name="sources">Builds modules that are source; null where this process builds none.</param>
    /// <param name="built">The modules that the supervisor has built.</param>
    public static WorkerPlan Of(
        ZiBaiOptions options,
        AppEntry? app,
        IReadOnlyList<Socket>? sockets = null,
        SupervisorLink? supervisor = null,
        ISourceModules? sources = null,
        IReadOnlyDictionary<string, BuiltModule>? built = null)
    {
        var loader = new AppLoader(options.AppDir, sources, built);
        return new WorkerPlan
        {
            Options = options,
            LoadHooks = () => new Hooks
            {
                BeforeServe = Load(options.BeforeServe),
                BeforeGracefulExit = Load(options.BeforeGracefulExit),
                BeforeDied = Load(options.BeforeDied),
            },
            LoadApp = () => app is not null ? ValueTask.FromResult(app) : loader.LoadAppAsync(options.App!, options.Call),
            Sockets = sockets,
            Supervisor = supervisor,
        };

        Func<ValueTask>? Load(string? hook) => hook is null ? null : loader.LoadHook(hook);
    }
}
