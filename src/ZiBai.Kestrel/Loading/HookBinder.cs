using System.Reflection;
using System.Runtime.CompilerServices;

namespace ZiBai.Loading;

/// <summary>Makes a hook of a method without parameters.</summary>
internal static class HookBinder
{
    /// <exception cref="AppLoadException">It takes something, or gives something other than a task.</exception>
    public static Func<ValueTask> Bind(ImportString import, ResolvedAttribute attribute)
    {
        var method = attribute.Methods.FirstOrDefault(candidate => !candidate.IsGenericMethodDefinition && candidate.GetParameters().Length == 0);
        if (method is null)
        {
            throw Refused(import, attribute);
        }

        if (method.ReturnType == typeof(void))
        {
            return BindVoid(import, attribute, method);
        }

        if (method.ReturnType == typeof(ValueTask))
        {
            return DelegateBinding.Bind<Func<ValueTask>>(method, attribute.Target);
        }

        if (typeof(Task).IsAssignableFrom(method.ReturnType))
        {
            var hook = DelegateBinding.Bind<Func<Task>>(method, attribute.Target);
            return () => hook() is { } task ? new ValueTask(task) : default;
        }

        throw Refused(import, attribute);
    }

    private static Func<ValueTask> BindVoid(ImportString import, ResolvedAttribute attribute, MethodInfo method)
    {
        var body = attribute.Target is Delegate held ? held.Method : method;

        // Nobody can wait for it, and what it throws takes the process down.
        if (body.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false))
        {
            throw import.Error($"The hook '{import.Text}' is async void, so nothing can wait for it: let {attribute.Name} return Task.");
        }

        var hook = DelegateBinding.Bind<Action>(method, attribute.Target);
        return () =>
        {
            hook();
            return default;
        };
    }

    private static AppLoadException Refused(ImportString import, ResolvedAttribute attribute) =>
        import.Error(
            $"'{import.Text}' is not a hook. Found: {attribute.Found}. A hook is a public static method without parameters that returns "
            + "void, Task or ValueTask.");
}
