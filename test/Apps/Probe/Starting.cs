using ZiBai;

namespace Probe;

/// What --call names.
public static class Factories
{
    public static WsgiApp Make() => (_, startResponse) => Answer.Text(startResponse, "made");

    public static async Task<WsgiApp> MakeLater()
    {
        await Task.Yield();
        return (_, startResponse) => Answer.Text(startResponse, "made later");
    }
}

/// What cannot be served.
public static class Unservable
{
    public static int OfNoShape(string text) => text.Length;
}

/// An app whose class cannot be initialised.
public static class Broken
{
    private static readonly string _database = Connect();

    public static IEnumerable<ReadOnlyMemory<byte>> NeverStarts(IDictionary<string, object?> environ, StartResponse startResponse) =>
        Answer.Text(startResponse, _database);

    private static string Connect() => throw new InvalidOperationException("no database at hand");
}
