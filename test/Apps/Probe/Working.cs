using System.Globalization;
using System.Text;
using ZiBai;

namespace Probe;

/// Apps for several workers.
public static class Working
{
    /// A test writes another number over this one in a copy of the assembly: new code, as a deploy brings it.
    private const string TheVersion = "version 1";

    public static IEnumerable<ReadOnlyMemory<byte>> Version(IDictionary<string, object?> environ, StartResponse startResponse) =>
        Answer.Text(startResponse, TheVersion);

    /// Runs other methods for other paths.
    public static IEnumerable<ReadOnlyMemory<byte>> ByPath(IDictionary<string, object?> environ, StartResponse startResponse) =>
        environ[EnvironKeys.PathInfo] switch
        {
            "/version" => Version(environ, startResponse),
            "/again" => Again(startResponse),
            _ => Answer.Text(startResponse, "no version"),
        };

    /// The id of the process that answers.
    public static IEnumerable<ReadOnlyMemory<byte>> Pid(IDictionary<string, object?> environ, StartResponse startResponse) =>
        Answer.Text(startResponse, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    /// What came: the method and path in a line, then the body.
    public static IEnumerable<ReadOnlyMemory<byte>> Mirror(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        using var whole = new MemoryStream();
        whole.Write(Encoding.UTF8.GetBytes($"{environ[EnvironKeys.RequestMethod]} {environ[EnvironKeys.PathInfo]}\n"));
        ((Stream)environ[EnvironKeys.WsgiInput]!).CopyTo(whole);
        startResponse("200 OK", [("Content-Type", "application/octet-stream"), ("Content-Length", $"{whole.Length}")]);
        return [whole.ToArray()];
    }

    /// The same, after 50 ms in which it holds its thread.
    public static IEnumerable<ReadOnlyMemory<byte>> SlowMirror(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        Thread.Sleep(50);
        return Mirror(environ, startResponse);
    }

    /// Says on standard error that it holds the request, and waits for the whole of its body.
    public static IEnumerable<ReadOnlyMemory<byte>> Hold(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        Console.Error.WriteLine($"holding in {Environment.ProcessId}");
        ((Stream)environ[EnvironKeys.WsgiInput]!).CopyTo(Stream.Null);
        return Pid(environ, startResponse);
    }

    /// Takes every thread that the pool may have, for good.
    public static IEnumerable<ReadOnlyMemory<byte>> Starve(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        ThreadPool.SetMinThreads(1, 1);
        ThreadPool.SetMaxThreads(Environment.ProcessorCount, 1);
        for (var i = 0; i < 1000; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static _ => new ManualResetEvent(false).WaitOne(), null);
        }

        return Answer.Text(startResponse, "no thread is left");
    }

    /// Starts a program that outlives the request, and tells its process id.
    public static IEnumerable<ReadOnlyMemory<byte>> Spawn(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        using var child = System.Diagnostics.Process.Start("sleep", ["1000"]);
        return Answer.Text(startResponse, child.Id.ToString(CultureInfo.InvariantCulture));
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Again(StartResponse startResponse) => Answer.Text(startResponse, string.Concat("again ", TheVersion));
}

/// Hooks that write a line with their worker's process id to standard error.
public static class Saying
{
    public static void SayingBeforeServe() => Say("before_serve");

    public static void SayingBeforeGracefulExit() => Say("before_graceful_exit");

    public static void SayingBeforeDied() => Say("before_died");

    /// Does, before it serves, what the file of the environment variable PROBE_ORDERS says: wait for ever, throw, or die. Nothing if there is none.
    public static void BeforeServeByOrders()
    {
        var orders = Environment.GetEnvironmentVariable("PROBE_ORDERS")!;
        switch (File.Exists(orders) ? File.ReadAllText(orders) : "")
        {
            case "wait":
                Say("waiting");
                new ManualResetEvent(false).WaitOne();
                break;
            case "throw":
                throw new InvalidOperationException("the orders were to throw");
            case "die":
                System.Diagnostics.Process.GetCurrentProcess().Kill();
                break;
        }
    }

    private static void Say(string what) => Console.Error.WriteLine($"{what} in {Environment.ProcessId}");
}
