using System.Globalization;
using System.Text;

namespace ZiBai.Testing;

public sealed partial class RawConnection
{
    /// <summary>Sends a request and reads the response to it. HEAD is recognised by the request's first word.</summary>
    public async Task<RawResponse> RequestAsync(string latin1)
    {
        await SendAsync(latin1);
        return await ReadResponseAsync(toHead: latin1.StartsWith("HEAD ", StringComparison.Ordinal));
    }

    /// <summary>Reads one response by its own framing (RFC 9112 section 6.3); an interim one (1xx) counts as one.</summary>
    /// <param name="toHead">The request was HEAD: there is no body, whatever the headers say.</param>
    /// <exception cref="ConnectionEndedException">The connection ended before the response did.</exception>
    /// <exception cref="FormatException">What came is no HTTP response.</exception>
    public Task<RawResponse> ReadResponseAsync(bool toHead = false) => BoundAsync("a whole response", async token =>
    {
        var reader = new ResponseReader(this, token);
        var head = await reader.LinesAsync("the end of the headers");
        if (head.Count == 0 || !head[0].StartsWith("HTTP/", StringComparison.Ordinal) || head[0].Split(' ') is not [_, { Length: 3 }, ..])
        {
            throw new FormatException($"Expected a status line such as 'HTTP/1.1 200 OK'. {Received()}");
        }

        var response = new RawResponse(head[0], [.. head.Skip(1).Select(Field)], [], [], [], []);
        var noBody = toHead || response.StatusCode is < 200 or 204 or 304;
        if (!noBody && response.Header("Transfer-Encoding") is { } coding)
        {
            if (!coding.Equals("chunked", StringComparison.OrdinalIgnoreCase))
            {
                throw new FormatException($"Cannot read Transfer-Encoding '{coding}'; only chunked is known. {Received()}");
            }

            var chunks = await reader.ChunksAsync();
            var trailers = await reader.LinesAsync("the end of the trailers");
            response = response with { Chunks = chunks, Body = [.. chunks.SelectMany(chunk => chunk)], Trailers = [.. trailers.Select(Field)] };
        }
        else if (!noBody && response.Header("Content-Length") is { } length)
        {
            response = response with { Body = await reader.BytesAsync(int.Parse(length, CultureInfo.InvariantCulture), "the rest of the body") };
        }
        else if (!noBody)
        {
            response = response with { Body = await reader.RestAsync() };
        }

        return response with { Wire = Take(reader.Position) };
    });

    private static (string Name, string Value) Field(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? (line[..colon], line[(colon + 1)..].Trim(' ', '\t'))
            : throw new FormatException($"'{line}' is no header: it has no name and colon.");
    }

    /// <summary>Walks over the buffer without taking from it, so that an error can show the whole response so far.</summary>
    private sealed class ResponseReader(RawConnection connection, CancellationToken token)
    {
        /// <summary>Bytes of the response read so far.</summary>
        public int Position { get; private set; }

        private int Available => connection._end - connection._start - Position;

        private ReadOnlySpan<byte> Ahead => connection._buffer.AsSpan(connection._start + Position, Available);

        /// <summary>The lines up to an empty one.</summary>
        public async Task<List<string>> LinesAsync(string what)
        {
            List<string> lines = [];
            while (await LineAsync(what) is { Length: > 0 } line)
            {
                lines.Add(line);
            }

            return lines;
        }

        public async Task<List<byte[]>> ChunksAsync()
        {
            List<byte[]> chunks = [];
            while (true)
            {
                var line = await LineAsync("the size of a chunk");
                if (!int.TryParse(line.Split(';')[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size))
                {
                    throw new FormatException($"'{line}' is no chunk size. {connection.Received()}");
                }

                if (size == 0)
                {
                    return chunks;
                }

                chunks.Add(await BytesAsync(size, "the rest of a chunk"));
                if (await LineAsync("the end of a chunk") is not "")
                {
                    throw new FormatException($"A chunk goes on after its {size} bytes. {connection.Received()}");
                }
            }
        }

        public async Task<byte[]> BytesAsync(int count, string what)
        {
            while (Available < count)
            {
                await connection.RequireAsync(what, token);
            }

            var bytes = Ahead[..count].ToArray();
            Position += count;
            return bytes;
        }

        public async Task<byte[]> RestAsync()
        {
            while (await connection.FillAsync(token))
            {
            }

            return connection.End == ConnectionEnd.Closed
                ? await BytesAsync(Available, "the rest of the body")
                : throw connection.Ended("the rest of a body that ends with the connection");
        }

        private async Task<string> LineAsync(string what)
        {
            int length;
            while ((length = Ahead.IndexOf("\r\n"u8)) < 0)
            {
                await connection.RequireAsync(what, token);
            }

            var line = Encoding.Latin1.GetString(Ahead[..length]);
            Position += length + 2;
            return line;
        }
    }
}
