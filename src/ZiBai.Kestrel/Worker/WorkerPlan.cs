using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using ZiBai.Adapter;

namespace ZiBai.Worker;

/// <summary>What a worker is to serve.</summary>
internal sealed class WorkerPlan
{
    /// <summary>The settings, valid.</summary>
    public required ZiBaiOptions Options { get; init; }

    /// <summary>Loads the hooks. Throws <see cref="AppLoadException"/>.</summary>
    public required Func<Hooks> LoadHooks { get; init; }

    /// <summary>Loads the app. Throws <see cref="AppLoadException"/>.</summary>
    public required Func<ValueTask<AppEntry>> LoadApp { get; init; }

    /// <summary>Bound sockets to serve on, which become the server's own. Null: those of <see cref="ZiBaiOptions.Listen"/>.</summary>
    public IReadOnlyList<Socket>? Sockets { get; init; }

    /// <summary>At which level ordinary steps of the worker's life are told: a supervisor tells of its workers itself.</summary>
    public LogLevel LifeLevel => Supervisor is null ? LogLevel.Information : LogLevel.Debug;

    /// <summary>The supervisor of a worker process; null for a process that serves alone.</summary>
    public SupervisorLink? Supervisor { get; init; }
}
