using ZiBai.ErrorPages;

namespace ZiBai.Tests.ErrorPages;

public sealed class CallStackTests
{
    [Fact]
    public void AFrameOfTheAppHasItsFileAndItsLines()
    {
        var frame = Assert.Single(CallStack.Of(Failing.Thrown(new InvalidOperationException()), Failing.Sources, out var more));

        Assert.Equal("ZiBai.Tests.ErrorPages.Failing.Thrown(Exception exception)", frame.Method);
        Assert.Equal((Failing.ThisFile, true, 0), (frame.File, frame.IsOwn, more));
        Assert.Equal("throw exception; // thrown here", frame.Source!.Lines[frame.Line - frame.Source.FirstLine].Trim());
        Assert.Equal(("ZiBai.Tests.ErrorPages.Failing.", "Thrown", "(Exception exception)"), frame.Parts);
        Assert.Equal($"Failing.cs:{frame.Line}", frame.Place.Name);
    }

    [Fact]
    public void TheFrameworksFramesAreNotTheAppsAndHaveNoLines()
    {
        var frames = CallStack.Of(Record.Exception(static () => int.Parse("x", null))!, Failing.Sources, out _);

        Assert.Equal((false, null), (frames[0].IsOwn, frames[0].Source));
        Assert.StartsWith("System.Number.", frames[0].Method, StringComparison.Ordinal);
        Assert.Contains(frames, static frame => frame.IsOwn);
    }

    [Fact]
    public void TheServersFramesAreNotTheApps()
    {
        var frames = CallStack.Of(Record.Exception(static () => ZiBaiServer.CreateBindSocket(""))!, Failing.Sources, out _);

        Assert.Contains(frames, static frame => !frame.IsOwn && frame.Method.StartsWith("ZiBai.ZiBaiServer.CreateBindSocket(", StringComparison.Ordinal));
    }

    /// <summary>Server code is told by its assembly: these tests are in its namespace, and an app may be, too.</summary>
    [Fact]
    public void LambdasLocalFunctionsIteratorsAndAsynchronousMethodsAreNamedAsInTheSource()
    {
        var none = 0;
        Assert.Equal("CallStackTests." + nameof(LambdasLocalFunctionsIteratorsAndAsynchronousMethodsAreNamedAsInTheSource) + ".<lambda>()", First(() => throw Failure(none)));
        Assert.Equal("CallStackTests." + nameof(LambdasLocalFunctionsIteratorsAndAsynchronousMethodsAreNamedAsInTheSource) + ".Local()", First(Local));
        Assert.Equal("CallStackTests.Iterate(IEnumerable items)", First(static () => _ = Iterate([1]).ToArray()));
        Assert.Equal("CallStackTests.WaitAsync()", First(static () => WaitAsync().GetAwaiter().GetResult()));

        void Local() => throw Failure(none);
    }

    [Fact]
    public void ARecursionWithoutEndIsCutShort()
    {
        var frames = CallStack.Of(Record.Exception(static () => Deep(500))!, Failing.Sources, out var more);

        Assert.Equal(100, frames.Count);
        Assert.InRange(more, 400, 500);
        Assert.Equal(12, frames.Count(static frame => frame.Source is not null));
    }

    [Fact]
    public void AnExceptionThatWasNeverThrownHasNoFrames() => Assert.Empty(CallStack.Of(new InvalidOperationException(), Failing.Sources, out _));

    private static int Deep(int left) => left == 0 ? throw Failure(left) : Deep(left - 1) + 1;

    private static InvalidOperationException Failure(int number) => new($"{number}");

    private static IEnumerable<int> Iterate(IEnumerable<int> items)
    {
        foreach (var item in items)
        {
            throw Failure(item);
        }

        yield break;
    }

    private static async Task WaitAsync()
    {
        await Task.Yield();
        throw Failure(0);
    }

    private static string First(Action action) =>
        CallStack.Of(Record.Exception(action)!, Failing.Sources, out _).First(static frame => frame.IsOwn).Method.Replace("ZiBai.Tests.ErrorPages.", "", StringComparison.Ordinal);
}
