using ZiBai.Process.Tests.Packaging;

namespace ZiBai.Process.Tests.Readme;

/// <summary>What README.md has a stranger do with the published tool, in turn; only the folders and the port are the test's.</summary>
[Collection(nameof(BuiltPackages))]
public sealed class FirstPageTests(BuiltPackages built) : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string?> _environment = new();

    private string AppFolder => _folder.File("hello");

    public void Dispose() => _folder.Dispose();

    [Fact]
    [RunsCommand("export PATH=")]
    public async Task TheToolIsTheCommand()
    {
        Directory.CreateSymbolicLink(_folder.File("out"), built.Published);

        var printed = await UserShell.RunAsync($"{ReadmeText.Command("export PATH=")}\ncommand -v zibai\nzibai --version", _folder.Path, []);

        Assert.StartsWith($"{_folder.File("out")}/zibai\nzibai ", printed, StringComparison.Ordinal);
    }

    [Fact]
    [RunsCommand("mkdir ")]
    [RunsCommand("zibai new ")]
    [RunsCommand("zibai hello:App --reload")]
    [RunsCommand("dotnet test ")]
    public async Task ANewAppIsServedAnewAtASaveAndTested()
    {
        _environment["XDG_CACHE_HOME"] = _folder.File("cache");
        await UserShell.RunAsync($"{MakeFolder}\n{ReadmeText.Command("zibai new ")}", _folder.Path, [built.Published]);

        await using (var tool = UserShell.Start($"exec {ReadmeText.Command("zibai hello:App --reload")} -l 127.0.0.1:0", AppFolder, [built.Published], _environment))
        {
            await ZiBaiTool.WaitUntilReadyAsync(tool);
            var address = Assert.Single(ZiBaiTool.ListenAddresses(tool));
            Assert.Equal("Hello World!\n", await GetAsync(address));

            await SayAsync("Good morning!");
            await tool.WaitForLineAsync("INFO All workers replaced, ", ChildOutput.Stderr, timeout: Timeouts.ProcessStart);
            Assert.Equal("Good morning!\n", await GetAsync(address));
        }

        await SayAsync("Hello World!");
        Assert.Contains("Passed:     2", await UserShell.RunAsync(ReadmeText.Command("dotnet test "), AppFolder, [built.Published]), StringComparison.Ordinal);
    }

    private string MakeFolder => ReadmeText.Replaced(ReadmeText.Command("mkdir "), "~/hello", AppFolder);

    private static async Task<string> GetAsync(string address)
    {
        await using var client = await RawConnection.ConnectAsync(address);
        return (await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n")).BodyText;
    }

    private async Task SayAsync(string text)
    {
        var app = Path.Combine(AppFolder, "hello.cs");
        var lines = await File.ReadAllTextAsync(app);
        await File.WriteAllTextAsync(app, lines.Replace("Hello World!", text, StringComparison.Ordinal).Replace("Good morning!", text, StringComparison.Ordinal));
    }
}
