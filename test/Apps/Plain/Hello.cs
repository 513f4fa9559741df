using System.Text;

namespace Plain;

/// An app that references nothing of Zi Bai's.
public static class Hello
{
    public static IEnumerable<byte[]> App(
        IDictionary<string, object> environ,
        Func<string, IReadOnlyList<(string, string)>, Exception?, Action<byte[]>> startResponse)
    {
        var write = startResponse("200 OK", [("Content-Type", "text/plain")], null);
        write("written "u8.ToArray());
        return [Encoding.UTF8.GetBytes($"hello {environ["PATH_INFO"]}")];
    }
}
