using ZiBai.Environ;
using ZiBai.Testing;

namespace ZiBai.Tests.Environ;

public sealed class BodyStreamTests
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<byte[]> _client = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public void ABodyThatIsThereIsReadAtOnce()
    {
        _client.SetResult("abc"u8.ToArray());
        using var body = Body();
        var buffer = new byte[8];

        Assert.Equal(3, body.Read(buffer, 2, 6));
        Assert.Equal("\0\0abc\0\0\0"u8.ToArray(), buffer);
    }

    [Fact]
    public void ASpanIsFilled()
    {
        _client.SetResult("abc"u8.ToArray());
        using var body = Body();
        Span<byte> buffer = stackalloc byte[3];

        Assert.Equal(3, body.Read(buffer));
        Assert.Equal("abc"u8, buffer);
    }

    [Fact]
    public async Task ASynchronousReadWaitsForTheClient()
    {
        using var body = Body();
        var read = Task.Run(() => body.Read(new byte[8], 0, 8));
        await _asked.Task.WaitAsync(Timeouts.Default);
        Assert.False(read.IsCompleted);

        _client.SetResult("abc"u8.ToArray());

        Assert.Equal(3, await read.WaitAsync(Timeouts.Default));
    }

    [Fact]
    public async Task AnAsynchronousReadWaitsForTheClient()
    {
        using var body = Body();
        var read = body.ReadAsync(new byte[8]).AsTask();
        Assert.False(read.IsCompleted);

        _client.SetResult("abc"u8.ToArray());

        Assert.Equal(3, await read.WaitAsync(Timeouts.Default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AClientThatHasGoneIsAnIOException(bool asynchronous)
    {
        _client.SetCanceled();

        var failure = await FailureAsync<IOException>(asynchronous);

        Assert.Equal("The client went away before the end of the request's body.", failure.Message);
        Assert.IsAssignableFrom<OperationCanceledException>(failure.InnerException);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AReadAfterTheRequestIsAnIOExceptionThatSaysSo(bool asynchronous)
    {
        _client.SetException(new ObjectDisposedException("body"));

        Assert.Equal("wsgi.input was read after the request had ended.", (await FailureAsync<IOException>(asynchronous)).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnyOtherFailureIsPassedOn(bool asynchronous)
    {
        var failure = new InvalidOperationException("odd");
        _client.SetException(failure);

        Assert.Same(failure, await FailureAsync<InvalidOperationException>(asynchronous));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AMalformedBodyIsAnIOExceptionThatKnowsItsStatus(bool asynchronous)
    {
        _client.SetException(new Microsoft.AspNetCore.Http.BadHttpRequestException("Bad chunk size data.", 400));

        var failure = await FailureAsync<IOException>(asynchronous);

        Assert.Equal(("Bad chunk size data.", 400), (failure.Message, Assert.IsType<RequestBodyException>(failure).StatusCode));
    }

    [Fact]
    public async Task AReadThatTheAppItselfGaveUpIsACancellation()
    {
        using var body = Body();
        using var gaveUp = new CancellationTokenSource();
        var read = body.ReadAsync(new byte[8], gaveUp.Token).AsTask();

        await gaveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(Timeouts.Default));
    }

    private BodyStream Body() => new(new ClientStream(_client.Task, _asked));

    private async Task<TException> FailureAsync<TException>(bool asynchronous)
        where TException : Exception
    {
        using var body = Body();
        return asynchronous
            ? await Assert.ThrowsAnyAsync<TException>(() => body.ReadAsync(new byte[8]).AsTask().WaitAsync(Timeouts.Default))
            : Assert.ThrowsAny<TException>(() => body.Read(new byte[8]));
    }

    /// <summary>As Kestrel's: reads asynchronously, and refuses to do otherwise.</summary>
    private sealed class ClientStream(Task<byte[]> bytes, TaskCompletionSource asked) : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            asked.TrySetResult();
            var read = await bytes.WaitAsync(cancellationToken);
            read.CopyTo(buffer);
            return read.Length;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override int Read(Span<byte> buffer) => throw new InvalidOperationException("Synchronous operations are disallowed.");
    }
}
