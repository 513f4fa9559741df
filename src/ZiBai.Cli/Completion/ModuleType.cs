namespace ZiBai.Cli.Completion;

/// <summary>A type of a module, as an import string may name it.</summary>
/// <param name="Namespace">Its namespace; empty for none.</param>
/// <param name="Path">Its name, after those of the types it is nested in: <c>Outer.Inner</c>.</param>
internal sealed record ModuleType(string Namespace, string Path)
{
    public string FullName => Namespace.Length > 0 ? $"{Namespace}.{Path}" : Path;

    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>Whether it is public, and so is what it is nested in.</summary>
    public bool IsVisible { get; init; }

    public bool IsStaticClass { get; init; }

    /// <summary>Whether it has a public constructor without parameters.</summary>
    public bool CanBeMade { get; init; }

    /// <summary>Its public static members.</summary>
    public IReadOnlyList<ModuleMember> Statics { get; init; } = [];

    /// <summary>What makes an instance of it callable: its public methods Invoke.</summary>
    public IReadOnlyList<ModuleMember> Invokes { get; init; } = [];
}
