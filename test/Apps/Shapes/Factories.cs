using ZiBai;

namespace Shapes;

/// What --call names.
public static class Factories
{
    public static WsgiApp Make() => Results.Chunks;

    public static async Task<AsyncWsgiApp> MakeLater()
    {
        await Task.Yield();
        return Results.AsyncChunks;
    }

    public static ValueTask<Callable> MakeCallable() => new(new Callable());

    public static WsgiApp? MakeNothing() => null;

    public static WsgiApp MakeFailing() => throw new InvalidOperationException("no secrets file");

    public static async Task<WsgiApp> MakeFailingLater()
    {
        await Task.Yield();
        throw new InvalidOperationException("no secrets file");
    }

    public static string MakeText() => "not an app";
}
