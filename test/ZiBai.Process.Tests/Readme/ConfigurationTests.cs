using System.Text.RegularExpressions;
using ZiBai.Process.Tests.Stopping;

namespace ZiBai.Process.Tests.Readme;

/// <summary>What README.md shows of the file and the environment, given to the tool.</summary>
public sealed partial class ConfigurationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [RunsCommand("ZIBAI_MAX_WORKERS=")]
    public async Task EachValueComesFromWhereTheGuideSays()
    {
        await File.WriteAllTextAsync(_folder.File("zibai.json"), ReadmeText.Block("json", "\"max-workers\""));

        var printed = await UserShell.RunAsync(
            $"{ReadmeText.Command("ZIBAI_MAX_WORKERS=")} --print-config", _folder.Path, [Path.GetDirectoryName(Redirected.Tool)!]);

        // In columns, where the guide has single blanks.
        var lines = printed.Split('\n').Select(static line => Blanks().Replace(line, " ")).ToArray();
        Assert.Contains(ReadmeText.Part(Shown()), lines);
        Assert.Contains("app = hello:App (zibai.json(2))", lines);
        Assert.Contains("no-access-log = false (ZIBAI_NO_ACCESS_LOG)", lines);
        Assert.Contains("subprocess = 4 (command line)", lines);
    }

    [GeneratedRegex(@"`(max-workers = [^`]*)`")]
    private static partial Regex Shown();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
