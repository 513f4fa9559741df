using ZiBai.Process.Tests.Packaging;

namespace ZiBai.Process.Tests.NewApp;

public sealed class NewCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatItWritesIsServedByTheCommandItPrints()
    {
        var printed = await NewAsync("hello");
        Assert.StartsWith("Wrote hello.cs, hello.slnx and hello.Tests.\n", printed, StringComparison.Ordinal);

        await using var tool = await ZiBaiTool.StartReadyAsync(
            [.. CommandOf(printed, "zibai "), "-l", "127.0.0.1:0"], new Dictionary<string, string?> { ["XDG_CACHE_HOME"] = _folder.File("cache") }, _folder.Path);
        await using var client = await RawConnection.ConnectAsync(Assert.Single(ZiBaiTool.ListenAddresses(tool)));

        Assert.Equal("Hello World!\n", (await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n")).BodyText);
        Assert.Equal(404, (await client.RequestAsync("GET /other HTTP/1.1\r\nHost: test\r\n\r\n")).StatusCode);
    }

    [Fact]
    public async Task ItsTestsPassByTheCommandItPrints()
    {
        var printed = await NewAsync("guest_book");

        var output = await DotnetCommand.RunAsync(CommandOf(printed, "dotnet "), folder: _folder.Path);

        Assert.Contains("Passed:     2", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItsTestsFailWhereTheAppDoesNotDoWhatTheySay()
    {
        var printed = await NewAsync("hello");
        var app = _folder.File("hello.cs");
        await File.WriteAllTextAsync(app, (await File.ReadAllTextAsync(app)).Replace("Hello World!", "Good morning!", StringComparison.Ordinal));

        await using var command = await DotnetCommand.EndedAsync(CommandOf(printed, "dotnet "), folder: _folder.Path);

        Assert.NotEqual(0, command.ExitCode);
        Assert.Contains("Failed HelloAppTests.TheFrontPageSaysHello", command.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItsTestsSayWhatToDoWhereZiBaiIsNotFound()
    {
        await NewAsync("hello");

        await using var command = await DotnetCommand.EndedAsync(["build", "hello.Tests", $"-p:ZiBaiFolder={_folder.File("none")}"], folder: _folder.Path);

        Assert.NotEqual(0, command.ExitCode);
        Assert.Contains(
            $"There is no ZiBai.Kestrel.dll in '{_folder.File("none")}'. Correct ZiBaiFolder in hello.Tests.csproj, or give it: dotnet test -p:ZiBaiFolder=FOLDER",
            command.Stdout,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello.cs")]
    [InlineData("hello.slnx")]
    [InlineData("hello.Tests/Program.cs")]
    public async Task WhatIsThereAlreadyIsKeptAndNothingIsWritten(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(path))!);
        await File.WriteAllTextAsync(_folder.File(path), "mine");

        Assert.Equal(
            $"zibai: error: new: {path} is there already. Take another name, or another directory; nothing was written.",
            await FailAsync(ExitCode.Failure, "hello"));
        Assert.Equal("mine", await File.ReadAllTextAsync(_folder.File(path)));
        Assert.Equal([_folder.File(path)], Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("", "no name is given")]
    [InlineData("hello world", "one name is wanted, and 2 are given")]
    [InlineData("hello:App", "'hello:App' cannot be the name of an app: a letter comes first, then letters, digits and _")]
    [InlineData("../hello", "'../hello' cannot be the name of an app: a letter comes first, then letters, digits and _")]
    [InlineData("--reload", "'--reload' cannot be the name of an app: a letter comes first, then letters, digits and _")]
    public async Task ANameThatNoAppCanHaveIsRefused(string names, string why)
    {
        Assert.Equal(
            $"zibai: error: new: {why}; for example: zibai new hello",
            await FailAsync(ExitCode.Usage, names.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task ItSaysWhatItDoes()
    {
        Assert.StartsWith("Usage: zibai new NAME\n", await NewAsync("--help"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private async Task<string> NewAsync(string name)
    {
        await using var tool = ZiBaiTool.Start(["new", name], workingDirectory: _folder.Path);
        Assert.True(await tool.WaitForExitAsync(Timeouts.ProcessStart) == ExitCode.Success, tool.ToString());
        Assert.Empty(tool.Stderr);
        return tool.Stdout;
    }

    private async Task<string> FailAsync(int exitCode, params string[] names)
    {
        await using var tool = ZiBaiTool.Start(["new", .. names], workingDirectory: _folder.Path);
        Assert.Equal(exitCode, await tool.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Empty(tool.Stdout);
        return tool.Stderr;
    }

    /// <summary>The arguments of a command that is printed with its meaning behind it.</summary>
    private static string[] CommandOf(string printed, string program) => printed.Split('\n')
        .Single(line => line.TrimStart().StartsWith(program, StringComparison.Ordinal)).Trim()[program.Length..]
        .Split("  ")[0].Split(' ');
}
