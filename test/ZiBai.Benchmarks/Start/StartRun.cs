using System.Diagnostics;
using System.Net.Sockets;
using ZiBai.Benchmarks.Load;
using ZiBai.Benchmarks.Servers;
using ZiBai.Testing;

namespace ZiBai.Benchmarks.Start;

/// <summary>One start: from the call that makes the process until the first response has come, or the process has ended.</summary>
/// <param name="cache">The folder of zibai's cache, so that neither the user's is used nor ours is left there.</param>
internal sealed class StartRun(string cache)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <summary>Between two attempts to connect. The runtime's timers are no finer than some milliseconds, which is the error of a single time.</summary>
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(1);

    /// <exception cref="LoadException">It did not do its work.</exception>
    public async Task<TimeSpan> TimeAsync(StartCase one)
    {
        var endpoint = Endpoint.FreePort();
        var start = new ProcessStartInfo(one.Program, one.Arguments(endpoint)) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["XDG_CACHE_HOME"] = cache;
        using var patience = new CancellationTokenSource(_patience);

        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            await (one.Serves ? RespondAsync(process, endpoint, patience.Token) : process.WaitForExitAsync(patience.Token));
            var time = Stopwatch.GetElapsedTime(began);
            if (one.Serves)
            {
                SystemProcess.Signal(process.Id, ChildSignal.Term);
                await process.WaitForExitAsync(patience.Token);
            }

            return one.Serves || process.ExitCode == 0
                ? time
                : throw new LoadException($"{one.Name} ended with {process.ExitCode}.\n{string.Concat(await output)}");
        }
        catch (Exception failure) when (failure is OperationCanceledException or InvalidOperationException or EndOfStreamException)
        {
            process.Kill(entireProcessTree: true);
            throw new LoadException($"{one.Name} did not do its work within {_patience.TotalSeconds:F0} s.\n{string.Concat(await output)}");
        }
    }

    private static async Task RespondAsync(Process process, Endpoint endpoint, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var socket = endpoint.NewSocket();
            try
            {
                await socket.ConnectAsync(endpoint.Address, cancellationToken);
            }
            catch (SocketException) when (!process.HasExited)
            {
                await Task.Delay(_interval, cancellationToken);
                continue;
            }

            await OwnClient.ExchangeAsync(socket, new byte[4096], cancellationToken);
            return;
        }
    }
}
