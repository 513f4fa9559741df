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

    /// <summary>An import string: modules, with the colon after them, and behind it what the module has.</summary>
    Import,
}
