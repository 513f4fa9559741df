using System.Text;

namespace ZiBai.Testing;

/// <summary>One HTTP/1 response as it came over the wire. Text is Latin-1, so that each character is one byte.</summary>
/// <param name="StatusLine">For example <c>HTTP/1.1 200 OK</c>.</param>
/// <param name="Headers">In the order sent, repeated ones kept, without the white space around values.</param>
/// <param name="Body">The content, chunked framing taken off.</param>
/// <param name="Chunks">The content as it was cut by chunked framing; empty without it.</param>
/// <param name="Trailers">The fields after the last chunk.</param>
/// <param name="Wire">Every byte of the response, framing and all.</param>
public sealed record RawResponse(
    string StatusLine,
    IReadOnlyList<(string Name, string Value)> Headers,
    byte[] Body,
    IReadOnlyList<byte[]> Chunks,
    IReadOnlyList<(string Name, string Value)> Trailers,
    byte[] Wire)
{
    /// <summary>For example <c>HTTP/1.1</c>.</summary>
    public string Version => StatusLine.Split(' ')[0];

    public int StatusCode => int.Parse(StatusLine.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What follows the status code; empty if nothing does.</summary>
    public string Reason => StatusLine.Split(' ', 3) is [_, _, var reason] ? reason : "";

    public string BodyText => Encoding.Latin1.GetString(Body);

    /// <summary>The value of a header sent once; null if it was not sent.</summary>
    /// <exception cref="InvalidOperationException">It was sent more than once.</exception>
    public string? Header(string name) => HeaderValues(name) switch
    {
        [] => null,
        [var value] => value,
        var values => throw new InvalidOperationException($"{name} was sent {values.Count} times: {string.Join(" | ", values)}"),
    };

    public IReadOnlyList<string> HeaderValues(string name) =>
        [.. Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];
}
