using System.Text;
using Greeting;
using Serilog;
using ZiBai;

namespace Dependent;

public static class Apps
{
    public static IEnumerable<ReadOnlyMemory<byte>> Greets(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        startResponse("200 OK", []);
        return [Encoding.UTF8.GetBytes(new Greeter().Greet())];
    }

    public static IEnumerable<ReadOnlyMemory<byte>> SerilogVersion(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        startResponse("200 OK", []);
        return [Encoding.UTF8.GetBytes(Marker.Version)];
    }
}

public class LoudGreeter : Greeter;

public static class Shouting
{
    public static LoudGreeter Greeter { get; } = new();

    public static string Shout(LoudGreeter greeter) => greeter.Greet();
}
