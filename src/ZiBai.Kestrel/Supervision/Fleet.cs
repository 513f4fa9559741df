using Microsoft.Extensions.Logging;
using ZiBai.Control;
using ZiBai.Logging;

namespace ZiBai.Supervision;

/// <summary>
/// The workers there are against the workers there should be. Told of one event after another, it does at once what follows from it and never waits:
/// everything here is decided by what is known at that moment, and tested without a process.
/// </summary>
internal sealed partial class Fleet
{
    private readonly FleetSettings _settings;
    private readonly IWorkerLauncher _launcher;
    private readonly ILogger _logger;
    private readonly ILogFiles _logs;
    private readonly IAppPreparation _preparation;
    private readonly TimeProvider _time;
    private readonly FleetClock _clock;
    private readonly List<Seat> _seats = [];
    private readonly Dictionary<int, FleetWorker> _workers = [];
    private int _lastId;
    private int _desired;
    private bool _everServed;
    private bool _isReadySaid;
    private StartFailed? _firstFailure;

    /// <param name="settings">What the fleet is to be.</param>
    /// <param name="launcher">Starts workers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where all of it is told.</param>
    /// <param name="logs">The log that this is.</param>
    /// <param name="preparation">What new workers need before a restart.</param>
    public Fleet(
        FleetSettings settings, IWorkerLauncher launcher, TimeProvider time, ILogger logger, ILogFiles logs, IAppPreparation preparation)
    {
        _settings = settings;
        _launcher = launcher;
        _logger = logger;
        _logs = logs;
        _preparation = preparation;
        _time = time;
        _clock = new FleetClock(time, settings.LongestRest);
        _desired = settings.Workers;
    }

    /// <summary>How it ended; null while it goes on.</summary>
    public FleetEnd? End { get; private set; }

    /// <summary>Starts the first workers.</summary>
    public void Start() => Reconcile();

    /// <summary>Does what follows from an event.</summary>
    public void Handle(SupervisorEvent happened)
    {
        _clock.Read();
        switch (happened)
        {
            case SignalCame { Signal: var signal }:
                OnSignal(signal);
                break;
            case WorkerSaid { WorkerId: var id, Message: var message } when _workers.TryGetValue(id, out var worker):
                OnMessage(worker, message);
                break;
            case WorkerExited { WorkerId: var id, Exit: var exit } when _workers.TryGetValue(id, out var worker):
                OnExit(worker, exit);
                break;
            case FilesChanged changed:
                OnFilesChanged(changed);
                break;
            case AppPrepared { Failure: var failure }:
                OnPrepared(failure);
                break;
        }

        CheckDeadlines();
        Reconcile();
    }

    private void OnSignal(SupervisorSignal signal)
    {
        switch (signal)
        {
            case SupervisorSignal.Term or SupervisorSignal.Int:
                OnStopSignal(signal);
                break;
            case SupervisorSignal.Hup when _stop == FleetStop.None:
                AskForRoll("SIGHUP");
                break;
            case SupervisorSignal.Ttin when _stop == FleetStop.None:
                Resize(_desired + 1);
                break;
            case SupervisorSignal.Ttou when _stop == FleetStop.None:
                Resize(_desired - 1);
                break;
            case SupervisorSignal.Usr1:
                LogReopen(_logger);
                Tell(new ReopenLogs());
                _logs.Reopen();
                break;
            case SupervisorSignal.Hup or SupervisorSignal.Ttin or SupervisorSignal.Ttou:
                LogIgnored(_logger, NameOf(signal), "the server is exiting");
                break;
            default:
                LogIgnored(_logger, NameOf(signal), "of no meaning to this server");
                break;
        }
    }

    private void OnMessage(FleetWorker worker, ControlMessage message)
    {
        worker.LastHeard = _clock.Now;
        switch (message)
        {
            case Ready:
                OnReady(worker);
                break;
            case StartFailed failure:
                worker.Failure = failure;
                break;
            case StoppedAccepting:
                worker.HasStoppedAccepting = true;
                break;
            case Retiring { Requests: var requests } when worker is { State: WorkerState.Starting or WorkerState.Serving, RetiringSince: null }:
                // With a low cap those who waited in the backlog can use it up before the worker says that it is ready.
                worker.RetiringSince = _clock.Now;
                LogRetiring(_logger, worker.Seat.Index, worker.Pid, requests);
                break;
            case AsksToLeave { Why: var why } when worker is { State: WorkerState.Starting or WorkerState.Serving, RetiringSince: null }:
                worker.RetiringSince = _clock.Now;
                LogAsksToLeave(_logger, worker.Seat.Index, worker.Pid, why);
                break;
        }
    }

    private void OnExit(FleetWorker worker, WorkerExit exit)
    {
        var was = worker.State;
        worker.End();
        _workers.Remove(worker.Id);
        switch (was)
        {
            case WorkerState.Starting:
                OnStartFailed(worker, worker.Failure?.Reason ?? $"it {exit} before it was ready");
                break;
            case WorkerState.Serving:
                worker.Seat.Serving = null;
                var how = worker.Failure is { } failure ? $"{exit}: {failure.Reason}" : exit.ToString();
                LogDied(_logger, worker.Seat.Index, worker.Pid, how, WorkerStartException.Of(worker.Failure));
                break;
            default:
                LogLeft(_logger, worker.Seat.Index, worker.Pid, exit.ToString());
                break;
        }
    }

    /// <summary>Has a worker leave its seat, and tells it how.</summary>
    private void Leave(FleetWorker worker, ControlMessage message)
    {
        Vacate(worker);
        worker.Leave(_clock.Now + FleetSettings.KillGrace + (message is Quit ? TimeSpan.Zero : _settings.GracefulExitTimeout));
        worker.Send(message);
    }

    private void Kill(FleetWorker worker)
    {
        Vacate(worker);
        worker.Kill(_clock.Now + FleetSettings.KillGrace);
    }

    private static void Vacate(FleetWorker worker)
    {
        var seat = worker.Seat;
        if (seat.Starting == worker)
        {
            seat.Starting = null;
        }

        if (seat.Serving == worker)
        {
            seat.Serving = null;
        }
    }

    private void Resize(int workers)
    {
        if (workers < 1)
        {
            LogOneStays(_logger);
            return;
        }

        _desired = workers;
        LogResized(_logger, workers > _seats.Count ? "SIGTTIN" : "SIGTTOU", workers);
        foreach (var seat in _seats.Where(seat => seat.Index > workers).ToArray())
        {
            _seats.Remove(seat);
            if (seat.Starting is { } starting)
            {
                Leave(starting, new Quit());
            }

            if (seat.Serving is { } serving)
            {
                Leave(serving, new BeginDrain(IsEnd: false));
            }
        }

        Tell(new WorkersChanged(workers));
    }

    private void Tell(ControlMessage message)
    {
        foreach (var worker in _workers.Values.Where(static worker => worker.State != WorkerState.Killed))
        {
            worker.Send(message);
        }
    }

    /// <summary>Brings what is nearer to what should be, as far as that can be done now.</summary>
    private void Reconcile()
    {
        if (_stop != FleetStop.None)
        {
            DrainTheLast();
            End ??= _workers.Count == 0 ? new FleetEnd(_exitCode, _exitCode == ExitCode.Success ? null : _firstFailure) : null;
            return;
        }

        while (_seats.Count < _desired)
        {
            _seats.Add(new Seat(_seats.Count + 1));
        }

        foreach (var seat in _seats)
        {
            if (seat is { Serving: null, Starting: null } && seat.NextStart <= _clock.Now && (_everServed || seat.Failures == 0))
            {
                Launch(seat);
            }
        }

        if (!_everServed && _seats.TrueForAll(static seat => seat.Starting is null))
        {
            OnNoneStarted();
            return;
        }

        TellOfReload();
        StepRoll();
        ReplaceOneRetiring();
        if (!_isReadySaid && _seats.TrueForAll(static seat => seat.Serving is not null))
        {
            _isReadySaid = true;
            LogReady(_logger);
            _preparation.WarmUp();
        }
    }

    private void ReplaceOneRetiring()
    {
        // One at a time, so that they do not all start and drain together; a rolling restart comes to them anyway.
        if (!_rolling && _seats.TrueForAll(static seat => seat.Starting is null) && LongestRetiring() is { } retiring)
        {
            Launch(retiring);
        }
    }

    /// <summary>The place whose worker has waited longest to be replaced. In the order of places, busy workers in the first ones would keep the last waiting for ever.</summary>
    private Seat? LongestRetiring()
    {
        Seat? longest = null;
        foreach (var seat in _seats)
        {
            if (seat.Serving is { RetiringSince: { } since } && seat.NextStart <= _clock.Now && !(longest?.Serving!.RetiringSince <= since))
            {
                longest = seat;
            }
        }

        return longest;
    }

    private static string NameOf(SupervisorSignal signal) => $"SIG{signal.ToString().ToUpperInvariant()}";
}
