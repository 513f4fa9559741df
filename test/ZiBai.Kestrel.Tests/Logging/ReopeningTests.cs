using System.Globalization;
using Microsoft.Extensions.Logging;
using ZiBai.Logging;
using ZiBai.Testing;
using ZiBai.Tests.Logging.Configuration;

namespace ZiBai.Tests.Logging;

/// <summary>What becomes of records while log files are reopened, and the configuration is read again.</summary>
public sealed class ReopeningTests
{
    private const int Rounds = 20;
    private const int Writers = 4;
    private const int Each = 200;

    private const string OneFile = "{ \"zibai\": { \"WriteTo\": [ { \"Name\": \"File\", \"Args\": { \"path\": \"FOLDER/a.log\" ARGUMENT } } ] } }";

    [Theory]
    [InlineData("")]
    [InlineData(", \"shared\": true")]
    [InlineData(", \"buffered\": true")]
    [InlineData(", \"rollingInterval\": \"Infinite\", \"rollOnFileSizeLimit\": true")]
    public void WhatIsWrittenAfterwardsIsInTheNewFile(string argument)
    {
        using var file = new LoggingFile(OneFile.Replace("ARGUMENT", argument, StringComparison.Ordinal));
        using (var log = LogOutput.Create(file.Options, severalProcesses: false))
        {
            var logger = log.CreateLogger("zibai");
            Say(logger, "one");
            File.Move(file.PathOf("a.log"), file.PathOf("b.log"));
            Say(logger, "two");
            log.Reopen();
            Say(logger, "three");
        }

        // A shared file that is gone is made anew by itself.
        Assert.Equal(["one", "two", "three"], file.Lines("b.log").Concat(file.Lines("a.log")).Select(LastWord));
        Assert.Contains("three", file.Lines("a.log").Select(LastWord));
    }

    [Theory]
    [InlineData("")]
    [InlineData(", \"shared\": true")]
    [InlineData(", \"buffered\": true")]
    public async Task NothingIsLostOrWrittenTwiceThoughNobodyRenamedTheFile(string argument)
    {
        using var file = new LoggingFile(OneFile.Replace("ARGUMENT", argument, StringComparison.Ordinal));
        using (var log = LogOutput.Create(file.Options, severalProcesses: false))
        {
            await WriteWhileAsync(log, log.Reopen);
        }

        AssertEachOnce(file.Lines("a.log").Select(LastWord));
    }

    [Fact]
    public async Task NoRecordGoesToASinkThatIsClosed()
    {
        var name = Guid.NewGuid().ToString();
        using var file = new LoggingFile(
            $"{{ \"zibai\": {{ \"Using\": [ \"ZiBai.Kestrel.Tests\" ], \"WriteTo\": [ {{ \"Name\": \"Counting\", \"Args\": {{ \"name\": \"{name}\" }} }} ] }} }}");
        using (var log = LogOutput.Create(file.Options, severalProcesses: false))
        {
            await WriteWhileAsync(log, log.Reopen);
        }

        var sinks = CountingSink.Made[name].ToArray();
        Assert.All(sinks, static sink => Assert.Equal((true, 0), (sink.IsDisposed, sink.TooLate)));
        AssertEachOnce(sinks.SelectMany(static sink => sink.Records));
        Assert.InRange(sinks.Count(static sink => sink.Records.Count > 0), Rounds, Rounds + 1);
    }

    [Fact]
    public void WhereTheFolderIsGoneTheOldFileGoesOnAndThatIsSaid()
    {
        using var file = new LoggingFile(OneFile.Replace("ARGUMENT", "", StringComparison.Ordinal).Replace("FOLDER", "FOLDER/logs", StringComparison.Ordinal));
        using (var log = LogOutput.Create(file.Options, severalProcesses: false))
        {
            var logger = log.CreateLogger("zibai");
            Say(logger, "one");
            Directory.Move(file.PathOf("logs"), file.PathOf("old"));
            File.WriteAllText(file.PathOf("logs"), "no folder");
            log.Reopen();
            Say(logger, "two");

            File.Delete(file.PathOf("logs"));
            log.Reopen();
            Say(logger, "three");
        }

        Assert.Collection(
            file.Lines("old/a.log"),
            static line => Assert.EndsWith(" INFO one", line, StringComparison.Ordinal),
            line => Assert.Contains(
                $" ERROR The logs could not be reopened, and go on where they are: --logging-config-filepath: {file.Path}(1): the log file "
                + $"'{file.Folder}/logs/a.log' cannot be made: ",
                line,
                StringComparison.Ordinal),
            static line => Assert.EndsWith(" INFO two", line, StringComparison.Ordinal));
        Assert.Equal(["three"], file.Lines("logs/a.log").Select(LastWord));
    }

    [Fact]
    public void ReopeningReadsNothingAnew()
    {
        using var file = new LoggingFile(OneFile.Replace("ARGUMENT", "", StringComparison.Ordinal));
        using (var log = LogOutput.Create(file.Options, severalProcesses: false))
        {
            file.Write("{ wrong");
            log.Reopen();
            Say(log.CreateLogger("zibai"), "one");
        }

        Assert.Equal(["one"], file.Lines("a.log").Select(LastWord));
    }

    [Fact]
    public void ReadAgainTheConfigurationCountsForTheLoggersThereAre()
    {
        using var file = new LoggingFile(OneFile.Replace("ARGUMENT", "", StringComparison.Ordinal));
        using (var log = LogOutput.Create(file.Options, severalProcesses: false))
        {
            var logger = log.CreateLogger("zibai");
            file.Write("{ \"zibai\": { \"MinimumLevel\": \"Debug\", \"WriteTo\": [ { \"Name\": \"File\", \"Args\": { \"path\": \"FOLDER/b.log\" } } ] } }");
            Say(logger, "one");

            Assert.Empty(log.Reread());
            Assert.True(logger.IsEnabled(LogLevel.Debug));
            Say(logger, "two");
        }

        Assert.Equal(["one"], file.Lines("a.log").Select(LastWord));
        Assert.Equal(["two"], file.Lines("b.log").Select(LastWord));
    }

    [Theory]
    [InlineData("{\n \"zibai.acess\": {} }", "(2): there is no logger 'zibai.acess': Did you mean zibai.access?")]
    [InlineData("{\n \"zibai\": { \"WriteTo\": [ { \"Name\": \"File\", \"Args\": { \"path\": \"FOLDER\" } } ] } }", "(2): the log file FOLDER is a folder; give the path of a file")]
    public void ReadAgainAConfigurationThatIsWrongChangesNothing(string content, string problem)
    {
        using var file = new LoggingFile(OneFile.Replace("ARGUMENT", "", StringComparison.Ordinal));
        using (var log = LogOutput.Create(file.Options, severalProcesses: false))
        {
            file.Write(content);

            Assert.Equal([$"--logging-config-filepath: {file.Path}{problem.Replace("FOLDER", file.Folder, StringComparison.Ordinal)}"], log.Reread());
            Say(log.CreateLogger("zibai"), "one");
        }

        Assert.Equal(["one"], file.Lines("a.log").Select(LastWord));
    }

    [Fact]
    public void WithoutAConfigurationThereIsNothingToDo()
    {
        using var log = LogOutput.Create(new ZiBaiOptions(), severalProcesses: false);

        log.Reopen();

        Assert.Empty(log.Reread());
    }

    /// <summary>Has some write at once, and something happen while they do; again and again.</summary>
    private static async Task WriteWhileAsync(LogOutput log, Action happens)
    {
        var logger = log.CreateLogger("zibai");
        for (var round = 0; round < Rounds; round++)
        {
            using var begun = new CountdownEvent(Writers);
            var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
            {
                for (var number = 0; number < Each; number++)
                {
                    Say(logger, string.Create(CultureInfo.InvariantCulture, $"{round}/{writer}/{number}"));
                    if (number == 0)
                    {
                        begun.Signal();
                    }
                }
            })));
            Assert.True(begun.Wait(Timeouts.Default));
            happens();
            await writing.WaitAsync(Timeouts.Default);
        }
    }

    private static void AssertEachOnce(IEnumerable<string> records) => Assert.Equal(
        (from round in Enumerable.Range(0, Rounds)
         from writer in Enumerable.Range(0, Writers)
         from number in Enumerable.Range(0, Each)
         select string.Create(CultureInfo.InvariantCulture, $"{round}/{writer}/{number}")).Order(StringComparer.Ordinal),
        records.Order(StringComparer.Ordinal));

    private static string LastWord(string line) => line.Split(' ')[^1];

    private static void Say(ILogger logger, string text) => logger.Log(LogLevel.Information, default, text, exception: null, static (said, _) => said);
}
