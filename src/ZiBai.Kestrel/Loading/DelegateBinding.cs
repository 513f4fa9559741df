using System.Reflection;

namespace ZiBai.Loading;

/// <summary>Makes a delegate of one type from a method or from a delegate of another type.</summary>
internal static class DelegateBinding
{
    public static T Bind<T>(MethodInfo method, object? target)
        where T : Delegate
    {
        if (target is T already)
        {
            return already;
        }

        // Straight to the method behind an app's own delegate type, so that it costs a request no second call.
        if (target is Delegate { HasSingleTarget: true } held
            && (held.Target is not null || held.Method.IsStatic)
            && Direct<T>(held) is { } direct)
        {
            return direct;
        }

        return method.IsStatic ? method.CreateDelegate<T>() : method.CreateDelegate<T>(target);
    }

    private static T? Direct<T>(Delegate held)
        where T : Delegate
    {
        try
        {
            return (T?)Delegate.CreateDelegate(typeof(T), held.Target, held.Method, throwOnBindFailure: false);
        }
        catch (ArgumentException)
        {
            // Compiled at run time, as from an expression tree: such a method can only be reached through its delegate.
            return null;
        }
    }
}
