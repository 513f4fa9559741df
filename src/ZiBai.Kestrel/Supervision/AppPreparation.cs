using System.Threading.Channels;
using ZiBai.Control;

namespace ZiBai.Supervision;

/// <summary>Has the app's source built while the supervisor goes on, and tells of the end by an event.</summary>
internal sealed class AppPreparation : IAppPreparation
{
    private readonly IAppSources? _sources;
    private readonly ChannelWriter<SupervisorEvent> _events;

    /// <param name="sources">The source; null where this program builds none.</param>
    /// <param name="events">Where the end is told.</param>
    public AppPreparation(IAppSources? sources, ChannelWriter<SupervisorEvent> events)
    {
        _sources = sources;
        _events = events;
    }

    public bool Begin()
    {
        if (_sources?.BuildAsync() is not { } build)
        {
            return false;
        }

        _ = TellAsync(build);
        return true;
    }

    public void GiveUp() => _sources?.GiveUp();

    // Whatever goes wrong here goes wrong once more at the next build, and is told then.
    public void WarmUp() => _ = Task.Run(() => _sources?.WarmUp());

    private async Task TellAsync(Task<StartFailed?> build)
    {
        try
        {
            _events.TryWrite(new AppPrepared(await build));
        }
        catch (Exception exception)
        {
            // Not foreseen, and so told whole: a fleet that did not hear of the end would wait for it for ever.
            _events.TryWrite(new AppPrepared(StartFailed.Of(ExitCode.Failure, exception.Message, exception.ToString())));
        }
    }
}
