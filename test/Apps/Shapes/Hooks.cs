namespace Shapes;

/// Hooks of each kind; how often they ran is an app's chunk away.
public static class Hooks
{
    private static int _ran;

    public static Func<Task> Held { get; } = () => Ran();

    public static void Plain() => _ran++;

    public static async Task Later()
    {
        await Task.Yield();
        _ran++;
    }

    public static async ValueTask ValueLater()
    {
        await Task.Yield();
        _ran++;
    }

    public static async void Unawaited()
    {
        await Task.Yield();
        _ran++;
    }

    public static void WithArgument(int count) => _ran += count;

    public static int WithResult() => _ran;

    public static void Throws() => throw new InvalidOperationException("hook failed");

    public static IEnumerable<byte[]> Count(IDictionary<string, object?> environ, ZiBai.StartResponse start) => [[(byte)('0' + _ran)]];

    private static Task Ran()
    {
        _ran++;
        return Task.CompletedTask;
    }
}
