namespace ZiBai.Control;

/// <summary>A module that is source, and what was built of it.</summary>
/// <param name="Source">The file, the project or the folder.</param>
/// <param name="Assembly">The assembly's path.</param>
internal sealed record BuiltModule(string Source, string Assembly);
