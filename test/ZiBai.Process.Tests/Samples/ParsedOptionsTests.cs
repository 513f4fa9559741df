namespace ZiBai.Process.Tests.Samples;

public sealed class ParsedOptionsTests
{
    public static TheoryData<string> WorkingDirectories => new(
        Path.GetTempPath(),
        BuiltApp.FolderOf("samples/ParsedOptions"));

    [Theory]
    [MemberData(nameof(WorkingDirectories))]
    public async Task TheProgramsOwnAppIsFoundFromAnyDirectory(string workingDirectory)
    {
        await using var program = BuiltProgram.Start("ParsedOptions", ["-l", "127.0.0.1:0"], workingDirectory);
        await ZiBaiTool.WaitUntilReadyAsync(program);
        await using (var client = await RawConnection.ConnectAsync(ZiBaiTool.ListenAddresses(program)[0]))
        {
            var response = await client.RequestAsync("GET /greeting HTTP/1.1\r\nHost: test\r\n\r\n");
            Assert.Equal((200, "Hello with parsed options!\n"), (response.StatusCode, response.BodyText));
        }

        program.Signal(ChildSignal.Term);

        Assert.Equal(0, await program.WaitForExitAsync());
    }

    [Fact]
    public async Task AWrongOptionIsRefused()
    {
        await using var program = BuiltProgram.Start("ParsedOptions", ["--backlog", "none"]);

        Assert.Equal(2, await program.WaitForExitAsync(Timeouts.ProcessStart));
        Assert.Contains("--backlog: 'none' is not a whole number", program.Stderr, StringComparison.Ordinal);
    }
}
