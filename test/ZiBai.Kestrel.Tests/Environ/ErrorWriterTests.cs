using Microsoft.Extensions.Logging;
using ZiBai.Environ;
using ZiBai.Logging.Records;
using ZiBai.Testing;

namespace ZiBai.Tests.Environ;

public sealed class ErrorWriterTests : IDisposable
{
    private readonly LogSink _sink = new();
    private readonly ErrorWriter _errors;

    public ErrorWriterTests()
    {
        _errors = new ErrorWriter(
            _sink.CreateLogger("errors"),
            new RequestRecord([new("REMOTE_ADDR", RequestField.RemoteAddr)], ["192.0.2.1"]) { Method = "GET", Target = "/a", Protocol = "HTTP/1.1" });
    }

    [Fact]
    public void EachLineIsARecord()
    {
        _errors.Write("one\ntwo\n");

        Assert.Equal(["one", "two"], Lines());
    }

    [Fact]
    public void ALineWrittenInPiecesIsOneRecord()
    {
        _errors.Write("on");
        _errors.Write('e');
        _errors.WriteLine();

        Assert.Equal(["one"], Lines());
    }

    [Fact]
    public void AnUnfinishedLineWaits()
    {
        _errors.Write("one");

        Assert.Empty(Lines());
    }

    [Fact]
    public void FlushSendsAnUnfinishedLine()
    {
        _errors.Write("one");
        _errors.Flush();

        Assert.Equal(["one"], Lines());
    }

    [Fact]
    public void FlushWithoutALineSendsNothing()
    {
        _errors.Write("one\n");
        _errors.Flush();

        Assert.Equal(["one"], Lines());
    }

    [Fact]
    public void AnEmptyLineIsARecordToo()
    {
        _errors.Write("one\n\ntwo\n");

        Assert.Equal(["one", "", "two"], Lines());
    }

    [Fact]
    public void ACarriageReturnIsNoPartOfALine()
    {
        _errors.Write("one\r\n");

        Assert.Equal(["one"], Lines());
    }

    [Fact]
    public void ACarriageReturnInsideALineIsShown()
    {
        _errors.Write("one\rtwo\r\n");

        Assert.Equal(["one\\rtwo"], Lines());
    }

    [Fact]
    public void NumbersAreWrittenAlikeEverywhere()
    {
        _errors.WriteLine("{0}", 1.5);

        Assert.Equal(["1.5"], Lines());
    }

    [Fact]
    public void EachLineTellsOfItsRequest()
    {
        _errors.Write("one\ntwo\n");

        Assert.All(_sink.Entries, static entry => Assert.Equal(
            ("GET", "/a", "HTTP/1.1", "192.0.2.1"),
            (entry.State["REQUEST_METHOD"], entry.State["REQUEST_URI"], entry.State["SERVER_PROTOCOL"], entry.State["REMOTE_ADDR"])));
        Assert.All(_sink.Entries, static entry => Assert.False(entry.State.ContainsKey("status")));
    }

    [Fact]
    public void ALineWithControlCharactersStaysOne()
    {
        _errors.Write("a\u001b[2J\u0085\t{b}\n");

        Assert.Equal(["a\\u001B[2J\\u0085\\t{b}"], Lines());
    }

    [Fact]
    public void ItIsTheAppsFault()
    {
        _errors.WriteLine("one");

        Assert.Equal(LogLevel.Error, Assert.Single(_sink.Entries).Level);
    }

    [Fact]
    public void LinesOfSeveralThreadsStayWhole()
    {
        Parallel.For(0, 100, _ => _errors.Write('\n'));

        Assert.Equal(100, Lines().Length);
    }

    public void Dispose()
    {
        _errors.Dispose();
        _sink.Dispose();
    }

    private string[] Lines() => [.. _sink.Entries.Select(static entry => entry.Message)];
}
