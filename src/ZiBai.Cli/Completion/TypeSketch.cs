namespace ZiBai.Cli.Completion;

/// <summary>A type, as much of it as its name tells: completion neither compiles nor loads.</summary>
/// <param name="Name">Its simple name.</param>
/// <param name="Arguments">Its type arguments.</param>
internal sealed record TypeSketch(string Name, IReadOnlyList<TypeSketch> Arguments)
{
    public static TypeSketch Void { get; } = new("void", []);

    public static TypeSketch Array { get; } = new("[]", []);

    /// <summary>What nothing can be called through: a text, a number, a pointer.</summary>
    public static TypeSketch Nothing { get; } = new("", []);

    public bool Is(params ReadOnlySpan<string> names) => names.Contains(Name);

    public bool IsTask => Is("Task", "ValueTask");
}
