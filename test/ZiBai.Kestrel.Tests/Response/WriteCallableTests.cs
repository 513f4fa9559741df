using ZiBai.Response;
using ZiBai.Testing;

namespace ZiBai.Tests.Response;

public sealed class WriteCallableTests
{
    private readonly Responding _one = new();

    [Fact]
    public void WriteSendsAtOnce()
    {
        var write = _one.Start();

        write(Responding.Bytes("a"));
        write(Responding.Bytes("b"));

        Assert.Equal(["a", "b"], _one.Body.Chunks);
    }

    [Fact]
    public void WriteOfNothingSendsTheHeaders()
    {
        _one.Start()(ReadOnlyMemory<byte>.Empty);

        Assert.Equal((ResponsePhase.Committed, true), (_one.Response.Phase, _one.Response.HasBegun));
        Assert.Empty(_one.Body.Chunks);
    }

    [Fact]
    public async Task WriteReturnsWhenTheServerHasTakenTheData()
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _one.Body.Sending = () =>
        {
            asked.SetResult();
            return taken.Task;
        };
        var write = _one.Start();
        var writing = Task.Run(() => write(Responding.Bytes("a")));
        await asked.Task.WaitAsync(Timeouts.Default);
        Assert.False(writing.IsCompleted);

        taken.SetResult();

        await writing.WaitAsync(Timeouts.Default);
    }

    [Fact]
    public void WriteToAClientThatHasGoneIsAnIOException()
    {
        _one.Body.Sending = () => throw new OperationCanceledException();
        var write = _one.Start();

        var failure = Assert.ThrowsAny<IOException>(() => write(Responding.Bytes("a")));

        Assert.Equal("The client went away before the response was written.", failure.Message);
    }

    [Fact]
    public void WriteKeepsToContentLength()
    {
        var write = _one.StartWith(("Content-Length", "3"));

        write(Responding.Bytes("abcd"));

        Assert.Equal(("abc", 1), (_one.Body.Text, _one.Response.Excess));
    }
}
