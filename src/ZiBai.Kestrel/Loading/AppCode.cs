using System.Reflection;
using System.Runtime.CompilerServices;

namespace ZiBai.Loading;

/// <summary>Runs the app's own code while loading, so that its failure is told apart from ours.</summary>
internal static class AppCode
{
    /// <summary>For <see cref="MethodBase.Invoke(object, BindingFlags, Binder, object[], System.Globalization.CultureInfo)"/>: the app's exception, bare.</summary>
    public const BindingFlags Bare = BindingFlags.DoNotWrapExceptions;

    /// <param name="import">What is being loaded.</param>
    /// <param name="what">The code that runs, for example "the factory Hello.Make".</param>
    /// <param name="code">Runs it.</param>
    /// <exception cref="AppLoadException">The code threw; its exception is the inner one.</exception>
    public static T Run<T>(ImportString import, string what, Func<T> code)
    {
        try
        {
            return code();
        }
        catch (Exception exception)
        {
            throw Failure(import, what, exception);
        }
    }

    /// <summary>Runs the static initialiser now, so that an app that cannot start fails here and not at its first request.</summary>
    public static void Initialise(ImportString import, Type type) =>
        Run(import, $"the static initialiser of {ClrNames.Full(type)}", () =>
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            return true;
        });

    public static AppLoadException Failure(ImportString import, string what, Exception exception)
    {
        var cause = exception;
        while (cause is TypeInitializationException or TargetInvocationException && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return import.Error($"'{import.Text}' could not be loaded: {what} threw {cause.GetType().Name}: {cause.Message}", cause);
    }
}
