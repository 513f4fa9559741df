namespace ZiBai.Cli.Completion;

/// <summary>What an option's value can be completed with.</summary>
internal enum ValueKind
{
    /// <summary>It takes none.</summary>
    None,

    /// <summary>Only who types it knows: a number, an address.</summary>
    Unknown,

    /// <summary>Fixed words.</summary>
    Choice,

    File,

    Folder,

    /// <summary>The modules of the current directory, with the colon after them. The members behind it would take loading the module.</summary>
    Module,
}
