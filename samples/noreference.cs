// No reference: an app of base-library types alone. Compiled by itself, it needs no package of Zi Bai's.
//   zibai samples/noreference.cs:App
//   curl http://127.0.0.1:8000/          No reference needed.
public static class NoReference
{
    public static IEnumerable<byte[]> App(
        IDictionary<string, object> environ,
        Func<string, IReadOnlyList<(string Name, string Value)>, Exception?, Action<byte[]>> startResponse)
    {
        var body = "No reference needed."u8.ToArray();
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", $"{body.Length}")], null);
        return [body];
    }
}
