using System.Reflection;
using BaseLibraryStart = System.Func<
    string, System.Collections.Generic.IReadOnlyList<(string, string)>, System.Exception?, System.Action<byte[]>>;

namespace ZiBai.Loading;

/// <summary>What a body iterates over, and how.</summary>
internal enum BodyKind
{
    Chunks,
    AsyncChunks,
    Bytes,
    AsyncBytes,
}

/// <summary>The shape of something that can be called as an app.</summary>
/// <param name="UsesBaseLibraryStart">Whether start_response is written with base-library types alone.</param>
/// <param name="Body">The body.</param>
/// <param name="TaskOf">What the task gives, or null where the body is returned directly.</param>
/// <param name="IsValueTask">Whether the task is a <see cref="ValueTask{TResult}"/>.</param>
internal sealed record AppShape(bool UsesBaseLibraryStart, BodyKind Body, Type? TaskOf, bool IsValueTask)
{
    /// <summary>For the error about any other shape.</summary>
    public const string Accepted =
        "An app takes (IDictionary<string, object?> environ, StartResponse startResponse) and returns IEnumerable<ReadOnlyMemory<byte>>, "
        + "IAsyncEnumerable<ReadOnlyMemory<byte>>, IEnumerable<byte[]>, IAsyncEnumerable<byte[]>, or a Task<> or ValueTask<> of one of these. "
        + "startResponse may also be a Func<string, IReadOnlyList<(string, string)>, Exception?, Action<byte[]>>.";

    // The server's own element type first: a body that is iterable both ways needs no adapting that way.
    private static readonly (Type Type, BodyKind Kind)[] _bodies =
    [
        (typeof(IEnumerable<ReadOnlyMemory<byte>>), BodyKind.Chunks),
        (typeof(IAsyncEnumerable<ReadOnlyMemory<byte>>), BodyKind.AsyncChunks),
        (typeof(IEnumerable<byte[]>), BodyKind.Bytes),
        (typeof(IAsyncEnumerable<byte[]>), BodyKind.AsyncBytes),
    ];

    /// <summary>The shape of a method, or null if it is none of those accepted.</summary>
    public static AppShape? Of(MethodInfo method)
    {
        var parameters = method.GetParameters();
        if (method.IsGenericMethodDefinition || parameters.Length != 2 || parameters[0].ParameterType != typeof(IDictionary<string, object?>))
        {
            return null;
        }

        var start = parameters[1].ParameterType;
        if (start != typeof(StartResponse) && start != typeof(BaseLibraryStart))
        {
            return null;
        }

        var result = method.ReturnType;
        var isValueTask = result.IsGenericType && result.GetGenericTypeDefinition() == typeof(ValueTask<>);
        var taskOf = isValueTask ? result.GetGenericArguments()[0] : TaskResult(result);
        return BodyOf(taskOf ?? result) is { } body ? new AppShape(start == typeof(BaseLibraryStart), body, taskOf, isValueTask) : null;
    }

    /// <summary>What a <see cref="Task{TResult}"/>, or a type derived from it, gives; null for any other type.</summary>
    public static Type? TaskResult(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.IsGenericType && current.GetGenericTypeDefinition() == typeof(Task<>))
            {
                return current.GetGenericArguments()[0];
            }
        }

        return null;
    }

    private static BodyKind? BodyOf(Type type)
    {
        foreach (var (body, kind) in _bodies)
        {
            // A struct would have to be boxed for every request, and so no delegate binds to it.
            if (!type.IsValueType && body.IsAssignableFrom(type))
            {
                return kind;
            }
        }

        return null;
    }
}
