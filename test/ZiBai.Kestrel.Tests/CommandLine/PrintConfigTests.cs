using ZiBai.Testing;

namespace ZiBai.CommandLine;

public sealed class PrintConfigTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void EveryOptionIsPrintedOnceInAlignedColumns()
    {
        var lines = Print();

        Assert.Equal(OptionTable.All.Select(entry => entry.Key), lines.Select(line => line.Split(' ')[0]));
        Assert.Single(lines.Select(line => line.IndexOf('=', StringComparison.Ordinal)).Distinct());
        Assert.Single(lines.Select(line => line.LastIndexOf("  (", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public void EachValueIsPrintedWithWhereItComesFrom()
    {
        var path = _folder.File("zibai.json");
        File.WriteAllText(path, "{\n \"listen\": [ \":1\", \":2\" ],\n \"no-access-log\": true }");

        var lines = Print(["hello:App", "--call", "--backlog", "5", "--config", path], new("ZIBAI_MAX_WORKERS", "20"), new("ZIBAI_NO_GEVENT", "0"));

        Assert.Equal("hello:App (command line)", Of(lines, "app"));
        Assert.Equal("true (command line)", Of(lines, "call"));
        Assert.Equal("5 (command line)", Of(lines, "backlog"));
        Assert.Equal("20 (ZIBAI_MAX_WORKERS)", Of(lines, "max-workers"));
        Assert.Equal("false (ZIBAI_NO_GEVENT)", Of(lines, "no-gevent"));
        Assert.Equal($":1 :2 ({path}(2))", Of(lines, "listen"));
        Assert.Equal($"true ({path}(3))", Of(lines, "no-access-log"));
        Assert.Equal("600 (default)", Of(lines, "unix-socket-perms"));
        Assert.Equal("false (default)", Of(lines, "validate"));
    }

    [Fact]
    public void WhatAnOptionSaysOfAnotherIsToldToo()
    {
        var lines = Print(["--reload"]);

        Assert.Equal("none (default)", Of(lines, "app"));
        Assert.Equal("1 (raised by --watchfiles)", Of(lines, "subprocess"));
        Assert.Equal("**/*.cs;**/*.csproj;**/*.dll;appsettings*.json;.env (--reload)", Of(lines, "watchfiles"));
    }

    [Theory]
    [InlineData("--debug-anywhere", "true (--debug-anywhere)")]
    [InlineData("--debug", "true (command line)")]
    [InlineData("--debug --debug-anywhere", "true (command line)")]
    public void DebugIsToldToComeFromWhereItDoes(string line, string expected) => Assert.Equal(expected, Of(Print(line.Split(' ')), "debug"));

    [Fact]
    public void WhatIsWrongIsToldInstead() =>
        Assert.Equal(
            new CommandLineAnswer(2, "zibai: error: --backlog: 0 is out of range; give 1 or more, for example --backlog 1024"),
            ZiBaiOptions.Parse("--print-config", "--backlog", "0").Answer);

    [Fact]
    public void AValueStaysOnItsLine() =>
        Assert.Equal(@"{pid}\u000a (command line)", Of(Print(["--access-log-format", "{pid}\n"]), "access-log-format"));

    public void Dispose() => _folder.Dispose();

    private static string Of(string[] lines, string name)
    {
        var words = lines.Single(line => line.Split(' ')[0] == name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words[2..]);
    }

    private static string[] Print(string[]? args = null, params KeyValuePair<string, string>[] variables)
    {
        var answer = ZiBaiCommand.Parse(["--print-config", .. args ?? []], appFromProgram: false, variables).Answer!;

        Assert.Equal(0, answer.ExitCode);
        return answer.Text.ReplaceLineEndings("\n").Split('\n');
    }
}
