namespace ZiBai.Supervision;

/// <summary>What was saved, until its code serves. Only who saved a file is told: who asked for a restart knows what it brings.</summary>
internal sealed partial class Fleet
{
    // What is to come with the next restart, and what comes with the one under way.
    private FilesChanged? _saved;
    private FilesChanged? _reloading;

    private void OnFilesChanged(FilesChanged changed)
    {
        if (_stop == FleetStop.None)
        {
            AskForRoll(changed.What, changed);
        }
    }

    /// <summary>Tells of a reload that is done: every worker is new, and no old one accepts any more.</summary>
    private void TellOfReload()
    {
        if (_reloading is not { } saved
            || !_seats.TrueForAll(seat => seat.Serving?.Generation == _generation)
            || _workers.Values.Any(worker => worker.Generation < _generation && worker.Accepts))
        {
            return;
        }

        LogReloaded(_logger, saved.Names, _time.GetElapsedTime(saved.Noticed).TotalSeconds);
        _reloading = null;
    }
}
