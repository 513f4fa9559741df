using System.Reflection;

namespace ZiBai.Loading;

/// <summary>Looks an attribute up in a module, in the order the contract gives.</summary>
internal sealed partial class AttributeResolver
{
    private readonly ImportString _import;
    private readonly LoadedModule _module;

    private AttributeResolver(ImportString import, LoadedModule module)
    {
        _import = import;
        _module = module;
    }

    /// <exception cref="AppLoadException">Nothing has that name, several things have, or the app's own code failed.</exception>
    public static ResolvedAttribute Resolve(ImportString import, LoadedModule module)
    {
        var resolver = new AttributeResolver(import, module);
        return resolver.TypeAndMember() ?? resolver.MemberOfStaticClass() ?? resolver.CallableType() ?? throw resolver.Miss();
    }

    private ResolvedAttribute? TypeAndMember()
    {
        var parts = _import.Attribute.Split('.');

        // The longest type name first, so that a namespace is never taken for a type of the same name.
        for (var length = parts.Length - 1; length > 0; length--)
        {
            if (FindType(string.Join('.', parts[..length])) is { } type && Members.Any(type, parts[length], BindingFlags.Static))
            {
                return Walk(type, parts.AsSpan(length));
            }
        }

        return null;
    }

    private ResolvedAttribute? MemberOfStaticClass()
    {
        var parts = _import.Attribute.Split('.');
        var classes = StaticClasses().Where(type => Members.Any(type, parts[0], BindingFlags.Static)).ToList();

        // A type of the whole dotted name is meant before a member's member.
        if (classes.Count == 0 || (parts.Length > 1 && FindType(_import.Attribute) is not null))
        {
            return null;
        }

        if (classes.Count > 1)
        {
            var names = string.Join(" and ", classes.Select(type => $"{ClrNames.Full(type)}.{parts[0]}"));
            throw _import.Error(
                $"'{parts[0]}' is ambiguous in {_module.Name}: {names}. Name the one you mean, "
                + $"for example {_import.Module}:{ClrNames.Full(classes[0])}.{_import.Attribute}.");
        }

        return Walk(classes[0], parts);
    }

    private ResolvedAttribute? CallableType()
    {
        if (FindType(_import.Attribute) is not { } type)
        {
            return null;
        }

        var name = ClrNames.Full(type);
        if (IsStaticClass(type))
        {
            throw _import.Error(
                $"{name} is a static class, not an app. Name its member, {_import.Module}:{_import.Attribute}.MEMBER. "
                + NearestNames.Describe(
                    "App", Members.Names(type, BindingFlags.Static), "It has no public member.", written: member => Written($"{name}.{member}")));
        }

        if (Members.Methods(type, nameof(Action.Invoke), BindingFlags.Instance).Count == 0)
        {
            throw _import.Error(
                $"The type {name} cannot be called. A type that is an app has a public constructor without parameters and a public "
                + "method Invoke(environ, startResponse).");
        }

        if (type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is not { } constructor)
        {
            throw _import.Error(
                $"The type {name} has an Invoke but cannot be made: it has no public constructor without parameters. "
                + "Give it one, or name a static member that holds an instance.");
        }

        AppCode.Initialise(_import, type);
        var instance = AppCode.Run(_import, $"the constructor of {name}", () => constructor.Invoke(AppCode.Bare, null, null, null));
        return ResolvedAttribute.OfValue(name, instance);
    }

    private ResolvedAttribute Walk(Type type, ReadOnlySpan<string> names)
    {
        var path = ClrNames.Full(type);
        object? target = null;
        var kind = BindingFlags.Static;
        AppCode.Initialise(_import, type);
        for (var index = 0; index < names.Length; index++)
        {
            var name = names[index];
            var last = index == names.Length - 1;
            var methods = Members.Methods(type, name, kind);
            if (last && methods.Count > 0)
            {
                Initialise(methods);
                return ResolvedAttribute.OfMethods($"{path}.{name}", target, methods);
            }

            var member = Members.Value(type, name, kind) ?? throw MissOn(path, type, name, methods.Count > 0, kind);
            path = $"{path}.{name}";
            AppCode.Initialise(_import, member.DeclaringType!);
            target = AppCode.Run(_import, path, () => Members.Read(member, target))
                ?? throw _import.Error($"'{_import.Text}' could not be loaded: {path} in {_module.Name} is null after the static initialisers ran.");
            type = target.GetType();
            kind = BindingFlags.Static | BindingFlags.Instance;
        }

        return ResolvedAttribute.OfValue(path, target!);
    }

    private void Initialise(IReadOnlyList<MethodInfo> methods)
    {
        foreach (var type in methods.Select(method => method.DeclaringType!).Distinct())
        {
            AppCode.Initialise(_import, type);
        }
    }

    /// <summary>A type by its full name, else by a simple name that only one type has. A public type hides an internal one.</summary>
    private Type? FindType(string name)
    {
        var byFullName = _module.Types.FirstOrDefault(type => type.FullName == name || ClrNames.Full(type) == name);
        if (byFullName is not null)
        {
            return byFullName;
        }

        var bySimpleName = _module.Types.Where(type => type.Name == name || WithoutNamespace(type) == name).ToList();
        if (bySimpleName.Exists(type => type.IsVisible))
        {
            bySimpleName.RemoveAll(type => !type.IsVisible);
        }

        if (bySimpleName.Count > 1)
        {
            throw _import.Error(
                $"'{name}' is ambiguous in {_module.Name}: {string.Join(" and ", bySimpleName.Select(ClrNames.Full))}. Name the type in full.");
        }

        return bySimpleName.FirstOrDefault();
    }

    private static string WithoutNamespace(Type type)
    {
        var full = ClrNames.Full(type);
        return type.Namespace is { } space ? full[(space.Length + 1)..] : full;
    }

    private IEnumerable<Type> StaticClasses() => _module.Types.Where(type => type.IsVisible && IsStaticClass(type));

    private static bool IsStaticClass(Type type) => type is { IsClass: true, IsAbstract: true, IsSealed: true };
}
