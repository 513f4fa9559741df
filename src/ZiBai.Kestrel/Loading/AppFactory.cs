using System.Reflection;

namespace ZiBai.Loading;

/// <summary>Calls a factory: something without parameters that gives an app or a task of one.</summary>
internal static class AppFactory
{
    public static bool IsFactory(MethodInfo method) =>
        !method.IsGenericMethodDefinition
        && method.GetParameters().Length == 0
        && method.ReturnType != typeof(void)
        && method.ReturnType != typeof(Task)
        && method.ReturnType != typeof(ValueTask)
        && !method.ReturnType.IsByRef;

    /// <exception cref="AppLoadException">It is no factory, threw, or gave nothing.</exception>
    public static async ValueTask<ResolvedAttribute> CallAsync(ImportString import, ResolvedAttribute attribute)
    {
        var method = attribute.Methods.FirstOrDefault(IsFactory);
        if (method is null)
        {
            var hint = attribute.Methods.Any(candidate => AppShape.Of(candidate) is not null) ? " It is an app itself: leave out --call." : "";
            throw import.Error(
                $"'{import.Text}' is not a factory. Found: {attribute.Found}.{hint} With --call it is called without arguments and gives "
                + "the app, or a task of it.");
        }

        object? made;
        try
        {
            made = method.Invoke(method.IsStatic ? null : attribute.Target, AppCode.Bare, null, null, null);
            made = await ResultAsync(made);
        }
        catch (Exception exception)
        {
            throw AppCode.Failure(import, $"the factory {attribute.Name}", exception);
        }

        return made is null
            ? throw import.Error($"'{import.Text}' could not be loaded: the factory {attribute.Name} gave null instead of an app.")
            : ResolvedAttribute.OfValue($"{attribute.Name}()", made);
    }

    private static async ValueTask<object?> ResultAsync(object? made)
    {
        if (made?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            made = type.GetMethod(nameof(ValueTask<int>.AsTask))!.Invoke(made, null);
        }

        if (made is not Task task)
        {
            return made;
        }

        await task;
        return AppShape.TaskResult(task.GetType()) is null ? null : task.GetType().GetProperty(nameof(Task<int>.Result))!.GetValue(task);
    }
}
