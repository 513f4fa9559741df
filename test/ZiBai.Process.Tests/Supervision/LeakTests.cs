using System.Globalization;
using Xunit.Abstractions;

namespace ZiBai.Process.Tests.Supervision;

/// <summary>Restarts leave nothing behind in the supervisor. As many as the environment variable ZIBAI_RESTARTS says: 20 if it is not set.</summary>
public sealed class LeakTests(ITestOutputHelper output)
{
    private const int Usual = 20;

    /// <summary>More than what the runtime's heap varies by, and less than what 200 restarts would leave at 50 KiB each.</summary>
    private const int MostGrowthKiB = 8 * 1024;

    [LinuxFact]
    public async Task RestartsLeaveNoProcessNoDescriptorAndNoMemoryInTheSupervisor()
    {
        var restarts = Environment.GetEnvironmentVariable("ZIBAI_RESTARTS") is { } set ? int.Parse(set, CultureInfo.InvariantCulture) : Usual;
        await using var server = await Supervised.StartAsync("probe:Pid", "-p 1");

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

    /// <summary>What its descriptors are, without what tells one socket from another.</summary>
    private static string[] Kinds(int pid) => [.. SystemProcess.Descriptors(pid).Values.Select(static target => target.Split('[')[0]).Order(StringComparer.Ordinal)];
}
