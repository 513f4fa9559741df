namespace ZiBai.Process.Tests.Testing;

public sealed class ZiBaiToolTests
{
    [Fact]
    public void ToolIsBuiltBesideTheTests()
    {
        var (fileName, firstArgs) = ZiBaiTool.Locate(AppContext.BaseDirectory);

        Assert.Equal(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "zibai.exe" : "zibai"), fileName);
        Assert.Empty(firstArgs);
    }

    [Fact]
    public void WithoutAnAppHostTheAssemblyIsRun()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("zibai.dll"), "");

        var (fileName, firstArgs) = ZiBaiTool.Locate(folder.Path);

        Assert.Equal("dotnet", fileName);
        Assert.Equal(["exec", folder.File("zibai.dll")], firstArgs);
    }

    [Fact]
    public void MissingToolIsReportedWithWhatToDo()
    {
        using var folder = new TempFolder();

        var error = Assert.Throws<FileNotFoundException>(() => ZiBaiTool.Locate(folder.Path));
        Assert.Contains("must reference src/ZiBai.Cli", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListenAddressesComeFromTheLog()
    {
        await using var standIn = ChildProcess.Start("/bin/sh", ["-c", """
            echo 'Listening on stdout does not count'
            exec >&2
            echo '2026-01-31 12:00:00,123 INFO Listening on http://127.0.0.1:43210'
            echo '2026-01-31 12:00:00,124 INFO Listening on unix:/tmp/a b.sock'
            echo '2026-01-31 12:00:00,125 INFO Ready'
            """]);

        await ZiBaiTool.WaitUntilReadyAsync(standIn);

        Assert.Equal(["http://127.0.0.1:43210", "unix:/tmp/a b.sock"], ZiBaiTool.ListenAddresses(standIn));
    }
}
