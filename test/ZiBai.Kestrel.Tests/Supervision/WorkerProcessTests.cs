using System.Diagnostics;
using System.Threading.Channels;
using ZiBai.Control;
using ZiBai.Control.Unix;
using ZiBai.Supervision;
using ZiBai.Testing;
using ZiBai.Tests.Control.Unix;

namespace ZiBai.Tests.Supervision;

[Collection(StartsProcesses.Name)]
public sealed class WorkerProcessTests
{
    private readonly Channel<SupervisorEvent> _events = Channel.CreateUnbounded<SupervisorEvent>();

    [UnixOnlyFact]
    public async Task ItsEndIsToldAfterItsLastMessage()
    {
        // The length of the text before it: 14, octal 016.
        Start($$"""printf '\016\000\000\000{"is":"ready"}' >&${{UnixHandover.Variable}}; exit 3""");

        Assert.Equal(new WorkerSaid(7, new Ready()), await NextAsync());
        Assert.Equal(new WorkerExited(7, new WorkerExit(3)), await NextAsync());
    }

    [UnixOnlyFact]
    public async Task OneThatIsKilledIsToldOf()
    {
        var worker = Start("exec sleep 600");
        worker.Kill();

        Assert.Equal(new WorkerExited(7, new WorkerExit(137)), await NextAsync());
        worker.Kill();
        worker.Send(new Quit());
    }

    [UnixOnlyFact]
    public async Task OneThatTalksNonsenseIsKilled()
    {
        Start($$"""printf '\002\000\000\000{}' >&${{UnixHandover.Variable}}; exec sleep 600""");

        Assert.Equal(new WorkerExited(7, new WorkerExit(137)), await NextAsync());
    }

    private WorkerProcess Start(string script) => new(
        7, new UnixHandover().Start(new ProcessStartInfo("bash", ["-c", script]) { UseShellExecute = false }, []), _events.Writer);

    private async Task<SupervisorEvent> NextAsync() => await _events.Reader.ReadAsync().AsTask().WaitAsync(Timeouts.Default);
}
