using Microsoft.Extensions.Logging;
using ZiBai.Environ;
using ZiBai.Forwarding;
using ZiBai.Logging;

namespace ZiBai.Adapter;

/// <summary>Makes the doors of one host's pipelines. They end with the host's services: the server has stopped by then.</summary>
internal sealed class MiddlewareDoors : IDisposable
{
    private readonly ILogger _errors;
    private readonly ILogger _debug;
    private readonly List<IAppRunner> _runners = [];

    public MiddlewareDoors(ILoggerFactory loggerFactory)
    {
        _errors = loggerFactory.CreateLogger(LoggerNames.Error);
        _debug = loggerFactory.CreateLogger(LoggerNames.Debug);
    }

    /// <summary>Makes a door to an app.</summary>
    public MiddlewareDoor Create(AppEntry app, ZiBaiPipelineOptions options)
    {
        var settings = new EnvironSettings
        {
            ScriptName = "",
            UrlScheme = "http",
            Multithread = options.MaxWorkers > 1,
            Multiprocess = false,
            HeaderMap = options.HeaderMap,
            Proxies = TrustedProxies.Parse(options.ForwardedAllowIps, options.ForwardedHops),
            ErrorLogger = _errors,
        };

        app = options.Validate ? app.Validated() : app;

        // The host stops in its own way, and never drains.
        var engine = new WsgiEngine(
            app, new DrainFlag(), new RequestRecords(access: null, _errors, settings.RecordFields), _debug, options.MaxRequestBodySize, passesFailuresOn: true);
        var runner = AppRunner.Create(app, engine, options.MaxWorkers, options.NoGevent);
        lock (_runners)
        {
            _runners.Add(runner);
        }

        return new MiddlewareDoor(settings, runner, options.MaxRequestBodySize);
    }

    public void Dispose()
    {
        lock (_runners)
        {
            _runners.ForEach(static runner => runner.Dispose());
            _runners.Clear();
        }
    }
}
