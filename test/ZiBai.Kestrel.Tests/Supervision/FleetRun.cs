using Microsoft.Extensions.Time.Testing;
using ZiBai.Control;
using ZiBai.Logging;
using ZiBai.Supervision;
using ZiBai.Testing;

namespace ZiBai.Tests.Supervision;

/// <summary>A fleet whose workers, clock and log are a test's.</summary>
internal sealed class FleetRun : IWorkerLauncher, ILogFiles, IAppPreparation, IDisposable
{
    private readonly LogSink _log = new();
    private readonly FakeTimeProvider _time;
    private readonly List<FakeWorker> _launched = [];

    public FleetRun(
        int workers = 2,
        double bootTimeout = 60,
        double pingTimeout = 30,
        double gracefulExitTimeout = 10,
        FakeTimeProvider? time = null,
        bool waitsForSave = false)
    {
        _time = time ?? new FakeTimeProvider();
        var settings = new FleetSettings(
            workers, TimeSpan.FromSeconds(bootTimeout), TimeSpan.FromSeconds(pingTimeout), TimeSpan.FromSeconds(gracefulExitTimeout), waitsForSave);
        Fleet = new Fleet(settings, this, _time, _log.CreateLogger("main"), this, this);
    }

    public Fleet Fleet { get; }

    /// <summary>Every worker that was started, in order.</summary>
    public IReadOnlyList<FakeWorker> Launched => _launched;

    /// <summary>The one that was started last.</summary>
    public FakeWorker Last => _launched[^1];

    /// <summary>Whether the system refuses to start workers.</summary>
    public bool CannotLaunch { get; set; }

    /// <summary>How often the sockets were closed.</summary>
    public int SocketCloses { get; private set; }

    /// <summary>What is wrong with the logging configuration, if it is read again.</summary>
    public IReadOnlyList<string> LogProblems { get; set; } = [];

    /// <summary>How often it was read again, and the log files reopened.</summary>
    public (int Rereads, int Reopenings) LogUses { get; private set; }

    /// <summary>Whether the app has to be built before a restart.</summary>
    public bool IsFromSource { get; set; }

    /// <summary>How often building it was begun.</summary>
    public int Preparations { get; private set; }

    /// <summary>How often it was told that what is being built is out of date.</summary>
    public int GivenUp { get; private set; }

    public void GiveUp() => GivenUp++;

    /// <summary>How often it was told that there is time to get ready for that.</summary>
    public int WarmUps { get; private set; }

    public IReadOnlyList<LogEntry> Log => _log.Entries;

    /// <summary>The names of the log's events, in order.</summary>
    public IEnumerable<string?> Events => Log.Select(static entry => entry.EventId.Name);

    public int CountOf(string eventName) => Events.Count(name => name == eventName);

    /// <summary>The messages of the events of a name.</summary>
    public IEnumerable<string> MessagesOf(string eventName) => Log.Where(entry => entry.EventId.Name == eventName).Select(static entry => entry.Message);

    /// <summary>Starts, and has every worker become ready.</summary>
    public FleetRun Serving()
    {
        Fleet.Start();
        for (var i = 0; i < _launched.Count; i++)
        {
            Ready(_launched[i]);
        }

        return this;
    }

    public void Signal(SupervisorSignal signal) => Fleet.Handle(new SignalCame(signal));

    public void Say(FakeWorker worker, ControlMessage message) => Fleet.Handle(new WorkerSaid(worker.Id, message));

    public void Ready(FakeWorker worker) => Say(worker, new Ready());

    /// <summary>Watched files have changed just now.</summary>
    public void Save(params string[] files) => Fleet.Handle(new FilesChanged(files, _time.GetTimestamp()));

    /// <summary>The app is built, or could not be.</summary>
    public void Prepared(StartFailed? failure = null) => Fleet.Handle(new AppPrepared(failure));

    public void Exit(FakeWorker worker, int code = 0)
    {
        worker.IsGone = true;
        Fleet.Handle(new WorkerExited(worker.Id, new WorkerExit(code)));
    }

    /// <summary>The worker says why it cannot start, and exits.</summary>
    public void FailToStart(FakeWorker worker, string reason = "no such module", int exitCode = ExitCode.CannotLoad)
    {
        Say(worker, new StartFailed(exitCode, reason, null));
        Exit(worker, exitCode);
    }

    /// <summary>Lets time pass, tick by tick as the fleet wants them, while those who live say so.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="silent">Those who say nothing.</param>
    public void Pass(double seconds, params IReadOnlyList<FakeWorker> silent)
    {
        var left = TimeSpan.FromSeconds(seconds);
        while (left > TimeSpan.Zero)
        {
            var step = Fleet.UntilTick < left ? Fleet.UntilTick : left;
            Assert.True(step > TimeSpan.Zero, "The fleet wants a tick at once, again and again.");
            _time.Advance(step);
            left -= step;
            foreach (var worker in _launched.Where(worker => worker is { IsGone: false, Kills: 0 } && !silent.Contains(worker)).ToArray())
            {
                Say(worker, new Heartbeat(0, 0, 0));
            }

            Fleet.Handle(new Tick());
        }
    }

    /// <summary>Lets the clock go on without anybody looking at it.</summary>
    public void Leap(TimeSpan time) => _time.Advance(time);

    /// <summary>Sets the clock, also back.</summary>
    public void SetClock(DateTimeOffset to) => _time.AdjustTime(to);

    /// <summary>Where a worker of a fleet that goes on is not to be looked for any more.</summary>
    public IEnumerable<FakeWorker> Living => _launched.Where(static worker => !worker.IsGone);

    IWorkerProcess IWorkerLauncher.Launch(int id, int index, int workers)
    {
        Assert.True(SocketCloses == 0, "A worker was started after the end had begun.");
        if (CannotLaunch)
        {
            throw new WorkerLaunchException("its process could not be started: no memory", new IOException());
        }

        _launched.Add(new FakeWorker(id, index, workers));
        return Last;
    }

    void IWorkerLauncher.CloseSockets() => SocketCloses++;

    void ILogFiles.Reopen() => LogUses = (LogUses.Rereads, LogUses.Reopenings + 1);

    IReadOnlyList<string> ILogFiles.Reread()
    {
        LogUses = (LogUses.Rereads + 1, LogUses.Reopenings);
        return LogProblems;
    }

    bool IAppPreparation.Begin()
    {
        Preparations += IsFromSource ? 1 : 0;
        return IsFromSource;
    }

    void IAppPreparation.WarmUp() => WarmUps++;

    public void Dispose() => _log.Dispose();
}
