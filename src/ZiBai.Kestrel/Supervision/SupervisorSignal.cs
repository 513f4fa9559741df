namespace ZiBai.Supervision;

/// <summary>The signals that a supervisor knows, by what they ask for. On Windows Ctrl+Break is a TERM and Ctrl+C an INT.</summary>
internal enum SupervisorSignal
{
    /// <summary>Exit gracefully.</summary>
    Term,

    /// <summary>Exit at once.</summary>
    Int,

    /// <summary>Replace the workers one by one.</summary>
    Hup,

    /// <summary>One worker more.</summary>
    Ttin,

    /// <summary>One worker fewer.</summary>
    Ttou,

    /// <summary>Log files were renamed: go on in new ones.</summary>
    Usr1,

    /// <summary>Of no meaning yet.</summary>
    Usr2,

    /// <summary>Of no meaning yet.</summary>
    Winch,

    /// <summary>Of no meaning yet.</summary>
    Quit,
}
