using System.Globalization;
using System.Resources;
using System.Runtime.InteropServices;

namespace Shapes;

/// Uses what lies beside the assembly's file.
public static class Beside
{
    public static IEnumerable<byte[]> French(IDictionary<string, object?> environ, ZiBai.StartResponse start)
    {
        start("200 OK", []);
        var words = new ResourceManager("Shapes.Words", typeof(Beside).Assembly);
        return [System.Text.Encoding.UTF8.GetBytes(words.GetString("Greeting", new CultureInfo("fr"))!)];
    }

    public static IEnumerable<byte[]> NativePid(IDictionary<string, object?> environ, ZiBai.StartResponse start)
    {
        start("200 OK", []);
        return [System.Text.Encoding.UTF8.GetBytes($"{SystemNative_GetPid()}")];
    }

    // A copy of the runtime's own library, which the test puts there under this name.
    [DllImport("beside")]
    private static extern int SystemNative_GetPid();
}
