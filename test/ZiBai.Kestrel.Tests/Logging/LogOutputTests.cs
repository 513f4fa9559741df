using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;
using ZiBai.Logging;
using ZiBai.Logging.Configuration;
using ZiBai.Tests.Logging.Configuration;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace ZiBai.Tests.Logging;

/// <summary>Where the records of each logger go, as a configuration file says.</summary>
public sealed partial class LogOutputTests
{
    private const string FourFiles =
        """
        {
          "zibai": { "WriteTo": [ { "Name": "File", "Args": { "path": "FOLDER/main.log" } } ] },
          "zibai.debug": { "WriteTo": [ { "Name": "File", "Args": { "path": "FOLDER/debug.log" } } ] },
          "zibai.access": { "WriteTo": [ { "Name": "File", "Args": { "path": "FOLDER/access.log" } } ] },
          "zibai.error": { "WriteTo": [ { "Name": "File", "Args": { "path": "FOLDER/error.log" } } ] }
        }
        """;

    [Theory]
    [InlineData("zibai", "main.log")]
    [InlineData("zibai.debug", "debug.log")]
    [InlineData("zibai.access", "access.log")]
    [InlineData("zibai.error", "error.log")]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.BadRequests", "debug.log")]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Connections", "debug.log")]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Http2", "debug.log")]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Http3", "debug.log")]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets", "debug.log")]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", "main.log")]
    public void EachLoggerHasItsOwnOutput(string category, string expected)
    {
        using var file = new LoggingFile(FourFiles);

        Write(file, category, LogLevel.Warning);

        Assert.All(["main.log", "debug.log", "access.log", "error.log"], log => Assert.Equal(log == expected ? 1 : 0, file.Lines(log).Length));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} WARNING said$", file.Lines(expected)[0]);
    }

    [Theory]
    [InlineData("zibai", LogLevel.Information, true)]
    [InlineData("zibai", LogLevel.Debug, false)]
    [InlineData("zibai.debug", LogLevel.Information, false)]
    [InlineData("zibai.debug", LogLevel.Warning, true)]
    [InlineData("zibai.access", LogLevel.Information, true)]
    [InlineData("zibai.error", LogLevel.Information, true)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Debug, false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Connections", LogLevel.Information, false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Information, false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Warning, true)]
    [InlineData("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Error, false)]
    public void ByDefaultDebugIsOffAndTheFrameworkSaysWhatIsWrong(string category, LogLevel level, bool isEnabled)
    {
        using var log = LogOutput.Create(new ZiBaiOptions(), severalProcesses: false);

        Assert.Equal(isEnabled, log.CreateLogger(category).IsEnabled(level));
    }

    [Theory]
    [InlineData(LogLevel.Debug, "zibai.debug", false)]
    [InlineData(LogLevel.Debug, "zibai", true)]
    [InlineData(LogLevel.Warning, "zibai", false)]
    [InlineData(LogLevel.Warning, "zibai.access", true)]
    [InlineData(LogLevel.Critical, "zibai.error", true)]
    public void TheOptionSetsTheLevelOfTheMainLoggerAlone(LogLevel option, string category, bool writes)
    {
        using var log = LogOutput.Create(new ZiBaiOptions { LogLevel = option }, severalProcesses: false);

        Assert.Equal(writes, log.CreateLogger(category).IsEnabled(option == LogLevel.Debug ? LogLevel.Debug : LogLevel.Information));
    }

    [Fact]
    public void ALevelOfItsOwnTouchesNoOtherLogger()
    {
        using var file = new LoggingFile("{ \"zibai\": { \"MinimumLevel\": \"Error\" }, \"zibai.debug\": { \"MinimumLevel\": \"Debug\" } }");
        using var log = LogOutput.Create(file.Options, severalProcesses: false);

        Assert.Equal(
            [false, true, true, true],
            new[] { ("zibai", LogLevel.Warning), ("zibai.debug", LogLevel.Debug), ("zibai.access", LogLevel.Information), ("zibai.error", LogLevel.Information) }
                .Select(each => log.CreateLogger(each.Item1).IsEnabled(each.Item2)));
        Assert.True(log.CreateLogger("Microsoft.AspNetCore.Server.Kestrel.BadRequests").IsEnabled(LogLevel.Debug));
    }

    [Fact]
    public void TheSinksForAllGetWhatEachLoggerWritesThatHasNoneOfItsOwnAndAnEmptyListSilencesOne()
    {
        using var file = new LoggingFile(
            """
            {
              "Serilog": { "WriteTo": [ { "Name": "File", "Args": { "path": "FOLDER/all.log" } } ] },
              "zibai.access": { "WriteTo": [ { "Name": "File", "Args": { "path": "FOLDER/access.log" } } ] }, "zibai.error": { "WriteTo": [] }
            }
            """);
        using (var log = LogOutput.Create(file.Options, severalProcesses: false))
        {
            foreach (var name in LoggerNames.All)
            {
                Say(log.CreateLogger(name), LogLevel.Warning, name);
            }
        }

        Assert.Equal(["zibai", "zibai.debug"], file.Lines("all.log").Select(static line => line.Split(' ')[^1]));
        Assert.Equal(["zibai.access"], file.Lines("access.log").Select(static line => line.Split(' ')[^1]));
    }

    [Fact]
    public void FiltersPropertiesAndEnrichersOfASectionAreTheLoggersAndThoseForAllAreEverybodys()
    {
        using var file = new LoggingFile(
            """
            {
              "Serilog": { "Properties": { "Host": "one" }, "Enrich": [ "FromLogContext" ],
                "WriteTo": [ { "Name": "File", "Args": { "path": "FOLDER/all.log", "outputTemplate": "{SourceContext} {Host} {Own} {Message:l}{NewLine}" } } ] },
              "zibai.access": { "Properties": { "Own": "two" },
                "Filter": [ { "Name": "ByExcluding", "Args": { "expression": "@m like '%health%'" } } ] }
            }
            """);
        using (var log = LogOutput.Create(file.Options, severalProcesses: false))
        {
            Say(log.CreateLogger("zibai.access"), LogLevel.Information, "GET /health");
            Say(log.CreateLogger("zibai.access"), LogLevel.Information, "GET /");
            Say(log.CreateLogger("zibai"), LogLevel.Information, "health");
        }

        Assert.Equal(["zibai.access one two GET /", "zibai one  health"], file.Lines("all.log"));
    }

    [Fact]
    public void ASinkMayBeInAnAssemblyBesideTheApp()
    {
        using var file = new LoggingFile();
        var name = $"Beside{Guid.NewGuid():N}";
        WriteAssembly(name, file.PathOf(name + ".dll"));
        file.Write($"{{ \"zibai\": {{ \"Using\": [ \"{name}\" ], \"WriteTo\": [ \"{name}\" ] }} }}");

        using (var log = LogOutput.Create(file.Options with { AppDir = file.Folder }, severalProcesses: false))
        {
            Say(log.CreateLogger("zibai"), LogLevel.Information, "said");
        }

        Assert.Equal(["said"], CountingSink.Made[name].SelectMany(static sink => sink.Records));
    }

    [Fact]
    public void ALevelSwitchIsKnownToTheSinksOfItsSection()
    {
        using var file = new LoggingFile(
            """
            { "zibai": { "LevelSwitches": { "$quiet": "Error" },
              "WriteTo": [ { "Name": "File", "Args": { "path": "FOLDER/a.log", "levelSwitch": "$quiet" } } ] } }
            """);

        Write(file, "zibai", LogLevel.Warning);
        Write(file, "zibai", LogLevel.Error);

        Assert.EndsWith("ERROR said", Assert.Single(file.Lines("a.log")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zibai.access", LogEventLevel.Information, 1)]
    [InlineData("zibai.access", LogEventLevel.Debug, 0)]
    [InlineData("zibai.error", LogEventLevel.Error, 0)]
    public void AReadyMadeRecordGoesTheWayOfItsLogger(string name, LogEventLevel level, int lines)
    {
        using var file = new LoggingFile(
            "{ \"zibai.access\": { \"WriteTo\": [ { \"Name\": \"File\", \"Args\": { \"path\": \"FOLDER/a.log\" } } ] }, \"zibai.error\": { \"WriteTo\": [] } }");
        using (var log = LogOutput.Create(file.Options, severalProcesses: false))
        {
            log.Logger.Write(new LogEvent(
                TimeProvider.System.GetLocalNow(), level, exception: null, new MessageTemplateParser().Parse("made"),
                [new LogEventProperty(Constants.SourceContextPropertyName, new ScalarValue(name))]));
        }

        Assert.Equal(lines, file.Lines("a.log").Length);
    }

    [Theory]
    [InlineData("\"Failing\"", "(2): WriteTo Failing cannot be set up so: no such server second line")]
    [InlineData("{ \"Name\": \"File\", \"Args\": { \"path\": \"a\", \"formatter\": \"No.Such, Thing\" } }",
        "(2): WriteTo File cannot be set up so: Type No.Such, Thing was not found.")]
    [InlineData("{ \"Name\": \"File\", \"Args\": { \"path\": \"FOLDER\", \"rollingInterval\": \"Day\" } }",
        "(2): the log file FOLDER is a folder; give the path of a file")]
    [InlineData("{ \"Name\": \"File\", \"Args\": { \"path\": \"FOLDER/logging.json/a.log\", \"rollingInterval\": \"Day\" } }",
        "(2): the log file 'FOLDER/logging.json/a.log' cannot be made: The file '")]
    public void WhatCannotBeSetUpIsToldWithItsLine(string sink, string problem)
    {
        using var file = new LoggingFile($"{{ \"Serilog\": {{ \"Using\": [ \"ZiBai.Kestrel.Tests\" ] }}, \"zibai\": {{ \"WriteTo\": [\n{sink} ] }} }}");

        var problems = Assert.Throws<LoggingConfigurationException>(() => LogOutput.Create(file.Options, severalProcesses: false)).Problems;

        Assert.StartsWith(
            $"--logging-config-filepath: {file.Path}{problem.Replace("FOLDER", file.Folder, StringComparison.Ordinal)}", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderThatIsNotThereIsMadeAndNothingElseIsLeftInIt()
    {
        using var file = new LoggingFile(FourFiles.Replace("FOLDER", "FOLDER/new/er", StringComparison.Ordinal));

        Write(file, "zibai", LogLevel.Information);

        Assert.Equal(
            ["access.log", "debug.log", "error.log", "main.log"],
            Directory.GetFileSystemEntries(file.PathOf("new/er")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static void Write(LoggingFile file, string category, LogLevel level)
    {
        using var log = LogOutput.Create(file.Options, severalProcesses: false);
        Say(log.CreateLogger(category), level, "said");
    }

    private static void Say(ILogger logger, LogLevel level, string text) => logger.Log(level, default, text, exception: null, static (said, _) => said);

    /// <summary>An assembly with a sink that is called as it.</summary>
    private static void WriteAssembly(string name, string path)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule(name).DefineType("Sinks", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        var method = type.DefineMethod(name, MethodAttributes.Public | MethodAttributes.Static, typeof(LoggerConfiguration), [typeof(LoggerSinkConfiguration)]);
        method.SetCustomAttribute(new CustomAttributeBuilder(typeof(ExtensionAttribute).GetConstructor([])!, []));
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldstr, name);
        code.Emit(OpCodes.Call, typeof(TestSinks).GetMethod(nameof(TestSinks.Counting))!);
        code.Emit(OpCodes.Ret);
        type.CreateType();
        assembly.Save(path);
    }
}
