using System.Reflection;

namespace ZiBai.Loading;

/// <summary>What an attribute named: something to call, and what to call it on.</summary>
internal sealed class ResolvedAttribute
{
    private ResolvedAttribute(string name, string found, object? target, IReadOnlyList<MethodInfo> methods)
    {
        Name = name;
        Found = found;
        Target = target;
        Methods = methods;
    }

    /// <summary>The attribute in full, for messages.</summary>
    public string Name { get; }

    /// <summary>What was found, as C# declares it, for messages.</summary>
    public string Found { get; }

    /// <summary>What instance methods are called on; null for a type's own.</summary>
    public object? Target { get; }

    /// <summary>The overloads. Empty where the value cannot be called.</summary>
    public IReadOnlyList<MethodInfo> Methods { get; }

    /// <summary>A method with its overloads.</summary>
    public static ResolvedAttribute OfMethods(string name, object? target, IReadOnlyList<MethodInfo> methods) =>
        new(name, string.Join("; ", methods.Select(method => ClrNames.Signature(method, name))), target, methods);

    /// <summary>A delegate, or an object with a public <c>Invoke</c>, which every delegate has too.</summary>
    public static ResolvedAttribute OfValue(string name, object value)
    {
        var type = value.GetType();
        var invoke = Members.Methods(type, nameof(Action.Invoke), BindingFlags.Instance);
        var found = $"a value of type {ClrNames.Short(type)}";
        if (invoke.Count > 0)
        {
            found += $" to call as {string.Join("; ", invoke.Select(method => ClrNames.Signature(method, nameof(Action.Invoke))))}";
        }

        return new ResolvedAttribute(name, found, value, invoke);
    }
}
