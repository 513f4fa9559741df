using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using ZiBai.Control;

namespace ZiBai.Supervision;

/// <summary>A worker's process and its channel. Tells of each message, and of the end once all messages are told.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "What watches the process disposes of both when it has ended.")]
internal sealed class WorkerProcess : IWorkerProcess
{
    /// <summary>How long after its end a worker's last messages may take: something it started could hold the channel open.</summary>
    private static readonly TimeSpan _lastMessages = TimeSpan.FromSeconds(1);

    private readonly int _id;
    private readonly Process _process;
    private readonly ControlChannel _channel;
    private readonly ChannelWriter<SupervisorEvent> _events;

    public WorkerProcess(int id, StartedWorker started, ChannelWriter<SupervisorEvent> events)
    {
        _id = id;
        _process = started.Process;
        _channel = new ControlChannel(started.Channel);
        _events = events;
        Pid = started.Process.Id;
        _ = WatchAsync();
    }

    public int Pid { get; }

    public void Send(ControlMessage message) => _channel.Send(message);

    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended, and the event that says so is on its way.
        }
    }

    private async Task WatchAsync()
    {
        using var stop = new CancellationTokenSource();
        var receiving = ReceiveAllAsync(stop.Token);
        await _process.WaitForExitAsync();
        stop.CancelAfter(_lastMessages);
        try
        {
            await receiving;
        }
        finally
        {
            // Whatever it said last: a fleet that did not hear of its end would wait for it for ever.
            _events.TryWrite(new WorkerExited(_id, new WorkerExit(_process.ExitCode)));
        }

        await _channel.DisposeAsync();
        _process.Dispose();
    }

    private async Task ReceiveAllAsync(CancellationToken stop)
    {
        try
        {
            while (await _channel.ReceiveAsync(stop) is { } message)
            {
                _events.TryWrite(new WorkerSaid(_id, message));
            }
        }
        catch (OperationCanceledException)
        {
            // Its process has ended, and with it all there was to say.
        }
        catch (InvalidDataException)
        {
            // Whatever wrote to the channel was not a worker of ours: it is as good as hung, and is killed.
            Kill();
        }
    }
}
