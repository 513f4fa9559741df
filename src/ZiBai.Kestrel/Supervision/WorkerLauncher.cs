using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;
using ZiBai.Control;
using ZiBai.Transport;

namespace ZiBai.Supervision;

/// <summary>Starts workers as processes of this same program, and reports what becomes of them.</summary>
internal sealed class WorkerLauncher : IWorkerLauncher, IDisposable
{
    private readonly ZiBaiOptions _options;
    private readonly IReadOnlyList<ListenSocket> _listening;
    private readonly IReadOnlyList<Socket> _sockets;
    private readonly IHandover _handover;
    private readonly Func<ProcessStartInfo> _program;
    private readonly ChannelWriter<SupervisorEvent> _events;
    private readonly Func<IReadOnlyDictionary<string, BuiltModule>?> _built;
    private readonly TimeSpan _heartbeatInterval;

    /// <param name="options">What the workers are to serve.</param>
    /// <param name="sockets">The sockets they are to serve on, listening.</param>
    /// <param name="handover">How they get them.</param>
    /// <param name="program">The program that a worker is.</param>
    /// <param name="events">Where their messages and ends go.</param>
    /// <param name="built">What they load of modules that are source.</param>
    public WorkerLauncher(
        ZiBaiOptions options,
        IReadOnlyList<ListenSocket> sockets,
        IHandover handover,
        Func<ProcessStartInfo> program,
        ChannelWriter<SupervisorEvent> events,
        Func<IReadOnlyDictionary<string, BuiltModule>?> built)
    {
        _options = options;
        _listening = sockets;
        _sockets = [.. sockets.Select(static socket => socket.Socket)];
        _handover = handover;
        _program = program;
        _events = events;
        _built = built;

        // Often enough that a few may be late, and not so often that it costs.
        _heartbeatInterval = TimeSpan.FromTicks(Math.Min(options.PingTimeout.Ticks / 4, TimeSpan.TicksPerSecond));
    }

    public IWorkerProcess Launch(int id, int index, int workers)
    {
        try
        {
            var built = _built();
            var started = _handover.Start(_program(), _sockets);
            var worker = new WorkerProcess(id, started, _events);
            worker.Send(new StartServing(_options, index, workers, started.Sockets, _heartbeatInterval, built));
            return worker;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or ObjectDisposedException)
        {
            throw new WorkerLaunchException($"its process could not be started: {exception.Message}", exception);
        }
    }

    public void CloseSockets()
    {
        foreach (var socket in _listening)
        {
            socket.Dispose();
        }
    }

    public void Dispose() => CloseSockets();
}
