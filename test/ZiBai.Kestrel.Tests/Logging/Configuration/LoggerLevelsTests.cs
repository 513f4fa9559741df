using Microsoft.Extensions.Logging;
using Serilog.Events;
using ZiBai.Logging.Configuration;

namespace ZiBai.Tests.Logging.Configuration;

/// <summary>Which level each of the four loggers has: main, debug, access and error, by the first letter of the level.</summary>
public sealed class LoggerLevelsTests
{
    [Theory]
    [InlineData("{}", "IWII")]
    [InlineData("{ \"zibai\": { \"MinimumLevel\": \"Warning\" } }", "WWII")]
    [InlineData("{ \"zibai.debug\": { \"MinimumLevel\": \"Debug\" } }", "IDII")]
    [InlineData("{ \"zibai.access\": { \"MinimumLevel\": { \"Default\": \"Fatal\" } } }", "IWFI")]
    [InlineData("{ \"zibai.error\": { \"LevelSwitches\": { \"$a\": \"Error\" }, \"MinimumLevel\": { \"ControlledBy\": \"$a\" } } }", "IWIE")]
    [InlineData("{ \"Serilog\": { \"MinimumLevel\": \"Debug\" } }", "DDDD")]
    [InlineData("{ \"serilog\": { \"minimumLevel\": \"debug\" } }", "DDDD")]
    [InlineData("{ \"Serilog\": { \"MinimumLevel\": { \"Override\": { \"zibai\": \"Debug\" } } } }", "DWII")]
    [InlineData("{ \"Serilog\": { \"MinimumLevel\": { \"Override\": { \"zibai.debug\": \"Debug\" } } } }", "IDII")]
    [InlineData("{ \"Serilog\": { \"LevelSwitches\": { \"a\": \"Error\" }, \"MinimumLevel\": { \"Override\": { \"zibai\": \"$a\" } } } }", "EWII")]
    [InlineData("{ \"Serilog\": { \"MinimumLevel\": { \"Default\": \"Error\", \"Override\": { \"zibai\": \"Debug\" } } } }", "DEEE")]
    [InlineData("{ \"Serilog\": { \"MinimumLevel\": { \"Default\": \"Error\", \"Override\": { \"zibai\": \"Debug\" } } }, \"zibai\": { \"MinimumLevel\": \"Fatal\" } }", "FEEE")]
    public void WhatIsNearestToTheLoggerCounts(string content, string expected) => Assert.Equal(expected, Levels(content, LogLevel.Information));

    [Theory]
    [InlineData(LogLevel.Debug, "DWII")]
    [InlineData(LogLevel.Information, "IWII")]
    [InlineData(LogLevel.Warning, "WWII")]
    [InlineData(LogLevel.Error, "EWII")]
    [InlineData(LogLevel.Critical, "FWII")]
    public void TheOptionIsForTheMainLoggerAlone(LogLevel option, string expected) => Assert.Equal(expected, Levels("{}", option));

    [Theory]
    [InlineData("{ \"zibai\": { \"MinimumLevel\": \"Warning\" } }", "WWII")]
    [InlineData("{ \"Serilog\": { \"MinimumLevel\": \"Error\" } }", "EEEE")]
    [InlineData("{ \"zibai\": { \"Properties\": {} } }", "DWII")]
    public void WhatTheFileSaysOfALevelCountsBeforeTheOption(string content, string expected) => Assert.Equal(expected, Levels(content, LogLevel.Debug));

    [Fact]
    public void WithoutAFileTheOptionCounts()
    {
        var levels = LoggingConfiguration.Read(new ZiBaiOptions { LogLevel = LogLevel.Error }, severalProcesses: false).Levels;

        Assert.Equal((LogEventLevel.Error, LogEventLevel.Information), (levels["zibai"], levels["zibai.error"]));
    }

    [Fact]
    public void OverridesOfOtherLoggersGoByTheBeginningOfTheirNames()
    {
        using var file = new LoggingFile("{ \"Serilog\": { \"MinimumLevel\": { \"Override\": { \"Microsoft\": \"Debug\", \"zibai\": \"Error\" } } } }");

        Assert.Equal([new LoggerLevels.LevelOverride("Microsoft", LogEventLevel.Debug)], LoggingConfiguration.Read(file.Options, severalProcesses: false).Levels.Overrides);
    }

    private static string Levels(string content, LogLevel option)
    {
        using var file = new LoggingFile(content);
        var levels = LoggingConfiguration.Read(file.Options with { LogLevel = option }, severalProcesses: false).Levels;
        return string.Concat(new[] { "zibai", "zibai.debug", "zibai.access", "zibai.error" }.Select(name => $"{levels[name]}"[0]));
    }
}
