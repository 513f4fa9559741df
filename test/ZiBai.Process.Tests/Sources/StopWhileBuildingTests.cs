using System.Globalization;

namespace ZiBai.Process.Tests.Sources;

/// <summary>A server that is asked to exit while its app is still being built, by a build that never ends.</summary>
public sealed class StopWhileBuildingTests : IDisposable
{
    private readonly SourceApp _app = new("// Of no concern.");

    public StopWhileBuildingTests()
    {
        _app.Write("shop/shop.csproj", "<Project/>");

        // In the place of the SDK: it waits for what it has started, which waits for ever.
        _app.Write("sdk/dotnet", $"""
            #!/bin/sh
            sleep 1000000 &
            echo "$$ $!" > {Pids}
            wait

            """);
        if (!OperatingSystem.IsWindows())
        {
            using var made = System.Diagnostics.Process.Start("mkfifo", Pids);
            made.WaitForExit();
            File.SetUnixFileMode(Path.Combine(_app.Folder, "sdk/dotnet"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    [LinuxTheory]
    [InlineData("-p 0", ChildSignal.Term)]
    [InlineData("-p 0", ChildSignal.Int)]
    [InlineData("-p 2", ChildSignal.Term)]
    [InlineData("-p 2", ChildSignal.Int)]
    public async Task BuildIsEndedWholeAndTheServerExitsAsAsked(string options, ChildSignal signal)
    {
        await using var tool = Start(options);
        var build = await BuildAsync();

        tool.Signal(signal);

        Assert.Equal(ExitCode.Success, await tool.WaitForExitAsync(Timeouts.Default));
        Assert.Contains($"INFO SIG{signal.ToString().ToUpperInvariant()}: ", tool.Stderr, StringComparison.Ordinal);
        Assert.DoesNotMatch("rror|   at |Ready", tool.Stderr);
        await SystemProcess.EndedAsync(build);
    }

    [LinuxTheory]
    [InlineData("-p 0")]
    [InlineData("-p 1 --reload")]
    public async Task CompileThatHangsIsEndedToo(string options)
    {
        _app.Write("words.cs", Text.App("one"));
        await using var tool = _app.Start("words:App", options);
        var compiler = await CompilerAsync(tool);
        SystemProcess.Signal(compiler, ChildSignal.Stop);

        tool.Signal(ChildSignal.Term);

        Assert.Equal(ExitCode.Success, await tool.WaitForExitAsync(Timeouts.Default));
        Assert.DoesNotMatch("rror|   at ", tool.Stderr);
        await SystemProcess.EndedAsync(compiler);
    }

    [LinuxFact]
    public async Task ASignalForLaterWaitsForTheBuild()
    {
        await using var tool = Start("-p 1");
        var build = await BuildAsync();

        tool.Signal(ChildSignal.Hup);
        tool.Signal(ChildSignal.Term);

        Assert.Equal(ExitCode.Success, await tool.WaitForExitAsync(Timeouts.Default));
        await SystemProcess.EndedAsync(build);
    }

    public void Dispose() => _app.Dispose();

    private string Pids => Path.Combine(_app.Folder, "pids");

    private ChildProcess Start(string options) => _app.Start(
        "shop:App", options, new Dictionary<string, string?> { ["PATH"] = $"{_app.Folder}/sdk:{Environment.GetEnvironmentVariable("PATH")}" });

    /// <summary>Waits until the compiler is there, which nobody tells of: it is looked for again and again.</summary>
    /// <returns>Its process.</returns>
    private static async Task<int> CompilerAsync(ChildProcess tool)
    {
        using var tooLate = new CancellationTokenSource(Timeouts.ProcessStart);
        while (true)
        {
            if (SystemProcess.Children(tool.Id).FirstOrDefault(SourceApp.IsCompiler) is > 0 and var compiler)
            {
                return compiler;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), tooLate.Token);
        }
    }

    /// <summary>Waits until the build has begun.</summary>
    /// <returns>Its processes.</returns>
    private async Task<int[]> BuildAsync()
    {
        // Of a pipe with a name there is nothing to read before somebody writes.
        var pids = await Task.Run(() => File.ReadAllText(Pids)).WaitAsync(Timeouts.ProcessStart);
        return [.. pids.Trim().Split(' ').Select(static pid => int.Parse(pid, CultureInfo.InvariantCulture))];
    }
}
