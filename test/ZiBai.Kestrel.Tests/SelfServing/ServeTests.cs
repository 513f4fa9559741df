using System.Buffers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZiBai.Testing;

namespace ZiBai.Tests.SelfServing;

/// <summary>ServeAsync: a server as one part of a program.</summary>
public sealed class ServeTests : IDisposable
{
    private const string Get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    private readonly TempFolder _folder = new();
    private readonly LogSink _log = new();
    private readonly ILoggerFactory _loggers;
    private readonly CancellationTokenSource _gracefulExit = new();

    public ServeTests()
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
    }

    public void Dispose()
    {
        _gracefulExit.Cancel();
        _gracefulExit.Dispose();
        _loggers.Dispose();
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task EverySocketIsServedUntilTheTokenFires()
    {
        var path = _folder.Socket("app.sock");
        using var tcp = ZiBaiServer.CreateBindSocket("127.0.0.1:0");
        using var unix = ZiBaiServer.CreateBindSocket($"unix:{path}");
        var endPoint = tcp.LocalEndPoint!;
        var serving = await ServeAsync(Hello, [tcp, unix]);

        Assert.Equal("hello", await GetAsync($"{endPoint}"));
        Assert.Equal("hello", await GetAsync($"unix:{path}"));

        _gracefulExit.Cancel();
        await serving.WaitAsync(Timeouts.Default);

        Assert.False(File.Exists(path));
        await Assert.ThrowsAsync<SocketException>(() => RawConnection.ConnectAsync(endPoint));
    }

    [Fact]
    public async Task AnAsynchronousAppIsServed()
    {
        using var socket = ZiBaiServer.CreateBindSocket("127.0.0.1:0");
        var serving = ZiBaiServer.ServeAsync(HelloAsync, [socket], loggerFactory: _loggers, gracefulExit: _gracefulExit.Token);
        await ReadyAsync(serving);

        Assert.Equal("hello", await GetAsync($"{socket.LocalEndPoint}"));

        _gracefulExit.Cancel();
        await serving.WaitAsync(Timeouts.Default);
    }

    [Fact]
    public async Task HooksRunInOrder()
    {
        List<string> events = [];
        using var socket = ZiBaiServer.CreateBindSocket("127.0.0.1:0");
        var serving = ServeAsync(Recording, events, socket, () => Note("before_serve"));
        await ReadyAsync(serving);
        await GetAsync($"{socket.LocalEndPoint}");

        _gracefulExit.Cancel();
        await serving.WaitAsync(Timeouts.Default);

        Assert.Equal(["before_serve", "request", "before_graceful_exit", "before_died"], events);

        Task Note(string name)
        {
            events.Add(name);
            return Task.CompletedTask;
        }

        IEnumerable<ReadOnlyMemory<byte>> Recording(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            events.Add("request");
            return Hello(environ, startResponse);
        }
    }

    [Fact]
    public async Task WhatBeforeServeThrowsReachesTheCaller()
    {
        List<string> events = [];
        var path = _folder.Socket("app.sock");
        using var socket = ZiBaiServer.CreateBindSocket($"unix:{path}");
        var thrown = new InvalidOperationException("The database is away.");

        var error = await Assert.ThrowsAsync<AppLoadException>(
            () => ServeAsync(Hello, events, socket, () => throw thrown).WaitAsync(Timeouts.Default));

        Assert.Same(thrown, error.InnerException);
        Assert.Contains("before_serve", error.Message, StringComparison.Ordinal);
        Assert.Contains("The database is away.", error.Message, StringComparison.Ordinal);
        Assert.Equal(["before_died"], events);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task ARequestInProgressIsAnsweredBeforeTheEnd()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var release = new SemaphoreSlim(0);
        using var socket = ZiBaiServer.CreateBindSocket("127.0.0.1:0");
        var serving = ZiBaiServer.ServeAsync(
            Waiting, [socket], loggerFactory: _loggers, gracefulExit: _gracefulExit.Token);
        await ReadyAsync(serving);
        await using var client = await RawConnection.ConnectAsync(socket.LocalEndPoint!);
        await client.SendAsync(Get);
        await entered.Task.WaitAsync(Timeouts.Default);

        _gracefulExit.Cancel();
        await _log.WaitForAsync(entry => entry.EventId.Name == "Draining");
        release.Release();
        var response = await client.ReadResponseAsync();

        Assert.Equal((200, "hello", "close"), (response.StatusCode, response.BodyText, response.Header("Connection")));
        await serving.WaitAsync(Timeouts.Default);

        IEnumerable<ReadOnlyMemory<byte>> Waiting(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            entered.SetResult();
            release.Wait(Timeouts.Default);
            return Hello(environ, startResponse);
        }
    }

    [Fact]
    public async Task ATokenThatHasFiredBeforeTheStartEndsEverything()
    {
        List<string> events = [];
        var path = _folder.Socket("app.sock");
        using var socket = ZiBaiServer.CreateBindSocket($"unix:{path}");
        _gracefulExit.Cancel();

        await ServeAsync(Hello, events, socket, () => Task.CompletedTask).WaitAsync(Timeouts.Default);

        Assert.Equal("before_died", events[^1]);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task ATokenThatFiresDuringBeforeServeLeavesNothingRunning()
    {
        List<string> events = [];
        var inHook = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var socket = ZiBaiServer.CreateBindSocket($"unix:{_folder.Socket("app.sock")}");
        var serving = ServeAsync(Hello, events, socket, async () =>
        {
            inHook.SetResult();
            await release.Task;
            events.Add("before_serve ended");
        });
        await inHook.Task.WaitAsync(Timeouts.Default);

        _gracefulExit.Cancel();
        release.SetResult();
        await serving.WaitAsync(Timeouts.Default);

        Assert.Equal("before_serve ended", events[0]);
        Assert.Equal("before_died", events[^1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(32768)]
    public async Task MaxWorkersOutOfRangeIsRefused(int maxWorkers)
    {
        using var socket = ZiBaiServer.CreateBindSocket("127.0.0.1:0");

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => ZiBaiServer.ServeAsync(Hello, [socket], maxWorkers));

        Assert.Contains($"--max-workers: {maxWorkers}", error.Message, StringComparison.Ordinal);
        Assert.False(socket.SafeHandle.IsClosed);
    }

    [Theory]
    [InlineData("0.0.0.0:0", "is open to other machines")]
    [InlineData("unix:", "is where a proxy connects, for clients from anywhere")]
    public async Task DebugPagesOnASocketForOthersAreRefusedWithAllElseThatIsWrong(string address, string reason)
    {
        using var socket = ZiBaiServer.CreateBindSocket(address == "unix:" ? $"unix:{_folder.Socket("app.sock")}" : address);

        var error = await Assert.ThrowsAsync<OptionsValidationException>(
            () => ZiBaiServer.ServeAsync(Hello, [socket], options: new ZiBaiOptions { Debug = true, Backlog = 0 }));

        Assert.Equal(2, error.Failures.Count());
        Assert.Contains($"--debug: the socket at {socket.LocalEndPoint} {reason}, and a debug page", error.Message, StringComparison.Ordinal);
        Assert.False(socket.SafeHandle.IsClosed);
    }

    /// <summary>The sockets count, and not the addresses of the options, which are not looked at.</summary>
    [Fact]
    public async Task DebugPagesAreShownOnASocketOfThisMachine()
    {
        using var socket = ZiBaiServer.CreateBindSocket("127.0.0.1:0");
        var serving = ZiBaiServer.ServeAsync(
            (WsgiApp)((_, _) => throw new InvalidOperationException("of the app")),
            [socket],
            options: new ZiBaiOptions { Debug = true, Listen = [":80"] },
            loggerFactory: _loggers,
            gracefulExit: _gracefulExit.Token);
        await ReadyAsync(serving);
        await using var client = await RawConnection.ConnectAsync(socket.LocalEndPoint!);

        Assert.Contains("of the app", (await client.RequestAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")).BodyText, StringComparison.Ordinal);
        Assert.Equal(LogLevel.Warning, Assert.Single(_log.Entries, static entry => entry.EventId.Name == "DebugPages").Level);

        _gracefulExit.Cancel();
        await serving.WaitAsync(Timeouts.Default);
    }

    [Fact]
    public async Task NoSocketIsRefused()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => ZiBaiServer.ServeAsync(Hello, []));

        Assert.Contains("no socket", error.Message, StringComparison.Ordinal);
        Assert.Contains("CreateBindSocket", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Buffers that come from anywhere else are allocated anew for each megabyte that a response streams.</summary>
    [Fact]
    public async Task ConnectionsShareKestrelsOwnBuffers()
    {
        MemoryPool<byte>? pool = null;
        using var socket = ZiBaiServer.CreateBindSocket("127.0.0.1:0");
        var serving = await ServeAsync(
            (environ, startResponse) =>
            {
                pool = ((IFeatureCollection)environ[EnvironKeys.Features]!).GetRequiredFeature<IMemoryPoolFeature>().MemoryPool;
                return Hello(environ, startResponse);
            },
            [socket]);
        await using var client = await RawConnection.ConnectAsync(socket.LocalEndPoint!);
        await client.RequestAsync(Get);

        Assert.NotNull(pool);
        Assert.NotSame(MemoryPool<byte>.Shared, pool);
        await _gracefulExit.CancelAsync();
        await serving;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Hello(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return ["hello"u8.ToArray()];
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> HelloAsync(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        await Task.Yield();
        yield return "hello"u8.ToArray();
    }

    private static async Task<string> GetAsync(string address)
    {
        await using var client = await RawConnection.ConnectAsync(address);
        return (await client.RequestAsync(Get)).BodyText;
    }

    private async Task<Task> ServeAsync(WsgiApp app, IReadOnlyList<Socket> sockets)
    {
        var serving = ZiBaiServer.ServeAsync(app, sockets, loggerFactory: _loggers, gracefulExit: _gracefulExit.Token);
        await ReadyAsync(serving);
        return serving;
    }

    private Task ServeAsync(WsgiApp app, List<string> events, Socket socket, Func<Task> beforeServe) => ZiBaiServer.ServeAsync(
        app,
        [socket],
        beforeServe: beforeServe,
        beforeGracefulExit: () => Task.Run(() => events.Add("before_graceful_exit")),
        beforeDied: () => Task.Run(() => events.Add("before_died")),
        loggerFactory: _loggers,
        gracefulExit: _gracefulExit.Token);

    private async Task ReadyAsync(Task serving)
    {
        var ready = _log.WaitForAsync(entry => entry.EventId.Name == "Ready", Timeouts.ProcessStart);
        await await Task.WhenAny(serving, ready);
        await ready;
    }
}
