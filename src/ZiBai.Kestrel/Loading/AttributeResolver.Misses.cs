using System.Reflection;

namespace ZiBai.Loading;

/// <summary>What is said when nothing has the name.</summary>
internal sealed partial class AttributeResolver
{
    private AppLoadException Miss()
    {
        var wanted = _import.Attribute;
        var message = $"No '{wanted}' in {_module.Name}.{Hidden()}{Environment.NewLine}"
            + NearestNames.Describe(wanted, Attributes(), "It has no public static member and no type with an Invoke.", written: Written);
        if (_module.Failures.Count > 0)
        {
            message += $" Some of its types could not be loaded: {string.Join(" ", _module.Failures.Select(failure => failure.Message))} "
                + LoadedModule.Advice(_module.Failures[0]);
        }

        return _import.Error(message, _module.Failures.Count > 0 ? _module.Failures[0] : null);
    }

    private AppLoadException MissOn(string path, Type type, string name, bool isMethod, BindingFlags kind) =>
        isMethod
            ? _import.Error($"'{_import.Text}' cannot be looked up: {path}.{name} is a method, and only properties and fields are walked through.")
            : _import.Error(
                $"No '{name}' on {path} (a {ClrNames.Short(type)}) in {_module.Name}. "
                + NearestNames.Describe(name, Members.Names(type, kind), "It has no public member."));

    /// <summary>A member that has the name but not the modifiers: the commonest reason for a miss.</summary>
    private string Hidden()
    {
        const BindingFlags Everything =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var dot = _import.Attribute.LastIndexOf('.');
        var name = _import.Attribute[(dot + 1)..];
        var type = dot < 0 ? null : FindType(_import.Attribute[..dot]);
        var owner = (type is null ? _module.Types : [type])
            .FirstOrDefault(candidate => candidate.GetMember(name, MemberTypes.Method | MemberTypes.Property | MemberTypes.Field, Everything).Length > 0);
        if (owner is null)
        {
            return "";
        }

        var full = $"{ClrNames.Full(owner)}.{name}";
        return Members.Any(owner, name, BindingFlags.Static)
            ? $" {full} exists, but {ClrNames.Short(owner)} is not a public static class: name it {_import.Module}:{full}, or make it one."
            : $" {full} exists, but is not public and static.";
    }

    /// <summary>What to give in place of the import string: a member of a static class by its name alone, where no other has one of that name.</summary>
    private string Written(string attribute)
    {
        var name = attribute[(attribute.LastIndexOf('.') + 1)..];
        var owners = StaticClasses().Where(type => Members.Any(type, name, BindingFlags.Static)).Take(2).ToList();
        var isEnough = owners is [var only] && attribute == $"{ClrNames.Full(only)}.{name}";
        return $"{_import.Module}:{(isEnough ? name : attribute)}";
    }

    private IEnumerable<string> Attributes()
    {
        foreach (var type in _module.Types.Where(type => type is { IsVisible: true, IsEnum: false }))
        {
            foreach (var name in Members.Names(type, BindingFlags.Static))
            {
                yield return $"{ClrNames.Full(type)}.{name}";
            }

            var callable = type is { IsAbstract: false } && !typeof(Delegate).IsAssignableFrom(type);
            if (callable && Members.Methods(type, nameof(Action.Invoke), BindingFlags.Instance).Count > 0)
            {
                yield return ClrNames.Full(type);
            }
        }
    }
}
