namespace Probe;

/// Hooks that leave a line in the file of <see cref="Record"/>.
public static class Hooks
{
    public static void BeforeServe() => Record.Append("before_serve");

    /// Waits until the test opens the named pipe of the environment variable PROBE_PIPE.
    public static void BeforeServeWaiting()
    {
        using var pipe = File.OpenRead(Environment.GetEnvironmentVariable("PROBE_PIPE")!);
        pipe.CopyTo(Stream.Null);
        Record.Append("before_serve");
    }

    public static async Task BeforeGracefulExit()
    {
        await Task.Yield();
        Record.Append("before_graceful_exit");
    }

    public static void BeforeDied() => Record.Append("before_died");

    public static void ThrowingBeforeServe() => Throw("before_serve");

    public static void ThrowingBeforeGracefulExit() => Throw("before_graceful_exit");

    public static void ThrowingBeforeDied() => Throw("before_died");

    private static void Throw(string hook)
    {
        Record.Append(hook);
        throw new InvalidOperationException($"{hook} went wrong");
    }
}
