using System.Net.Sockets;
using ZiBai.Adapter;
using ZiBai.Loading;

namespace ZiBai.Worker;

/// <summary>Makes the plan of a process that serves what its options name.</summary>
internal static class AppPlan
{
    /// <param name="options">The settings, valid.</param>
    /// <param name="app">The program's own app; null to load the one that the options name.</param>
    /// <param name="sockets">Sockets of the supervisor's; null to bind those that the options name.</param>
    /// <param name="supervisor">The supervisor; null for a process that serves alone.</param>
    public static WorkerPlan Of(ZiBaiOptions options, AppEntry? app, IReadOnlyList<Socket>? sockets = null, SupervisorLink? supervisor = null)
    {
        var loader = new AppLoader(options.AppDir);
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
