namespace ZiBai.Cli.Completion;

/// <summary>What may follow the colon of an import string, in the order in which the loader resolves it.</summary>
internal sealed class MemberNames
{
    private readonly IReadOnlyList<ModuleType> _types;
    private readonly ILookup<string, ModuleType> _byFullName;
    private readonly ILookup<string, ModuleType> _byName;
    private readonly ILookup<string, ModuleType> _staticClasses;

    /// <param name="types">The types of the module.</param>
    public MemberNames(IReadOnlyList<ModuleType> types)
    {
        _types = types;
        _byFullName = types.ToLookup(static type => type.FullName, StringComparer.Ordinal);
        _byName = types.SelectMany(static type => new[] { type.Name, type.Path }.Distinct(), static (type, name) => (Name: name, Type: type))
            .ToLookup(static pair => pair.Name, static pair => pair.Type, StringComparer.Ordinal);
        _staticClasses = types.Where(static type => type is { IsVisible: true, IsStaticClass: true })
            .SelectMany(static type => type.Statics.Select(static member => member.Name).Distinct(), static (type, member) => (Member: member, Type: type))
            .ToLookup(static pair => pair.Member, static pair => pair.Type, StringComparer.Ordinal);
    }

    /// <summary>Each member that fits, by the shortest of its names that begins so; if there is none, then in whatever case.</summary>
    /// <param name="kind">What the members are to be.</param>
    /// <param name="begin">What is typed already.</param>
    public IReadOnlyList<string> Beginning(string begin, ImportKind kind)
    {
        var members = Names(_types.Where(static type => type.IsVisible), kind).ToList();
        if (members.Count == 0)
        {
            // Types that are not public can be named too, and some leave the word out.
            members = [.. Names(_types, kind)];
        }

        var exact = Beginning(members, begin, StringComparison.Ordinal);
        return exact.Count > 0 ? exact : Beginning(members, begin, StringComparison.OrdinalIgnoreCase);
    }

    private static List<string> Beginning(List<List<string>> members, string begin, StringComparison comparison) =>
    [
        .. members.Select(names => names.Find(name => name.StartsWith(begin, comparison))).OfType<string>()
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>The names of each member, the shortest first.</summary>
    private IEnumerable<List<string>> Names(IEnumerable<ModuleType> types, ImportKind kind)
    {
        foreach (var type in types)
        {
            List<string> typeNames = [.. new[] { type.Path, type.FullName }.Where(name => Find(name) == type)];
            foreach (var name in type.Statics.Where(member => member.Fits(kind)).Select(static member => member.Name))
            {
                // Members that fit nothing make a bare name ambiguous too.
                string[] bare = _staticClasses[name].SequenceEqual([type]) ? [name] : [];
                yield return [.. bare, .. typeNames.Select(typeName => $"{typeName}.{name}")];
            }

            if (type is { IsStaticClass: false, CanBeMade: true } && type.Invokes.Any(member => member.Fits(kind)))
            {
                yield return typeNames.FindAll(name => !_staticClasses.Contains(name));
            }
        }
    }

    /// <summary>The type of a full name, else of a name that only one has. A public type hides an internal one.</summary>
    private ModuleType? Find(string name)
    {
        if (_byFullName[name].FirstOrDefault() is { } byFullName)
        {
            return byFullName;
        }

        var byName = _byName[name].ToList();
        var visible = byName.FindAll(static type => type.IsVisible);
        return (visible.Count > 0 ? visible : byName) is [var only] ? only : null;
    }
}
