namespace ZiBai.Supervision;

/// <summary>What has to be done before new workers can load the app as it is now.</summary>
internal interface IAppPreparation
{
    /// <summary>Begins with it, and does not wait: <see cref="AppPrepared"/> tells of its end.</summary>
    /// <returns>False where there is nothing to do.</returns>
    bool Begin();

    /// <summary>What is being prepared is out of date: it need not be carried on to its end, which is told of as ever.</summary>
    void GiveUp();

    /// <summary>All workers serve, and there is time to have the next <see cref="Begin"/> be quick. Does not wait.</summary>
    void WarmUp();
}
