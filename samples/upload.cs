// Upload: the body is a stream, read piece by piece. However long it is, no more than a piece of it is in memory.
//   zibai samples/upload.cs:App
//   curl -T README.md http://127.0.0.1:8000/          its length and its SHA-256
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ZiBai;

public static class Upload
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        if ((string)environ[EnvironKeys.RequestMethod]! is not ("PUT" or "POST"))
        {
            startResponse("405 Method Not Allowed", [("Allow", "PUT, POST"), ("Content-Type", "text/plain; charset=utf-8")]);
            return ["PUT or POST something here.\n"u8.ToArray()];
        }

        // It ends where the body does, whether that came with a Content-Length or in chunks.
        var input = (Stream)environ[EnvironKeys.WsgiInput]!;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[64 * 1024];
        var length = 0L;
        while (input.Read(piece) is > 0 and var read)
        {
            hash.AppendData(piece, 0, read);
            length += read;
        }

        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8")]);
        return [Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{length} bytes, SHA-256 {Convert.ToHexStringLower(hash.GetHashAndReset())}\n"))];
    }
}
