using System.Text.Json;
using System.Text.RegularExpressions;

namespace ZiBai.CommandLine;

public sealed class OptionTableTests
{
    private static readonly string[] _notOptions = [nameof(ZiBaiOptions.App), nameof(ZiBaiOptions.Answer)];

    /// <summary>Defaults that are words about null.</summary>
    private static readonly string[] _described = ["none", "system", "server's", "env SCRIPT_NAME", "a tenth of the cap"];

    [Fact]
    public void EveryMemberOfTheOptionsHasOneRow()
    {
        var members = typeof(ZiBaiOptions).GetProperties().Where(property => property.GetMethod!.IsPublic)
            .Select(property => property.Name).Except(_notOptions).Order();

        Assert.Equal(members, OptionTable.Options.Select(entry => entry.Member).Order());
    }

    [Fact]
    public void EveryNameIsItsMembersName() =>
        Assert.All(OptionTable.Options, entry =>
            Assert.Equal(
                entry.Member.ToUpperInvariant(), Regex.Replace(entry.Name, "-", "").ToUpperInvariant()));

    [Fact]
    public void NoNameIsTakenTwice() => Assert.Equal(ZiBaiCommand.AllNames.Distinct(), ZiBaiCommand.AllNames);

    [Fact]
    public void TheCommandHasTheRowsAndNoOtherOption()
    {
        var names = ZiBaiCommand.Create().Options.SelectMany(option => (string[])[option.Name, .. option.Aliases]);

        Assert.Equal(ZiBaiCommand.AllNames.Order(), names.Order());
    }

    [Fact]
    public void TheTableHasTheOptionsOfTheCommandLineAndNoOther() =>
        Assert.Equal(
            [
                "--access-log-format", "--app-dir", "--backlog", "--before-died", "--before-graceful-exit", "--before-serve", "--boot-timeout", "--call",
                "--check-config", "--config", "--debug", "--debug-anywhere", "--dualstack-ipv6",
                "--forwarded-allow-ips", "--forwarded-hops", "--graceful-exit-timeout", "--h11-max-incomplete-event-size", "--header-map", "--listen",
                "--log-level", "--logging-config-filepath", "--max-connections", "--max-request-body-size", "--max-request-jitter",
                "--max-request-pre-process", "--max-workers", "--no-access-log", "--no-gevent", "--ping-timeout", "--reload", "--socket-timeout", "--subprocess", "--unix-socket-perms",
                "--url-prefix", "--url-scheme", "--validate", "--watchfiles",
            ],
            OptionTable.Options.Select(entry => entry.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void TheAliasesAreThoseOfTheCommandLineAndNoOther() =>
        Assert.Equal(
            ["--max-requests", "-l", "-p", "-w"],
            OptionTable.Options.SelectMany(entry => entry.Aliases).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryDefaultThatCanBeTypedIsTheMembersDefault()
    {
        foreach (var entry in OptionTable.Options.Where(entry => !entry.IsSwitch && !_described.Contains(entry.Default)))
        {
            var typed = ZiBaiOptions.Parse("hello:App", entry.Name, entry.Default);

            Assert.Null(typed.Answer);
            Assert.Equal(JsonSerializer.Serialize(new ZiBaiOptions { App = "hello:App" }), JsonSerializer.Serialize(typed));
        }
    }

    [Fact]
    public void EveryDefaultThatCannotBeTypedIsNullOrFalse()
    {
        foreach (var entry in OptionTable.Options.Where(entry => entry.IsSwitch || _described.Contains(entry.Default)))
        {
            var value = typeof(ZiBaiOptions).GetProperty(entry.Member)!.GetValue(new ZiBaiOptions());

            Assert.True(value is null or false, entry.Member);
        }
    }

    [Fact]
    public void EveryRowThatTakesAValueAdvisesOne() =>
        Assert.All(
            OptionTable.Options.Where(entry => !entry.IsSwitch),
            entry => Assert.Contains($"for example {entry.Name} ", entry.Advice, StringComparison.Ordinal));
}
