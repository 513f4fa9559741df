using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using ZiBai.Testing;
using ZiBai.Transport;

namespace ZiBai.Tests.Transport;

public sealed class DrainableListenerTests : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConnectionTracker _connections = new(maxConnections: 1);
    private readonly Inner _inner;
    private readonly DrainableListener _listener;

    public DrainableListenerTests()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Listen();
        _inner = new Inner(_socket);
        _listener = new DrainableListener(_inner, _socket, _connections);
    }

    [Fact]
    public async Task WhereOthersAcceptTheQueueIsLeftToThem()
    {
        await QueueAsync();
        var accept = _listener.AcceptAsync().AsTask();

        await _listener.StopAcceptingAsync(othersAccept: true, isSocketsEnd: false).WaitAsync(Timeouts.Default);

        Assert.Null(await accept.WaitAsync(Timeouts.Default));
        Assert.Equal([1], _inner.QueueAtUnbind);
        using var accepted = await _socket.AcceptAsync();
    }

    [Fact]
    public async Task WhereNobodyElseAcceptsTheQueueIsEmptiedFirst()
    {
        await QueueAsync();
        var accept = _listener.AcceptAsync().AsTask();

        var stopping = _listener.StopAcceptingAsync(othersAccept: false, isSocketsEnd: false);
        using var accepted = await _socket.AcceptAsync();
        await stopping.WaitAsync(Timeouts.Default);

        Assert.Null(await accept.WaitAsync(Timeouts.Default));
        Assert.Equal([0], _inner.QueueAtUnbind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WithAnEmptyQueueItStopsAtOnce(bool othersAccept)
    {
        var accept = _listener.AcceptAsync().AsTask();

        await _listener.StopAcceptingAsync(othersAccept, isSocketsEnd: false).WaitAsync(Timeouts.Default);

        Assert.Null(await accept.WaitAsync(Timeouts.Default));
        Assert.Equal([0], _inner.QueueAtUnbind);
    }

    [Fact]
    public async Task OneThatNeverAcceptedStopsAtOnce()
    {
        await _listener.UnbindAsync().AsTask().WaitAsync(Timeouts.Default);

        Assert.Equal([0], _inner.QueueAtUnbind);
    }

    // Whose socket it is closes it: that is not our time to stop, and there is nothing to look at any more.
    [Fact]
    public async Task OneWhoseSocketIsClosedByOthersEnds()
    {
        var accept = _listener.AcceptAsync().AsTask();
        _inner.Close();

        Assert.Null(await accept.WaitAsync(Timeouts.Default));
        Assert.Empty(_inner.QueueAtUnbind);
    }

    [LinuxFact]
    public async Task AtTheSocketsEndNobodyNewComesToTheQueue()
    {
        var accept = _listener.AcceptAsync().AsTask();
        await _listener.StopAcceptingAsync(othersAccept: false, isSocketsEnd: true).WaitAsync(Timeouts.Default);

        var connecting = _client.ConnectAsync(_socket.LocalEndPoint!);
        Assert.False(_socket.Poll(TimeSpan.FromMilliseconds(100), SelectMode.SelectRead));
        Assert.False(connecting.IsCompleted);
        Assert.Null(await accept.WaitAsync(Timeouts.Default));

        _socket.Dispose();
        await Assert.ThrowsAsync<SocketException>(() => connecting).WaitAsync(Timeouts.Default);
    }

    public void Dispose()
    {
        _client.Dispose();
        _socket.Dispose();
    }

    // Another worker may have some, and would serve who comes at once.
    [Fact]
    public async Task WithoutRoomItDoesNotAccept()
    {
        _connections.Limit!.Take();

        var accept = _listener.AcceptAsync().AsTask();
        Assert.False(_inner.IsAsked.IsCompleted);

        _connections.Limit!.Give();
        await _inner.IsAsked.WaitAsync(Timeouts.Default);
        await _listener.UnbindAsync();
        Assert.Null(await accept.WaitAsync(Timeouts.Default));
    }

    [Fact]
    public async Task OneThatWaitsForAClientDoesNotOnceAnotherListenerTakesTheLastPlace()
    {
        var accept = _listener.AcceptAsync().AsTask();
        await _inner.IsAsked.WaitAsync(Timeouts.Default);

        _connections.Limit!.Take();
        await _inner.IsGivenUp.WaitAsync(Timeouts.Default);
        Assert.False(accept.IsCompleted);

        var again = _inner.AskAgain();
        _connections.Limit!.Give();
        await again.WaitAsync(Timeouts.Default);
        await _listener.UnbindAsync();
        Assert.Null(await accept.WaitAsync(Timeouts.Default));
    }

    // It was its turn, and whoever waits behind it would do so for good.
    [Fact]
    public async Task OneThatIsClosedLetsTheNextGoOn()
    {
        _connections.Limit!.Take();
        var accept = _listener.AcceptAsync().AsTask();
        var next = _connections.Limit.RoomAsync();
        _inner.Close();

        _connections.Limit.Give();

        Assert.Null(await accept.WaitAsync(Timeouts.Default));
        await next.WaitAsync(Timeouts.Default);
    }

    [Fact]
    public async Task OneThatHasNoRoomStopsAtOnce()
    {
        _connections.Limit!.Take();
        var accept = _listener.AcceptAsync().AsTask();

        await _listener.UnbindAsync().AsTask().WaitAsync(Timeouts.Default);

        Assert.Null(await accept.WaitAsync(Timeouts.Default));
        Assert.Equal([0], _inner.QueueAtUnbind);
    }

    private async Task QueueAsync()
    {
        await _client.ConnectAsync(_socket.LocalEndPoint!);
        Assert.True(_socket.Poll(Timeouts.Default, SelectMode.SelectRead));
    }

    /// <summary>A listener to which nobody comes, and which records whether somebody was in the queue when it was told to stop.</summary>
    private sealed class Inner(Socket socket) : IConnectionListener
    {
        private readonly TaskCompletionSource<ConnectionContext?> _accept = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when it is told to accept.</summary>
        public Task IsAsked => _asked.Task;

        /// <summary>Completes when an accept is given up.</summary>
        public Task IsGivenUp => _givenUp.Task;

        public List<int> QueueAtUnbind { get; } = [];

        public EndPoint EndPoint => socket.LocalEndPoint!;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            _asked.TrySetResult();
            try
            {
                return await _accept.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                _givenUp.TrySetResult();
                throw;
            }
        }

        /// <summary>Completes when it is told to accept after this.</summary>
        public Task AskAgain()
        {
            _asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _asked.Task;
        }

        public void Close() => _accept.TrySetResult(null);

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            QueueAtUnbind.Add(socket.Poll(0, SelectMode.SelectRead) ? 1 : 0);
            _accept.TrySetResult(null);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
