using System.Diagnostics;
using ZiBai.Worker;

namespace ZiBai.Tests.Worker;

public sealed class HostArgumentsTests
{
    private static readonly string[] _factory = ["--environment=Development", "--contentRoot=/app", "--applicationName=App"];

    [Theory]
    [InlineData("--urls=http://+:1")]
    [InlineData("--Feature:Flag=")]
    [InlineData("--LISTEN=:0")]
    [InlineData("--listening=:0")]
    public void WhatATestFactoryAddsIsTheHosts(string setting)
    {
        using var awaited = new AwaitedHost();

        Assert.Equal([.. _factory, setting], HostArguments.TakeFrom([.. _factory, setting], out var own));
        Assert.Empty(own);
    }

    [Theory]
    [InlineData("--max-workers=4", "--max-workers=4")]
    [InlineData("--max-requests=4", "--max-requests=4")]
    [InlineData("--url-prefix=--environment=", "--url-prefix=--environment=")]
    [InlineData("--no-gevent=true", "--no-gevent")]
    [InlineData("--no-gevent=False", null)]
    [InlineData("--no-gevent=1", "--no-gevent=1")]
    public void SettingsNamedLikeAnOptionAreTheServers(string setting, string? expected)
    {
        using var awaited = new AwaitedHost();

        Assert.Equal(_factory, HostArguments.TakeFrom([setting, .. _factory], out var own));
        Assert.Equal(expected is null ? [] : [expected], own);
    }

    [Theory]
    [InlineData("--environment=Development")]
    [InlineData("--environment=Development", "--contentRoot=/", "--applicationName=app")]
    [InlineData("-l", ":0", "--no-such-option=1")]
    public void WhatAPersonTypedIsTheServers(params string[] args)
    {
        Assert.Empty(HostArguments.TakeFrom(args, out var own));
        Assert.Equal(args, own);
    }

    [Fact]
    public void WhoeverWatchesHostsIsNoFactoryYet()
    {
        using var awaited = new AwaitedHost();

        Assert.Empty(HostArguments.TakeFrom(["--environment=Development"], out var own));
        Assert.Equal(["--environment=Development"], own);
    }

    /// <summary>Waits for hosts that this test builds, as a factory does.</summary>
    private sealed class AwaitedHost : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly AsyncLocal<bool> _isHere = new() { Value = true };
        private readonly IDisposable _subscription;

        public AwaitedHost()
        {
            _subscription = DiagnosticListener.AllListeners.Subscribe(this);
        }

        public void Dispose() => _subscription.Dispose();

        public void OnNext(DiagnosticListener value)
        {
            if (_isHere.Value && value.Name == "Microsoft.Extensions.Hosting")
            {
                value.Subscribe(this);
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
