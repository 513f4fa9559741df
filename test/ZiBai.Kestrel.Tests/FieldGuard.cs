using System.Collections;
using System.Reflection;

namespace ZiBai.Tests;

/// <summary>
/// Guards what is pooled: tells which fields of a used object differ from those of a fresh one. A test that uses an object up wants them all to
/// differ, and none after <c>Reset</c>; a field that was added later fails the first, until the test knows of it.
/// </summary>
internal static class FieldGuard
{
    public static string[] NamesOf(object example, params string[] exempt)
    {
        string[] names = [.. Fields(example).Select(static field => NameOf(field))];
        Assert.Empty(exempt.Except(names));
        return [.. names.Except(exempt).Order(StringComparer.Ordinal)];
    }

    public static string[] Differing(object fresh, object used, params string[] exempt) =>
    [
        .. Fields(fresh).Where(field => !Same(field.GetValue(fresh), field.GetValue(used)))
            .Select(static field => NameOf(field)).Except(exempt).Order(StringComparer.Ordinal),
    ];

    private static FieldInfo[] Fields(object example) =>
        example.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    // A property's field is called <Name>k__BackingField.
    private static string NameOf(FieldInfo field) => field.Name.Split('<', '>') is ["", var property, _] ? property : field.Name;

    private static bool Same(object? one, object? other) => (one, other) switch
    {
        (string, _) or (null, _) or (_, null) => Equals(one, other),
        (IList a, IList b) => a.Cast<object?>().SequenceEqual(b.Cast<object?>()),
        _ => Equals(one, other),
    };
}
