namespace ZiBai.Logging;

/// <summary>What can be done to a process's log while it is written.</summary>
internal interface ILogFiles
{
    /// <summary>Goes on in new files under the same names: the old were renamed. If that cannot be, goes on in the old, and says so.</summary>
    void Reopen();

    /// <summary>Reads the configuration again, and goes on by it.</summary>
    /// <returns>What is wrong with it; empty if nothing is. Where something is, all goes on as before.</returns>
    IReadOnlyList<string> Reread();
}
