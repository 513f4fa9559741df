using Microsoft.Extensions.Logging;
using ZiBai.Loading;

namespace ZiBai.Worker;

/// <summary>Tells that a module is still being built, where that takes long: nobody should have to guess what a server that does not serve is at.</summary>
internal sealed partial class SlowBuilds : ISourceModules
{
    /// <summary>What a build may take before it is told of.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How often it is told of from then on.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly ISourceModules _modules;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    /// <param name="modules">Builds them.</param>
    /// <param name="logger">Where it is told.</param>
    /// <param name="time">The clock.</param>
    public SlowBuilds(ISourceModules modules, ILogger logger, TimeProvider time)
    {
        _modules = modules;
        _logger = logger;
        _time = time;
    }

    public string Build(ImportString import, string source)
    {
        var (since, begun) = (_time.GetLocalNow(), _time.GetTimestamp());
        using var timer = _time.CreateTimer(
            _ => LogBuilding(_logger, import.Text, source, since, _time.GetElapsedTime(begun).TotalSeconds), null, Patience, Interval);
        return _modules.Build(import, source);
    }

    public void Restore(string assembly) => _modules.Restore(assembly);

    public void ExpectChanges() => _modules.ExpectChanges();

    public void BuildForDebugging() => _modules.BuildForDebugging();

    public void GiveUp() => _modules.GiveUp();

    public void WarmUp() => _modules.WarmUp();

    [LoggerMessage(4004, LogLevel.Information, "'{App}' is still being built ({Source}), since {Since:HH:mm:ss}, {Seconds:0} s ago", EventName = "StillBuilding")]
    private static partial void LogBuilding(ILogger logger, string app, string source, DateTimeOffset since, double seconds);
}
