using Microsoft.Extensions.Logging;
using ZiBai.Logging;
using ZiBai.Logging.Configuration;
using ZiBai.Tests.Logging.Configuration;

namespace ZiBai.Tests.Logging;

public sealed partial class LogOutputTests
{
    [Theory]
    [InlineData("", @"^[0-9-]{10} [0-9:,]{12} INFO said$")]
    [InlineData(", \"outputTemplate\": \"mine {Message}{NewLine}\"", "^mine said$")]
    [InlineData(", \"OutputTemplate\": \"mine {Message}{NewLine}\", \"fileSizeLimitBytes\": null", "^mine said$")]
    [InlineData(", \"formatter\": \"Serilog.Formatting.Json.JsonFormatter, Serilog\"", "^{.*\"said\".*}$")]
    public void AFileHasOurLineUnlessAnotherIsAskedFor(string argument, string line)
    {
        using var file = new LoggingFile($"{{ \"zibai\": {{ \"WriteTo\": [ {{ \"Name\": \"File\", \"Args\": {{ \"path\": \"FOLDER/a.log\"{argument} }} }} ] }} }}");

        Write(file, "zibai", LogLevel.Information);

        Assert.Matches(line, Assert.Single(file.Lines("a.log")));
    }

    [Theory]
    [InlineData("\"Console\"")]
    [InlineData("{ \"Name\": \"Console\" }")]
    [InlineData("{ \"Name\": \"Logger\", \"Args\": { \"configureLogger\": { \"WriteTo\": [ \"Console\" ] } } }")]
    public void AConsoleHasOurLineToo(string sink)
    {
        using var file = new LoggingFile($"{{ \"zibai\": {{ \"WriteTo\": [ {sink} ] }} }}");

        var written = LoggingConfiguration.Read(file.Options, severalProcesses: true).Of("zibai")!.Flat();

        Assert.Contains(written, static each => each is { Value: "ZiBai.Logging.LogFormatter, ZiBai.Kestrel" } && each.Key.EndsWith("Args:formatter:type", StringComparison.Ordinal));
        LogOutput.Create(file.Options, severalProcesses: true).Dispose();
    }

    [Fact]
    public void AConsoleThatIsToHaveColoursKeepsItsOwnLine()
    {
        using var file = new LoggingFile(
            "{ \"zibai\": { \"WriteTo\": [ { \"Name\": \"Console\", \"Args\": { \"theme\": \"Serilog.Sinks.SystemConsole.Themes.ConsoleTheme::None, Serilog.Sinks.Console\" } } ] } }");

        Assert.Null(LoggingConfiguration.Read(file.Options, severalProcesses: false).Of("zibai")!["WriteTo"]!.Members[0].Part["Args"]!["formatter"]);
        LogOutput.Create(file.Options, severalProcesses: false).Dispose();
    }

    [Theory]
    [InlineData(false, "", "true")]
    [InlineData(true, "", "true")]
    [InlineData(false, ", \"buffered\": true", null)]
    [InlineData(false, ", \"shared\": false", "false")]
    public void AFileIsSharedUnlessSaidOtherwise(bool severalProcesses, string argument, string? shared)
    {
        using var file = new LoggingFile("{ \"zibai\": { \"WriteTo\": [ { \"Name\": \"File\", \"Args\": { \"path\": \"a.log\"" + argument + " } } ] } }");

        var sink = LoggingConfiguration.Read(file.Options, severalProcesses).Of("zibai")!["WriteTo"]!.Members[0].Part;

        Assert.Equal(shared, sink["Args"]!["shared"]?.Text);
    }

    [Fact]
    public void TwoLoggersMayGoToOneFile()
    {
        using var file = new LoggingFile(
            """
            {
              "zibai.access": { "WriteTo": [ { "Name": "File", "Args": { "path": "FOLDER/one.log" } } ] },
              "zibai.error": { "WriteTo": [ { "Name": "File", "Args": { "path": "FOLDER/one.log" } } ] }
            }
            """);
        using (var log = LogOutput.Create(file.Options, severalProcesses: false))
        {
            foreach (var (name, text) in new[] { ("zibai.access", "a"), ("zibai.error", "b"), ("zibai.access", "c"), ("zibai.error", "d") })
            {
                Say(log.CreateLogger(name), LogLevel.Information, text);
            }
        }

        Assert.Equal(["a", "b", "c", "d"], file.Lines("one.log").Select(static line => line.Split(' ')[^1]));
    }

    [Fact]
    public void AFileThatIsThereNeedsNoFolderThatCanBeWrittenTo()
    {
        using var file = new LoggingFile("{ \"zibai\": { \"WriteTo\": [ { \"Name\": \"File\", \"Args\": { \"path\": \"/dev/null\" } } ] } }");

        LogOutput.Create(file.Options, severalProcesses: true).Dispose();
    }
}
