using Microsoft.Extensions.Options;
using ZiBai.CommandLine;
using ZiBai.Logging.Configuration;
using ZiBai.Testing;

namespace ZiBai.Tests.Logging.Configuration;

/// <summary>A configuration that cannot be meant is refused with the line and the reason.</summary>
public sealed class WrongConfigurationTests
{
    [Theory]
    [InlineData("{\n \"zibai\": { \"MinimumLevel\": Debug }\n}", "(2): this is not valid JSON: 'D' is an invalid start of a value")]
    [InlineData("{\n \"zibai\": {\n", "(3): this is not valid JSON: Expected depth to be zero at the end of the JSON payload. "
        + "There is an open JSON object or array that should be closed")]
    [InlineData("{ }\n}", "(2): this is not valid JSON: '}' is invalid after a single JSON value. Expected end of data")]
    [InlineData("", "(1): this is not valid JSON: The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, "
        + "when isFinalBlock is true")]
    [InlineData("[]", "(1): the file is an object of sections; give it in braces, for example { \"zibai.access\": { ... } }")]
    [InlineData("{\n\"zibai.acces\": {}\n}", "(2): there is no logger 'zibai.acces': Did you mean zibai.access?")]
    [InlineData("{\n\"Logging\": {}\n}", "(2): there is no logger 'Logging': What exists: Serilog, zibai, zibai.access, zibai.debug, zibai.error.")]
    [InlineData("{\n\"zibai\": {},\n\"zibai\": {} }", "(3): 'zibai' is given twice, first on line 2; give it once")]
    [InlineData("{\n\"zibai\": \"Debug\" }", "(2): a section is an object; give one in braces, for example { \"MinimumLevel\": \"Debug\" }")]
    [InlineData("{ \"zibai\": {\n\"MinimumLevl\": \"Debug\" } }", "(2): 'MinimumLevl' does not belong here: Did you mean MinimumLevel?")]
    [InlineData("{ \"zibai\": {\n\"AuditTo\": [] } }",
        "(2): 'AuditTo' does not belong here: a record that cannot be written must not fail a request; use WriteTo")]
    [InlineData("{ \"zibai\": {\n\"Destructure\": [] } }",
        "(2): 'Destructure' does not belong here: records are made before they come to a logger; give it in the section Serilog")]
    [InlineData("{ \"zibai\": { \"MinimumLevel\": {\n\"Override\": {} } } }",
        "(2): 'Override' does not belong here: a logger has one level; give overrides in the section Serilog")]
    [InlineData("{ \"zibai\": { \"MinimumLevel\":\n\"Debugg\" } }", "(2): 'Debugg' is not a level: Did you mean Debug?")]
    [InlineData("{ \"zibai\": { \"MinimumLevel\": { \"Default\":\n\"7\" } } }",
        "(2): '7' is not a level: What exists: Debug, Error, Fatal, Information, Verbose, Warning.")]
    [InlineData("{ \"zibai\": { \"MinimumLevel\": { \"Default\":\n[] } } }",
        "(2): a level is a text; give one of Verbose, Debug, Information, Warning, Error, Fatal")]
    [InlineData("{ \"Serilog\": { \"MinimumLevel\": { \"Override\": {\n\"Microsoft\": \"Info\" } } } }",
        "(2): 'Info' is not a level: What exists: Debug, Error, Fatal, Information, Verbose, Warning.")]
    [InlineData("{ \"zibai\": { \"MinimumLevel\": {\n\"ControlledBy\": \"$a\" } } }",
        "(2): there is no level switch '$a'; give its first level under LevelSwitches")]
    [InlineData("{ \"zibai\": { \"LevelSwitches\": {\n\"$a\": \"Loud\" } } }",
        "(2): 'Loud' is not a level: What exists: Debug, Error, Fatal, Information, Verbose, Warning.")]
    [InlineData("{ \"zibai\": { \"WriteTo\":\n\"File\" } }", "(2): 'File' is no list; give one in brackets, for example [ { \"Name\": \"File\" } ]")]
    [InlineData("{ \"zibai\": { \"WriteTo\": [\n{ \"Args\": {} } ] } }", "(2): the sink has no Name; give one, for example \"Name\": \"File\"")]
    [InlineData("{ \"zibai\": { \"WriteTo\": [ {\n\"Name\": \"Fil\" } ] } }",
        "(2): there is no sink 'Fil'; give the name of one, for example File or Console, and the assembly it is in under Using. Did you mean File?")]
    [InlineData("{ \"zibai\": { \"WriteTo\": [\n\"Elasticsearch\" ] } }",
        "(2): there is no sink 'Elasticsearch'; give the name of one, for example File or Console, and the assembly it is in under Using")]
    [InlineData("{ \"zibai\": { \"Enrich\": [\n\"WithThreadId\" ] } }",
        "(2): there is no enricher 'WithThreadId'; give the name of one, for example FromLogContext, and the assembly it is in under Using")]
    [InlineData("{ \"zibai\": { \"WriteTo\": [ { \"Name\": \"Console\",\n\"Arg\": {} } ] } }", "(2): 'Arg' does not belong here: Did you mean Args?")]
    [InlineData("{ \"zibai\": { \"WriteTo\": [ { \"Name\": \"File\", \"Args\": { \"path\": \"a\",\n\"rolingInterval\": \"Day\" } } ] } }",
        "(2): File has no argument 'rolingInterval': Did you mean rollingInterval?")]
    [InlineData("{ \"zibai\": { \"WriteTo\": [\n{ \"Name\": \"File\", \"Args\": { \"rollingInterval\": \"Day\" } } ] } }", "(2): File lacks 'path' among its Args")]
    [InlineData("{ \"zibai\": { \"WriteTo\": [ { \"Name\": \"File\", \"Args\": { \"path\": \"a\",\n\"rollingInterval\": \"Dayy\" } } ] } }",
        "(2): File: 'Dayy' is not among Infinite, Year, Month, Day, Hour, Minute")]
    [InlineData("{ \"zibai\": { \"WriteTo\": [ { \"Name\": \"File\", \"Args\": { \"path\": \"a\",\n\"fileSizeLimitBytes\": \"1 MB\" } } ] } }",
        "(2): File: '1 MB' is not a whole number that fits")]
    [InlineData("{ \"zibai\": { \"WriteTo\": [ { \"Name\": \"File\", \"Args\": { \"path\": \"a\",\n\"shared\": \"yes\" } } ] } }",
        "(2): File: 'yes' is not true or false")]
    [InlineData("{ \"zibai\": { \"WriteTo\": [ { \"Name\": \"Logger\", \"Args\": { \"configureLogger\": { \"WriteTo\": [ {\n\"Name\": \"Fil\" } ] } } } ] } }",
        "(2): there is no sink 'Fil'; give the name of one, for example File or Console, and the assembly it is in under Using. Did you mean File?")]
    public void AProblemHasItsLineAndWhatToDo(string content, string problem)
    {
        using var file = new LoggingFile(content);

        Assert.Equal([problem], file.Problems());
    }

    [Fact]
    public void EveryProblemIsToldAtOnceInTheOrderOfTheLines()
    {
        using var file = new LoggingFile(
            """
            {
              // Both kinds of comment /* and commas at the end */ are taken.
              "zibai.debug": { "MinimumLevel": "Loud", },
              "zibai.access": { "WriteTo": [ { "Name": "Fil" } ] }, /* here
              too */
              "zibai.acess": {},
            }
            """);

        Assert.Collection(
            file.Problems(),
            static problem => Assert.StartsWith("(3): 'Loud' is not a level", problem, StringComparison.Ordinal),
            static problem => Assert.StartsWith("(4): there is no sink 'Fil'", problem, StringComparison.Ordinal),
            static problem => Assert.StartsWith("(6): there is no logger 'zibai.acess'", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void AnAssemblyThatIsNotThereIsToldOnceWithThePlacesWhereItWasLookedFor()
    {
        using var file = new LoggingFile("{ \"Serilog\": {\n\"Using\": [ \"No.Such\" ] }, \"zibai\": {} }");

        var problem = Assert.Single(file.Problems());
        Assert.StartsWith("(2): Using: there is no assembly 'No.Such', neither in the server's folder, ", problem, StringComparison.Ordinal);
        Assert.Contains(AppContext.BaseDirectory, problem, StringComparison.Ordinal);
        Assert.Contains(Path.GetFullPath("."), problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"buffered\": true", "(2): \"buffered\": true cannot be with worker processes (-p): several processes write this file, and each would write parts of "
        + "lines between those of others; leave it out")]
    [InlineData("\"shared\": false", "(2): \"shared\": false cannot be with worker processes (-p): several processes write this file, and would write over each "
        + "other's lines; leave it out")]
    public void AFileThatSeveralProcessesCannotWriteIsWrongForThemAlone(string argument, string problem)
    {
        using var file = new LoggingFile($"{{ \"zibai\": {{ \"WriteTo\": [ {{ \"Name\": \"File\", \"Args\": {{ \"path\": \"a\",\n{argument} }} }} ] }} }}");

        LoggingConfiguration.Read(file.Options, severalProcesses: false);
        Assert.Equal([problem], file.Problems(severalProcesses: true));
    }

    [Theory]
    [InlineData("logging.yaml", "the suffix '.yaml' is not known; give a JSON file whose name ends in .json")]
    [InlineData("logging", "the suffix '' is not known; give a JSON file whose name ends in .json")]
    [InlineData("nowhere.json", "there is no such file; give one that exists, relative to the current directory, CURRENT, or whole")]
    [InlineData("no/where.json", "there is no such file; give one that exists, relative to the current directory, CURRENT, or whole")]
    [InlineData("folder.json", "it is a folder; give a JSON file")]
    public void AFileThatCannotBeReadIsToldOf(string name, string problem)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("folder.json"));
        File.WriteAllText(folder.File("logging.yaml"), "{}");
        var options = new ZiBaiOptions { App = "hello:App", LoggingConfigFilepath = folder.File(name) };

        var problems = Assert.Throws<LoggingConfigurationException>(() => LoggingConfiguration.Read(options, severalProcesses: false)).Problems;

        Assert.Equal(
            [$"--logging-config-filepath: {folder.File(name)}: {problem.Replace("CURRENT", Directory.GetCurrentDirectory(), StringComparison.Ordinal)}"], problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-p 2")]
    [InlineData("--watchfiles *.dll")]
    public void TheCommandLineIsAnsweredWithIt(string more)
    {
        using var file = new LoggingFile("{ \"zibai\": { \"WriteTo\": [ { \"Name\": \"File\", \"Args\": { \"path\": \"a\",\n\"shared\": false } } ] } }");
        var answer = ZiBaiOptions.Parse(
            ["hello:App", "--logging-config-filepath", file.Path, .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Answer;

        Assert.Equal(more.Length == 0 ? null : 2, answer?.ExitCode);
        Assert.True(answer is null || answer.Text.StartsWith(
            $"zibai: error: --logging-config-filepath: {file.Path}(2): \"shared\": false cannot be ", StringComparison.Ordinal), answer?.Text);
    }

    [Fact]
    public async Task AProgramThatServesItselfIsToldByAnException()
    {
        using var file = new LoggingFile("{\n\"zibai.acess\": {} }");
        using var socket = ZiBaiServer.CreateBindSocket("127.0.0.1:0");

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => ZiBaiServer.ServeAsync(static (_, _) => [], [socket], options: file.Options));

        Assert.Equal([$"--logging-config-filepath: {file.Path}(2): there is no logger 'zibai.acess': Did you mean zibai.access?"], exception.Failures);
        Assert.Equal(exception.Failures, new ZiBaiOptionsValidator().Validate(null, file.Options).Failures);
    }

    [Fact]
    public async Task ALogThatCannotBeOpenedIsToldToItTheSameWay()
    {
        using var file = new LoggingFile("{ \"zibai\": { \"WriteTo\": [ { \"Name\": \"File\", \"Args\": {\n\"path\": \"FOLDER/logging.json/a\" } } ] } }");
        using var socket = ZiBaiServer.CreateBindSocket("127.0.0.1:0");

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => ZiBaiServer.ServeAsync(static (_, _) => [], [socket], options: file.Options));

        Assert.StartsWith(
            $"--logging-config-filepath: {file.Path}(2): the log file '{file.Folder}/logging.json/a' cannot be made: ",
            Assert.Single(exception.Failures), StringComparison.Ordinal);
    }
}
