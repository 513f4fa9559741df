using System.Runtime.InteropServices;
using ZiBai.Control.Unix;

namespace ZiBai.Worker;

/// <summary>
/// Keeps a worker process, or another that the supervisor has started, from acting on signals that are its supervisor's: those that a terminal sends to all
/// its processes, and those that reach it when somebody signals every process of the program's name. Until it is disposed.
/// </summary>
internal sealed class WorkerSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _ignored = [];
    private readonly PosixSignalRegistration _term;
    private readonly Lock _lock = new();
    private Action? _onTerm;
    private bool _termCame;

    public WorkerSignals()
    {
        _term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, TermCame);
        if (OperatingSystem.IsWindows())
        {
            // Ctrl+C and Ctrl+Break.
            Ignore(PosixSignal.SIGINT);
            Ignore(PosixSignal.SIGQUIT);
            return;
        }

        foreach (var number in SignalMask.SupervisorsOwn)
        {
            Ignore((PosixSignal)number);
        }

        // It was started with them blocked, so that none could end it before there were handlers.
        SignalMask.UnblockOnThisThread();
    }

    /// <summary>Acts on SIGTERM, which is for whichever process it is sent to, one that has come already included, until what is returned is disposed.</summary>
    public IDisposable OnTerm(Action act)
    {
        lock (_lock)
        {
            _onTerm = act;
            if (_termCame)
            {
                act();
            }
        }

        return _term;
    }

    public void Dispose()
    {
        _term.Dispose();
        _ignored.ForEach(static registration => registration.Dispose());
    }

    private void TermCame(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_lock)
        {
            _termCame = true;
            _onTerm?.Invoke();
        }
    }

    private void Ignore(PosixSignal signal) => _ignored.Add(PosixSignalRegistration.Create(signal, static context => context.Cancel = true));
}
