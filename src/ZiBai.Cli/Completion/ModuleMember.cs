namespace ZiBai.Cli.Completion;

/// <summary>A public method, property or field of a type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds or returns; <see cref="TypeSketch.Nothing"/> too for a method that nobody can call or wait for: generic, or async void.</param>
/// <param name="Parameters">Those of a method; null for what holds a value.</param>
internal sealed record ModuleMember(string Name, TypeSketch Type, IReadOnlyList<TypeSketch>? Parameters)
{
    /// <summary>Whether it could be that, going by the names of types. The loader looks more closely.</summary>
    public bool Fits(ImportKind kind) => Type != TypeSketch.Nothing && kind switch
    {
        ImportKind.App => Parameters is null ? HoldsApp() : IsApp(),
        ImportKind.Factory => Parameters is null ? Type is { Name: "Func", Arguments: [var made] } && GivesSomething(made) : Parameters.Count == 0 && GivesSomething(Type),
        _ => Parameters is null ? HoldsHook(Type) : Parameters.Count == 0 && IsAwaited(Type),
    };

    private bool IsApp() =>
        Parameters is [var environ, var startResponse] && environ.Is("IDictionary") && startResponse.Is("StartResponse", "Func") && GivesSomething(Type);

    /// <summary>Any object may have an Invoke. Of the generic ones only delegates are likely to.</summary>
    private bool HoldsApp() => Type is { Name: "Func", Arguments.Count: 3 } || (Type.Arguments.Count == 0 && !Type.IsTask && !Type.Is("[]", "Action"));

    private static bool GivesSomething(TypeSketch type) => type != TypeSketch.Void && !(type.IsTask && type.Arguments.Count == 0);

    private static bool HoldsHook(TypeSketch type) =>
        type is { Name: "Action", Arguments.Count: 0 } || (type is { Name: "Func", Arguments: [var result] } && IsAwaited(result));

    private static bool IsAwaited(TypeSketch type) => type == TypeSketch.Void || type.Is("Task") || type is { Name: "ValueTask", Arguments.Count: 0 };
}
