/// <summary>An app written with base-library types alone; its project references nothing of Zi Bai: <c>zibai noreference:App</c>.</summary>
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
