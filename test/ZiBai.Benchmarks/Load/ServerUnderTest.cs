using System.Diagnostics;
using ZiBai.Benchmarks.Processes;
using ZiBai.Benchmarks.Servers;
using ZiBai.Testing;

namespace ZiBai.Benchmarks.Load;

/// <summary>A contender that runs, for one workload. Disposing ends it.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    /// <summary>How long it may take to end by itself.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly string _log;

    private ServerUnderTest(Contender contender, Endpoint endpoint, Process process, string log)
    {
        Contender = contender;
        Endpoint = endpoint;
        _process = process;
        _log = log;
        Tree = new ProcessTree(process.Id);
    }

    public Contender Contender { get; }

    public Endpoint Endpoint { get; }

    public ProcessTree Tree { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>Starts it; it need not answer yet.</summary>
    /// <param name="contender">Who.</param>
    /// <param name="workload">For what.</param>
    /// <param name="folder">Where its output goes, to files of its own, and its socket is.</param>
    /// <param name="file">The file that it may be asked for.</param>
    public static ServerUnderTest Start(Contender contender, Workload workload, string folder, string file)
    {
        var log = Path.Combine(folder, $"{workload.Name}.{contender.Name}");
        var endpoint = contender.IsUnix ? new Endpoint(0, $"{log}.sock") : Endpoint.FreePort();

        // A shell sends the output to files, and becomes the server: nobody has to carry it, as with a pipe.
        var start = new ProcessStartInfo(
            "/bin/sh",
            ["-c", "exec \"$@\" >\"$0.out\" 2>\"$0.err\" </dev/null", log, contender.Program, .. contender.Arguments(workload, endpoint)])
        {
            UseShellExecute = false,
        };
        start.Environment[Material.FileVariable] = file;
        start.Environment["PYTHONPATH"] = ContenderTable.Peers;
        return new ServerUnderTest(contender, endpoint, Process.Start(start)!, log);
    }

    /// <summary>The last it wrote, to explain why it does not do as it should.</summary>
    public string LastOutput() => string.Join(
        '\n', new[] { $"{_log}.err", $"{_log}.out" }.Where(File.Exists).SelectMany(static path => File.ReadLines(path).TakeLast(10)));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var patience = new CancellationTokenSource(_patience);
            try
            {
                SystemProcess.Signal(_process.Id, ChildSignal.Term);
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync();
            }
            catch (InvalidOperationException) when (_process.HasExited)
            {
                // It ended by itself just now.
            }
        }

        _process.Dispose();
    }
}
