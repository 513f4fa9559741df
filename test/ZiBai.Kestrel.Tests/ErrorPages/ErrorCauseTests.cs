using ZiBai.ErrorPages;

namespace ZiBai.Tests.ErrorPages;

public sealed class ErrorCauseTests
{
    [Fact]
    public void TheTypeAndTheMessageAreTold()
    {
        var cause = ErrorCause.Of(Failing.Thrown(new KeyNotFoundException("no such\r\norder\u001b[0m")), Failing.Sources);

        Assert.Equal(("KeyNotFoundException", "System.Collections.Generic", "no such\norder\\u001B[0m"), (cause.Name, cause.Namespace, cause.Message));
        Assert.Single(cause.OwnFrames);
    }

    [Fact]
    public void AMessageThatThrowsIsSaidTo() =>
        Assert.Equal("(no message: Message threw System.NotSupportedException)", ErrorCause.Of(Failing.Thrown(new UntellableException()), Failing.Sources).Message);

    [Fact]
    public void AMessageWithoutEndIsCut() => Assert.Equal(8002, ErrorCause.Of(new InvalidOperationException(new string('x', 100_000)), Failing.Sources).Message.Length);

    [Fact]
    public void AFailureWithoutAnExceptionIsACauseToo()
    {
        var cause = Assert.Single(ErrorReport.CausesOf([], "its body was short", Failing.Sources));

        Assert.Equal(("its body was short", 0), (cause.Message, cause.Frames.Count));
    }

    [Fact]
    public void NoMoreThanTenCausesAreTold() =>
        Assert.Equal(10, ErrorReport.CausesOf(Enumerable.Repeat(new InvalidOperationException(), 50), null, Failing.Sources).Count);

    private sealed class UntellableException : Exception
    {
        public override string Message => throw new NotSupportedException();

        public override string ToString() => throw new NotSupportedException();
    }
}
