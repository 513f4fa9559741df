using ZiBai.Benchmarks.Processes;
using ZiBai.Testing;

namespace ZiBai.Benchmarks.Tests.Processes;

public sealed class ProcessTreeTests
{
    [LinuxFact]
    public async Task ATreeHasItsChildrenAndTheirs()
    {
        // Each shell waits for the input that is its parent's too; what stands behind keeps it from becoming what it starts.
        await using var child = ChildProcess.Start("/bin/sh", ["-c", "/bin/sh -c 'echo ready; read -r line; true'; true"], keepInput: true);
        await child.WaitForLineAsync("^ready$");
        var tree = new ProcessTree(child.Id);

        var ids = tree.Ids();

        Assert.Equal([child.Id, .. SystemProcess.Children(child.Id)], ids);
        Assert.Equal(2, ids.Count);
        Assert.True(tree.ResidentBytes() > 0);
        Assert.Equal(TimeSpan.Zero, tree.CompilerTime());
    }

    [Fact]
    public void ResidentMemoryIsInBytes() =>
        Assert.Equal(92_160 * 1024L, ProcessTree.ResidentBytes(["VmHWM:\t  102400 kB", "VmRSS:\t   92160 kB", "RssAnon:\t 1 kB"]));

    [Fact]
    public void AProcessThatHasEndedHasNoResidentMemory() => Assert.Throws<FormatException>(static () => ProcessTree.ResidentBytes(["State:\tZ (zombie)"]));

    [Fact]
    public void AThreadsTimeIsTheFirstOfItsSchedstat() => Assert.Equal(40_779_734, ProcessTree.RunTime("40779734 129470104 25\n"));
}
