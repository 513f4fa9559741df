using System.Globalization;
using Xunit.Abstractions;

namespace ZiBai.Process.Tests.Supervision;

/// <summary>Restarts leave nothing behind in the supervisor. As many as the environment variable TEST_ZIBAI_RESTARTS says: 20 if it is not set.</summary>
public sealed class LeakTests(ITestOutputHelper output)
{
    private const int Usual = 20;

    /// <summary>More than the heap varies by under <see cref="_steady"/>, and less than what 200 restarts would leave at 6 KiB each.</summary>
    private const int MostGrowthKiB = 1024;

    /// <summary>
    /// Has the runtime collect garbage each 256 KiB, and compile code once: what it lets lie until there is more, and what it compiles anew where that runs
    /// often, are no leaks, and would hide one.
    /// </summary>
    private static readonly Dictionary<string, string?> _steady = new() { ["DOTNET_GCgen0size"] = "0x40000", ["DOTNET_TieredCompilation"] = "0" };

    [LinuxFact]
    public async Task RestartsLeaveNoProcessNoDescriptorAndNoMemoryInTheSupervisor()
    {
        var restarts = Environment.GetEnvironmentVariable("TEST_ZIBAI_RESTARTS") is { } set ? int.Parse(set, CultureInfo.InvariantCulture) : Usual;
        await using var server = await Supervised.StartAsync("probe:Pid", "-p 1", _steady);

        // What is made once, such as the thread pool's threads and compiled code, is there after some.
        await RollAsync(server, Usual / 4);
        var (descriptors, memory) = (Kinds(server.Pid), SystemProcess.PrivateKiB(server.Pid));
        await RollAsync(server, restarts);

        using var timer = new CancellationTokenSource(Timeouts.Default);
        while (!Kinds(server.Pid).SequenceEqual(descriptors) && !timer.IsCancellationRequested)
        {
            // The last worker's are closed soon after its end is told; the supervisor has had a turn when it has answered this.
            await server.SignalAsync(ChildSignal.Usr1, "SIGUSR1: ");
        }

        var grown = SystemProcess.PrivateKiB(server.Pid) - memory;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{restarts} restarts: {SystemProcess.Children(server.Pid).Count} child, {descriptors.Length} descriptors, {memory} KiB before, {grown} KiB more after."));
        Assert.Equal(descriptors, Kinds(server.Pid));
        Assert.Equal(server.Serving, SystemProcess.Children(server.Pid));
        Assert.Single(server.Serving);
        Assert.InRange(grown, int.MinValue, MostGrowthKiB);
        Assert.Equal(0, await server.EndAsync());
    }

    private static async Task RollAsync(Supervised server, int times)
    {
        for (var time = 0; time < times; time++)
        {
            await server.RollAsync();
        }
    }

    /// <summary>
    /// What its descriptors are, without what tells one socket from another. The runtime's own assemblies are left out: it may load another at any time, and
    /// keeps its file open.
    /// </summary>
    private static string[] Kinds(int pid) =>
        [.. SystemProcess.Descriptors(pid).Values.Where(static target => !target.EndsWith(".dll", StringComparison.Ordinal))
            .Select(static target => target.Split('[')[0]).Order(StringComparer.Ordinal)];
}
