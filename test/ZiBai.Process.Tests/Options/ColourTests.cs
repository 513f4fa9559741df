using System.Text.RegularExpressions;
using ZiBai.Process.Tests.Samples;
using ZiBai.Process.Tests.Stopping;

namespace ZiBai.Process.Tests.Options;

/// <summary>The names of levels are coloured on a terminal.</summary>
public sealed class ColourTests
{
    private const string Coloured = "\e[32mINFO\e[0m";

    [TerminalTheory]
    [InlineData("xterm", null, Coloured)]
    [InlineData("xterm", "", Coloured)]
    [InlineData("xterm", "1", "INFO")]
    [InlineData("dumb", null, "INFO")]
    public async Task LevelsAreColouredOnATerminalUnlessTheUserWantsNone(string terminal, string? noColor, string level)
    {
        await using var tool = StartOnTerminal("", terminal, noColor);
        await RequestAndEndAsync(tool);

        Assert.Contains(tool.Lines, line => Regex.IsMatch(line.Text, $"^[0-9-]{{10}} [0-9:,]{{12}} {Regex.Escape(level)} Listening on "));
        Assert.Contains(tool.Lines, line => line.Text.EndsWith($" {level} \"GET / HTTP/1.1\" 200", StringComparison.Ordinal));
    }

    [TerminalTheory]
    [InlineData("")]
    [InlineData("-p 2")]
    public async Task StreamThatIsNoTerminalIsPlainThoughTheOtherIsOne(string options)
    {
        using var folder = new TempFolder();
        var log = folder.File("access.log");
        await using var tool = StartOnTerminal($"{options} >'{log}'", "xterm", noColor: null);
        await RequestAndEndAsync(tool);

        Assert.Contains(tool.Lines, static line => line.Text.EndsWith($" {Coloured} Ready", StringComparison.Ordinal));
        Assert.Matches("^[0-9-]{10} [0-9:,]{12} INFO \"GET / HTTP/1.1\" 200\n$", await File.ReadAllTextAsync(log));
    }

    [Fact]
    public async Task PipeIsPlainWhateverTheTerminal()
    {
        await using var server = await Served.StartAsync("hello:App", environment: new Dictionary<string, string?> { ["TERM"] = "xterm", ["NO_COLOR"] = null });
        await server.GetAsync();
        await server.EndAsync();

        Assert.All(server.Tool.Lines, static line => Assert.DoesNotContain("\e", line.Text, StringComparison.Ordinal));
    }

    private static ChildProcess StartOnTerminal(string options, string terminal, string? noColor)
    {
        var command = $"exec '{Redirected.Tool}' '{string.Join("' '", Served.Arguments("hello:App", ""))}' {options}";
        return ChildProcess.Start(
            "/usr/bin/script",
            ["-qfec", command, "/dev/null"],
            new Dictionary<string, string?> { ["DOTNET_ROOT"] = BuiltProgram.DotnetRoot, ["SCRIPT_NAME"] = null, ["TERM"] = terminal, ["NO_COLOR"] = noColor, ["SHELL"] = "/bin/sh" },
            keepInput: true);
    }

    private static async Task RequestAndEndAsync(ChildProcess tool)
    {
        var listening = await tool.WaitForLineAsync(" Listening on ", timeout: Timeouts.ProcessStart);
        await tool.WaitForLineAsync(" Ready$", timeout: Timeouts.ProcessStart);
        await Redirected.RequestAsync(listening.Text.Split(' ')[^1]);

        // As it is typed: Ctrl+C.
        await tool.WriteLineAsync("\u0003");
        Assert.Equal(0, await tool.WaitForExitAsync(Timeouts.ProcessStart));
    }
}
