namespace ZiBai.CommandLine;

/// <summary>A heading of the help text and the options under it.</summary>
internal sealed record OptionGroup(string Title, IReadOnlyList<OptionEntry> Entries);
