using System.Diagnostics;
using System.Globalization;

namespace ZiBai.Benchmarks.Load;

/// <summary>Loads a server for a while, from a process of its own, whose CPU time is none of the server's.</summary>
/// <param name="workload">What to ask, and on how many connections.</param>
/// <param name="folder">Where the client's script goes.</param>
internal sealed class LoadClient(Workload workload, string folder)
{
    /// <summary>Who asks.</summary>
    public string Name => workload.IsOwnClients ? "own" : "wrk";

    /// <exception cref="LoadException">The client failed.</exception>
    public async Task<ClientReport> RunAsync(ServerUnderTest server, TimeSpan duration, CancellationToken cancellationToken)
    {
        var start = workload.IsOwnClients ? OwnStart(server, duration) : await WrkStartAsync(server, duration, cancellationToken);
        start.RedirectStandardOutput = true;
        using var client = Process.Start(start)!;
        try
        {
            var output = await client.StandardOutput.ReadToEndAsync(cancellationToken);
            await client.WaitForExitAsync(cancellationToken);
            return client.ExitCode == 0
                ? ClientReport.Parse(output)
                : throw new LoadException($"The client of {server.Contender.Name} ended with {client.ExitCode}; it wrote:\n{output}{server.LastOutput()}");
        }
        catch (OperationCanceledException)
        {
            client.Kill();
            throw;
        }
    }

    private async Task<ProcessStartInfo> WrkStartAsync(ServerUnderTest server, TimeSpan duration, CancellationToken cancellationToken)
    {
        var script = Path.Combine(folder, $"{workload.Name}.lua");
        await File.WriteAllTextAsync(script, Wrk.Script(workload.Work), cancellationToken);
        return new ProcessStartInfo("wrk", Wrk.Arguments(server.Endpoint, workload.Connections, duration, script));
    }

    private ProcessStartInfo OwnStart(ServerUnderTest server, TimeSpan duration)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            [
                "drive",
                $"{server.Endpoint}",
                workload.Connections.ToString(CultureInfo.InvariantCulture),
                duration.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture),
            ]);

        // One thread does it all, as in wrk, and hands nothing to a pool.
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        return start;
    }
}
