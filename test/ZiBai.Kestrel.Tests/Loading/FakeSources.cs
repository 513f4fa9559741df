using ZiBai.Loading;

namespace ZiBai.Tests.Loading;

/// <summary>"Builds" a module by giving an assembly that is there already, and counts.</summary>
internal sealed class FakeSources(Func<string, string> build) : ISourceModules
{
    private readonly List<string> _built = [];
    private readonly List<string> _restored = [];

    /// <summary>The sources that were built, in order.</summary>
    public IReadOnlyList<string> Built => _built;

    /// <summary>The assemblies that were to be there.</summary>
    public IReadOnlyList<string> Restored => _restored;

    public string Build(ImportString import, string source)
    {
        _built.Add(source);
        return build(source);
    }

    public void Restore(string assembly) => _restored.Add(assembly);

    /// <summary>Whether changes are to be expected, and how often it was warmed up.</summary>
    public (bool Expected, int WarmUps) Changes { get; private set; }

    public void ExpectChanges() => Changes = (true, Changes.WarmUps);

    public bool AreForDebugging { get; private set; }

    public void BuildForDebugging() => AreForDebugging = true;

    public int GivenUp { get; private set; }

    public void GiveUp() => GivenUp++;

    public void WarmUp() => Changes = (Changes.Expected, Changes.WarmUps + 1);
}
