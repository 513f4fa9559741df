using System.Reflection;
using System.Runtime.CompilerServices;
using Serilog;

namespace ZiBai.Logging.Configuration;

/// <summary>
/// The sinks, enrichers and filters there are: Serilog finds them by their names as methods. It calls what fits and passes over the rest, so that what is
/// misspelt would be missed only when a log is.
/// </summary>
internal sealed class SerilogMethods
{
    private readonly IReadOnlyList<Assembly> _assemblies;
    private readonly Dictionary<Type, IReadOnlyList<MethodInfo>> _methods = [];

    /// <param name="assemblies">Where they are looked for, Serilog itself among them.</param>
    public SerilogMethods(IReadOnlyList<Assembly> assemblies)
    {
        _assemblies = assemblies;
    }

    /// <summary>The names of all that can be called on a part of Serilog's set-up.</summary>
    public IEnumerable<string> Names(Type receiver) => Of(receiver).Select(static method => method.Name).Distinct();

    /// <summary>The forms in which one of them can be called.</summary>
    public IReadOnlyList<IReadOnlyList<ParameterInfo>> Forms(Type receiver, string name) =>
    [
        .. Of(receiver).Where(method => method.Name == name)
            .Select(static method => method.IsStatic ? method.GetParameters()[1..] : method.GetParameters()),
    ];

    /// <summary>Whether a parameter may be left out.</summary>
    public static bool IsOptional(ParameterInfo parameter) => parameter.HasDefaultValue || parameter.IsDefined(typeof(ParamArrayAttribute));

    private IReadOnlyList<MethodInfo> Of(Type receiver)
    {
        if (!_methods.TryGetValue(receiver, out var methods))
        {
            methods =
            [
                .. receiver.GetMethods(BindingFlags.Instance | BindingFlags.Public)
                    .Where(static method => method.ReturnType == typeof(LoggerConfiguration) && !method.IsGenericMethod),
                .. _assemblies.SelectMany(static assembly => assembly.ExportedTypes).Where(static type => type is { IsAbstract: true, IsSealed: true })
                    .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Public))
                    .Where(method => method.IsDefined(typeof(ExtensionAttribute), inherit: false) && method.GetParameters()[0].ParameterType == receiver),
            ];
            _methods.Add(receiver, methods);
        }

        return methods;
    }
}
