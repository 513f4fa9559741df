using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace ZiBai.Supervision;

/// <summary>Turns the system's signals into events, for as long as it is not disposed.</summary>
internal sealed class SupervisorSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly ChannelWriter<SupervisorEvent> _events;

    public SupervisorSignals(ChannelWriter<SupervisorEvent> events)
    {
        _events = events;
        On(PosixSignal.SIGTERM, SupervisorSignal.Term);
        On(PosixSignal.SIGINT, SupervisorSignal.Int);
        if (OperatingSystem.IsWindows())
        {
            // Ctrl+Break: what a service manager can send where there is no SIGTERM. SIGHUP is the console's close.
            On(PosixSignal.SIGQUIT, SupervisorSignal.Term);
            On(PosixSignal.SIGHUP, SupervisorSignal.Term);
            return;
        }

        On(PosixSignal.SIGHUP, SupervisorSignal.Hup);
        On(PosixSignal.SIGTTIN, SupervisorSignal.Ttin);
        On(PosixSignal.SIGTTOU, SupervisorSignal.Ttou);
        On(PosixSignal.SIGWINCH, SupervisorSignal.Winch);
        On(PosixSignal.SIGQUIT, SupervisorSignal.Quit);

        // The framework has no names for these two, and takes their numbers.
        On((PosixSignal)(OperatingSystem.IsLinux() ? 10 : 30), SupervisorSignal.Usr1);
        On((PosixSignal)(OperatingSystem.IsLinux() ? 12 : 31), SupervisorSignal.Usr2);
    }

    public void Dispose() => _registrations.ForEach(static registration => registration.Dispose());

    private void On(PosixSignal signal, SupervisorSignal meaning) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        _events.TryWrite(new SignalCame(meaning));
    }));
}
