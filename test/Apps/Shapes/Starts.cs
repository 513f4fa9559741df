using ZiBai;

namespace Shapes;

public delegate IEnumerable<ReadOnlyMemory<byte>> OwnApp(Environ environ, StartResponse start);

/// The results again with base-library types alone, and what holds an app without being a method.
public static class Starts
{
    public static readonly WsgiApp NativeField = Results.Chunks;

    public static readonly OwnApp OwnDelegate = Results.Chunks;

    public static readonly Holder Holder = new();

    public static Func<Environ, StartResponse, Task<byte[][]>> FuncProperty { get; } =
        (environ, start) => Task.FromResult(Results.BytesArray(environ, start));

    public static AsyncWsgiApp NativeAsync { get; } = Results.AsyncChunks;

    public static WsgiApp? Nothing { get; }

    public static IEnumerable<ReadOnlyMemory<byte>> StartChunks(Environ environ, BaseStart start) => Results.Chunks(environ, Native(start));

    public static IAsyncEnumerable<ReadOnlyMemory<byte>> StartAsyncChunks(Environ environ, BaseStart start) =>
        Results.AsyncChunks(environ, Native(start));

    public static IEnumerable<byte[]> StartBytes(Environ environ, BaseStart start) => Results.Bytes(environ, Native(start));

    public static IAsyncEnumerable<byte[]> StartAsyncBytes(Environ environ, BaseStart start) => Results.AsyncBytes(environ, Native(start));

    public static Task<IEnumerable<byte[]>> StartTask(Environ environ, BaseStart start) => Results.TaskBytes(environ, Native(start));

    public static ValueTask<IAsyncEnumerable<byte[]>> StartValueTask(Environ environ, BaseStart start) =>
        Results.ValueTaskAsyncBytes(environ, Native(start));

    private static StartResponse Native(BaseStart start) => (status, headers, excInfo) =>
    {
        var write = start(status, headers, excInfo);
        return data => write(data.ToArray());
    };
}

public sealed class Holder
{
    public readonly Inner Inner = new();
}

public sealed class Inner
{
    public WsgiApp App { get; } = Results.Chunks;

    public IEnumerable<ReadOnlyMemory<byte>> Bound(Environ environ, StartResponse start) => App(environ, start);

    public override string ToString() => "inner";
}
