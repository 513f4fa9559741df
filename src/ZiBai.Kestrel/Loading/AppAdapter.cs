using System.Reflection;
using ZiBai.Adapter;
using BaseLibraryStart = System.Func<
    string, System.Collections.Generic.IReadOnlyList<(string, string)>, System.Exception?, System.Action<byte[]>>;
using EnvironDictionary = System.Collections.Generic.IDictionary<string, object?>;

namespace ZiBai.Loading;

/// <summary>Makes an <see cref="AppEntry"/> of whatever shape the app has. Reflection ends here: what a request runs are delegates.</summary>
internal static class AppAdapter
{
    /// <exception cref="AppLoadException">It has none of the shapes accepted, or several overloads have one.</exception>
    public static AppEntry Adapt(ImportString import, ResolvedAttribute attribute)
    {
        var matches = attribute.Methods
            .Select(method => new { Method = method, Shape = AppShape.Of(method) })
            .Where(match => match.Shape is not null)
            .ToList();
        if (matches.Count == 1)
        {
            return Adapt(matches[0].Method, attribute.Target, matches[0].Shape!);
        }

        if (matches.Count > 1)
        {
            var overloads = string.Join("; ", matches.Select(match => ClrNames.Signature(match.Method, attribute.Name)));
            throw import.Error($"'{import.Text}' is ambiguous: several overloads are apps: {overloads}. Leave one, or give one another name.");
        }

        var hint = attribute.Methods.Any(AppFactory.IsFactory) ? " It takes nothing and gives something: if that is the app, add --call." : "";
        throw import.Error($"'{import.Text}' is not an app. Found: {attribute.Found}.{hint}{Environment.NewLine}{AppShape.Accepted}");
    }

    private static AppEntry Adapt(MethodInfo method, object? target, AppShape shape)
    {
        if (shape.TaskOf is { } result)
        {
            var adapter = shape.IsValueTask ? nameof(AdaptValueTask) : nameof(AdaptTask);
            var adapt = typeof(AppAdapter).GetMethod(adapter, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(result);
            return new AppEntry((AsyncWsgiApp)adapt.Invoke(null, [method, target, shape])!);
        }

        return shape switch
        {
            { Body: BodyKind.Chunks, UsesBaseLibraryStart: false } => new AppEntry(DelegateBinding.Bind<WsgiApp>(method, target)),
            { Body: BodyKind.AsyncChunks, UsesBaseLibraryStart: false } => new AppEntry(DelegateBinding.Bind<AsyncWsgiApp>(method, target)),
            { Body: BodyKind.Chunks } => new AppEntry(new WsgiApp(Starting<IEnumerable<ReadOnlyMemory<byte>>>(method, target, shape))),
            { Body: BodyKind.AsyncChunks } =>
                new AppEntry(new AsyncWsgiApp(Starting<IAsyncEnumerable<ReadOnlyMemory<byte>>>(method, target, shape))),
            { Body: BodyKind.Bytes } => AdaptBytes(Starting<IEnumerable<byte[]>>(method, target, shape)),
            _ => AdaptAsyncBytes(Starting<IAsyncEnumerable<byte[]>>(method, target, shape)),
        };
    }

    // Null results go through as they are: the engine knows what to say about them.
    private static AppEntry AdaptBytes(Func<EnvironDictionary, StartResponse, IEnumerable<byte[]>> app) =>
        new((WsgiApp)((environ, startResponse) => BytesBody.Adapt(app(environ, startResponse))!));

    private static AppEntry AdaptAsyncBytes(Func<EnvironDictionary, StartResponse, IAsyncEnumerable<byte[]>> app) =>
        new((AsyncWsgiApp)((environ, startResponse) => AsyncBytesBody.Adapt(app(environ, startResponse))!));

    private static AsyncWsgiApp AdaptTask<TResult>(MethodInfo method, object? target, AppShape shape)
        where TResult : class
    {
        var app = Starting<Task<TResult>>(method, target, shape);
        var kind = shape.Body;
        return (environ, startResponse) => app(environ, startResponse) is { } task ? TaskBody.Adapt(new ValueTask<TResult>(task), kind)! : null!;
    }

    private static AsyncWsgiApp AdaptValueTask<TResult>(MethodInfo method, object? target, AppShape shape)
        where TResult : class
    {
        var app = Starting<ValueTask<TResult>>(method, target, shape);
        var kind = shape.Body;
        return (environ, startResponse) => TaskBody.Adapt(app(environ, startResponse), kind)!;
    }

    /// <summary>The app with our start_response, whichever one it is written for.</summary>
    private static Func<EnvironDictionary, StartResponse, TResult> Starting<TResult>(MethodInfo method, object? target, AppShape shape)
    {
        if (!shape.UsesBaseLibraryStart)
        {
            return DelegateBinding.Bind<Func<EnvironDictionary, StartResponse, TResult>>(method, target);
        }

        var app = DelegateBinding.Bind<Func<EnvironDictionary, BaseLibraryStart, TResult>>(method, target);
        return (environ, startResponse) => app(environ, (status, headers, excInfo) =>
        {
            var write = startResponse(status, headers, excInfo);
            return data => write(data);
        });
    }
}
