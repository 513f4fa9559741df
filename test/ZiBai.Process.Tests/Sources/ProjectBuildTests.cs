using System.Diagnostics;
using ZiBai.Cli.Sources;
using ZiBai.Loading;

namespace ZiBai.Process.Tests.Sources;

public sealed class ProjectBuildTests
{
    [Fact]
    public async Task BuildThatNobodyWaitsForAnyMoreIsEnded()
    {
        using var folder = new TempFolder();
        var started = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var projects = new ProjectBuild(program =>
        {
            // In the place of a build: something that does not end by itself.
            (program.FileName, program.Arguments) = ("tail", "-f /dev/null");
            program.ArgumentList.Clear();
            var process = System.Diagnostics.Process.Start(program)!;
            started.SetResult(process.Id);
            return process;
        });
        var build = Task.Run(() => projects.Build(ImportString.Parse("app:App"), folder.File("app.csproj")));
        var pid = await started.Task.WaitAsync(Timeouts.Default);

        projects.Dispose();

        await Assert.ThrowsAsync<AppLoadException>(() => build.WaitAsync(Timeouts.Default));
        Assert.False(SystemProcess.Runs(pid));
    }

    [Fact]
    public void NothingIsBuiltAfterTheEnd()
    {
        var projects = new ProjectBuild(static _ => throw new UnreachableException());
        projects.Dispose();

        Assert.Throws<ObjectDisposedException>(() => projects.Build(ImportString.Parse("app:App"), Path.GetFullPath("app.csproj")));
    }
}
