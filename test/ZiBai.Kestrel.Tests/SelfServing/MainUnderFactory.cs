using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ZiBai.Tests.SelfServing;

/// <summary>Runs Main of samples/SelfServing the way test factories do, and keeps its exit code, which those forget.</summary>
internal sealed class MainUnderFactory : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly AsyncLocal<bool> _isInside = new();
    private readonly TaskCompletionSource<IHost> _host = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IDisposable _subscription;

    public MainUnderFactory(string[] args)
    {
        _subscription = DiagnosticListener.AllListeners.Subscribe(this);
        ExitCode = Task.Run(() =>
        {
            _isInside.Value = true;
            return (int)typeof(Program).Assembly.EntryPoint!.Invoke(null, [args])!;
        });
    }

    /// <summary>The host that Main has built.</summary>
    public Task<IHost> Host => _host.Task;

    /// <summary>Completes when Main has started it.</summary>
    public Task Started => _started.Task;

    /// <summary>What Main returned.</summary>
    public Task<int> ExitCode { get; }

    public void Dispose() => _subscription.Dispose();

    public void OnNext(DiagnosticListener value)
    {
        // Other tests build hosts too, at the same time.
        if (_isInside.Value && value.Name == "Microsoft.Extensions.Hosting")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == "HostBuilding")
        {
            ((IHostBuilder)value.Value!).ConfigureServices(static services => services.AddSingleton<IServer, TestServer>());
        }
        else if (value.Key == "HostBuilt")
        {
            var host = (IHost)value.Value!;
            host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(_started.SetResult);
            _host.SetResult(host);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
