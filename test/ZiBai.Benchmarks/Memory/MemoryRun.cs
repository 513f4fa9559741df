using System.Diagnostics;
using ZiBai.Benchmarks.Load;

namespace ZiBai.Benchmarks.Memory;

/// <summary>Loads servers, and looks at what they hold.</summary>
/// <param name="table">Who can be measured.</param>
/// <param name="folder">For what is of no use later.</param>
/// <param name="problems">Takes what makes figures doubtful.</param>
internal sealed class MemoryRun(ContenderTable table, string folder, List<string> problems)
{
    /// <summary>Requests of which each server answers at least so many before it is looked at.</summary>
    private const long Requests = 1_000_000;

    /// <summary>zibai with a supervisor and one worker.</summary>
    private const string Supervised = "zibai-p1";

    /// <summary>How long one server is loaded before another is.</summary>
    private static readonly TimeSpan _piece = TimeSpan.FromSeconds(5);

    private static readonly Workload[] _mix = [Named("hello"), Named("echo"), Named("stream"), Named("upload")];

    /// <summary>Samples in a round of the mixed load: one after each server's piece.</summary>
    public static int SamplesARound => _mix.Length;

    /// <exception cref="LoadException">A server does not do as it should.</exception>
    public async Task<MemoryAfterRequests> AfterRequestsAsync(CancellationToken cancellationToken)
    {
        var bare = await AfterRequestsAsync(Contender.Yardstick, processes: 1, cancellationToken);
        var zibai = await AfterRequestsAsync(Supervised, processes: 2, cancellationToken);
        return new MemoryAfterRequests(Requests, bare[0], zibai[1], zibai[0]);
    }

    /// <summary>A server for each work, loaded in turn; all of them are looked at after each piece.</summary>
    /// <returns>The workers, then the supervisors.</returns>
    /// <exception cref="LoadException">A server does not do as it should.</exception>
    public async Task<IReadOnlyList<ProcessMemory>> MixedAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        List<(Workload Workload, ServerUnderTest Server)> servers = [];
        try
        {
            foreach (var workload in _mix)
            {
                servers.Add((workload, Start(Supervised, workload)));
                await ResponseCheck.PassAsync(servers[^1].Server, workload.Work, cancellationToken);
            }

            List<MemorySample>[] workers = [.. _mix.Select(static _ => new List<MemorySample>())];
            List<MemorySample>[] supervisors = [.. _mix.Select(static _ => new List<MemorySample>())];
            IReadOnlyList<int>[] ids = [.. servers.Select(static one => one.Server.Tree.Ids())];
            var start = Stopwatch.GetTimestamp();
            for (var round = 0; round < duration / (_piece * _mix.Length); round++)
            {
                foreach (var (workload, server) in servers)
                {
                    await LoadAsync(workload, server, cancellationToken);
                    var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                    for (var index = 0; index < servers.Count; index++)
                    {
                        // One that was started anew would hide what its forerunner held.
                        if (!servers[index].Server.Tree.Ids().SequenceEqual(ids[index]))
                        {
                            throw new LoadException($"A process of {_mix[index].Name} ended, or began.\n{servers[index].Server.LastOutput()}");
                        }

                        var megabytes = Megabytes(servers[index].Server, processes: 2);
                        supervisors[index].Add(new MemorySample(seconds, megabytes[0]));
                        workers[index].Add(new MemorySample(seconds, megabytes[1]));
                    }
                }
            }

            return
            [
                .. _mix.Zip(workers, static (workload, samples) => new ProcessMemory($"{workload.Name} worker", samples)),
                .. _mix.Zip(supervisors, static (workload, samples) => new ProcessMemory($"{workload.Name} supervisor", samples)),
            ];
        }
        finally
        {
            foreach (var (_, server) in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    private static Workload Named(string name) => Workload.All.First(workload => workload.Name == name);

    /// <summary>What a server's processes hold, the first started first.</summary>
    private static double[] Megabytes(ServerUnderTest server, int processes)
    {
        double[] megabytes = [.. server.Tree.Resident().Select(static bytes => bytes / 1048576.0)];
        return megabytes.Length == processes
            ? megabytes
            : throw new LoadException($"{server.Contender.Name} has {megabytes.Length} processes in place of {processes}.\n{server.LastOutput()}");
    }

    private async Task<double[]> AfterRequestsAsync(string contender, int processes, CancellationToken cancellationToken)
    {
        var workload = _mix[0];
        await using var server = Start(contender, workload);
        await ResponseCheck.PassAsync(server, workload.Work, cancellationToken);
        for (var answered = 0L; answered < Requests;)
        {
            answered += await LoadAsync(workload, server, cancellationToken);
        }

        return Megabytes(server, processes);
    }

    /// <summary>The file that <see cref="Work.File"/> asks for is not asked for here.</summary>
    private ServerUnderTest Start(string contender, Workload workload) =>
        ServerUnderTest.Start(table.All().First(one => one.Name == contender), workload, folder, file: "");

    /// <returns>Requests that were answered.</returns>
    private async Task<long> LoadAsync(Workload workload, ServerUnderTest server, CancellationToken cancellationToken)
    {
        var report = await new LoadClient(workload, folder).RunAsync(server, _piece, cancellationToken);
        if (report.Requests == 0)
        {
            throw new LoadException($"{server.Contender.Name} answered nothing of {workload.Name}: {report.ErrorText}\n{server.LastOutput()}");
        }

        if (report.Errors.Count > 0)
        {
            problems.Add($"{workload.Name}: {server.Contender.Name} failed requests: {report.ErrorText}.");
        }

        return report.Requests;
    }
}
