using System.Diagnostics;
using System.Globalization;
using ZiBai.Benchmarks.Figures;

namespace ZiBai.Benchmarks.Load;

/// <summary>
/// One workload: its contenders stay up side by side, and are loaded in turn, round after round. What the machine does meanwhile so meets all of them.
/// </summary>
/// <param name="workload">What is asked of them.</param>
/// <param name="options">How long, and how often.</param>
/// <param name="folder">For what is of no use later.</param>
/// <param name="problems">Takes what makes figures doubtful.</param>
internal sealed class WorkloadRun(Workload workload, LoadOptions options, string folder, List<string> problems)
{
    private static readonly TimeSpan _slice = TimeSpan.FromSeconds(1);

    /// <summary>Slices that everybody is warmed up for at least, and at most.</summary>
    private const int FewestSlices = 3, MostSlices = 30;

    /// <summary>
    /// Compiling in a slice that is little enough. What runs with each request is compiled anew in the first seconds, which takes some 100 ms; afterwards the
    /// compiler's thread wakes up for what runs rarely.
    /// </summary>
    private static readonly TimeSpan _littleCompiling = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan _restInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a server may go on working after its clients have gone: what it writes to a log, for example.</summary>
    private static readonly TimeSpan _longestRest = TimeSpan.FromSeconds(5);

    /// <summary>The share of a core above which one that is not loaded does not idle.</summary>
    private const double MostIdling = 0.02;

    private readonly LoadClient _client = new(workload, folder);

    /// <exception cref="LoadException">A server does not do as it should.</exception>
    public async Task<Result> RunAsync(IReadOnlyList<Contender> contenders, string file, CancellationToken cancellationToken)
    {
        List<ServerUnderTest> servers = [];
        try
        {
            foreach (var contender in contenders)
            {
                servers.Add(ServerUnderTest.Start(contender, workload, folder, file));
                await ResponseCheck.PassAsync(servers[^1], workload.Work, cancellationToken);
            }

            foreach (var server in servers)
            {
                await WarmUpAsync(server, cancellationToken);
                await RestAsync(server, cancellationToken);
            }

            var rounds = servers.ToDictionary(static server => server, static _ => new List<Round>());
            for (var round = 0; round < options.Rounds; round++)
            {
                // Another one begins each time: none is always the one after the same.
                for (var turn = 0; turn < servers.Count; turn++)
                {
                    var server = servers[(round + turn) % servers.Count];
                    rounds[server].Add(await MeasureAsync(server, servers, round + 1, cancellationToken));
                }
            }

            return new Result(
                workload.Name,
                workload.Title,
                workload.Connections,
                _client.Name,
                [.. servers.Select(server => new Series(server.Contender.Name, rounds[server]))]);
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>Loads a server until it has compiled what this load makes it compile.</summary>
    private async Task WarmUpAsync(ServerUnderTest server, CancellationToken cancellationToken)
    {
        for (var slice = 1; slice <= MostSlices; slice++)
        {
            var before = server.Tree.CompilerTime();
            await _client.RunAsync(server, _slice, cancellationToken);

            // A thread that has ended takes its time with it: the sum may fall.
            var compiling = server.Tree.CompilerTime() - before;
            if (slice >= FewestSlices && compiling < _littleCompiling)
            {
                await Console.Error.WriteLineAsync($"{workload.Name}: {server.Contender.Name} is warm after {slice} s");
                return;
            }
        }

        problems.Add($"{workload.Name}: {server.Contender.Name} still compiled after {MostSlices} s of warming up.");
    }

    private async Task<Round> MeasureAsync(ServerUnderTest server, List<ServerUnderTest> all, int number, CancellationToken cancellationToken)
    {
        await RestAsync(server, cancellationToken);
        var idle = all.Where(other => other != server).ToDictionary(static other => other, static other => other.Tree.CpuTime());
        var (start, ids, before) = (Stopwatch.GetTimestamp(), server.Tree.Ids(), server.Tree.CpuTime());
        var report = await _client.RunAsync(server, options.RoundTime, cancellationToken);
        await RestAsync(server, cancellationToken);
        if (server.HasExited || !server.Tree.Ids().SequenceEqual(ids))
        {
            throw new LoadException($"A process of {server.Contender.Name} ended, or began, in round {number} of {workload.Name}.\n{server.LastOutput()}");
        }

        var cpu = server.Tree.CpuTime() - before;
        foreach (var (other, then) in idle)
        {
            var share = (other.Tree.CpuTime() - then) / Stopwatch.GetElapsedTime(start);
            if (share > MostIdling)
            {
                problems.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{workload.Name}, round {number}: {other.Contender.Name} took {share:P1} of a core while {server.Contender.Name} was loaded."));
            }
        }

        if (report.Requests == 0)
        {
            throw new LoadException($"{server.Contender.Name} answered nothing in round {number} of {workload.Name}: {report.ErrorText}\n{server.LastOutput()}");
        }

        if (report.Errors.Count > 0)
        {
            problems.Add($"{workload.Name}, round {number}: {server.Contender.Name} failed requests: {report.ErrorText}.");
        }

        return new Round(
            report.Requests,
            report.RequestsPerSecond,
            cpu.TotalMicroseconds / report.Requests,
            report.P50.TotalMilliseconds,
            report.P99.TotalMilliseconds,
            server.Tree.ResidentBytes() / 1048576.0,
            report.Errors.Count > 0 ? report.ErrorText : null);
    }

    /// <summary>Waits until a server does nothing any more.</summary>
    private static async Task RestAsync(ServerUnderTest server, CancellationToken cancellationToken)
    {
        var (start, last) = (Stopwatch.GetTimestamp(), server.Tree.CpuTime());
        while (Stopwatch.GetElapsedTime(start) < _longestRest)
        {
            await Task.Delay(_restInterval, cancellationToken);
            var now = server.Tree.CpuTime();
            if ((now - last) / _restInterval < MostIdling)
            {
                return;
            }

            last = now;
        }
    }
}
