using System.Reflection;

namespace ZiBai.Loading;

/// <summary>Looks up public members by name, as C# would see them: what a derived type hides is not there.</summary>
internal static class Members
{
    private const BindingFlags Visible = BindingFlags.Public | BindingFlags.FlattenHierarchy;

    public static bool Any(Type type, string name, BindingFlags kind) =>
        Methods(type, name, kind).Count > 0 || Value(type, name, kind) is not null;

    public static IReadOnlyList<MethodInfo> Methods(Type type, string name, BindingFlags kind) =>
        type.GetMember(name, MemberTypes.Method, Visible | kind)
            .Cast<MethodInfo>()
            .OrderByDescending(method => Depth(method.DeclaringType))
            .DistinctBy(method => string.Join(',', method.GetParameters().Select(parameter => parameter.ParameterType.ToString())))
            .ToList();

    /// <summary>The property that can be read, or the field, of that name; or null.</summary>
    public static MemberInfo? Value(Type type, string name, BindingFlags kind) =>
        type.GetMember(name, MemberTypes.Property | MemberTypes.Field, Visible | kind)
            .Where(member => member is not PropertyInfo property || IsReadable(property))
            .MaxBy(member => Depth(member.DeclaringType));

    public static object? Read(MemberInfo member, object? target) => member switch
    {
        PropertyInfo property => property.GetMethod!.Invoke(IsStatic(member) ? null : target, AppCode.Bare, null, null, null),
        FieldInfo field => field.GetValue(field.IsStatic ? null : target),
        _ => throw new ArgumentException("Only properties and fields hold values.", nameof(member)),
    };

    /// <summary>The names there are, for messages. A type that cannot be listed has none: that must not hide the message.</summary>
    public static IReadOnlyList<string> Names(Type type, BindingFlags kind)
    {
        try
        {
            return type.GetMembers(Visible | kind)
                .Where(member => member.DeclaringType != typeof(object))
                .Where(member => member is FieldInfo or MethodInfo { IsSpecialName: false } || (member is PropertyInfo property && IsReadable(property)))
                .Select(member => member.Name)
                .Distinct(StringComparer.Ordinal)
                .ToList();
        }
        catch (Exception exception) when (LoadedModule.IsMissingDependency(exception))
        {
            return [];
        }
    }

    private static bool IsReadable(PropertyInfo property) =>
        property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0;

    private static bool IsStatic(MemberInfo member) => member is PropertyInfo { GetMethod.IsStatic: true };

    private static int Depth(Type? type)
    {
        var depth = 0;
        for (; type is not null; type = type.BaseType)
        {
            depth++;
        }

        return depth;
    }
}
