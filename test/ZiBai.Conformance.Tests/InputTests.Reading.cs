using System.Text;

namespace ZiBai.Conformance.Tests;

public sealed partial class InputTests
{
    /// <summary>The ways to read a whole body. Each returns its bytes.</summary>
    private static readonly Dictionary<string, Func<InputStream, byte[]>> _ways = new()
    {
        ["Read"] = static input =>
        {
            List<byte> all = [];
            var buffer = new byte[7];
            while (input.Read(buffer, 0, buffer.Length) is > 0 and var read)
            {
                all.AddRange(buffer[..read]);
            }

            return [.. all];
        },
        ["ReadByte"] = static input =>
        {
            List<byte> all = [];
            while (input.ReadByte() is >= 0 and var one)
            {
                all.Add((byte)one);
            }

            return [.. all];
        },
        ["ReadLine"] = static input =>
        {
            List<byte> all = [];
            while (input.ReadLine(100) is { Length: > 0 } piece)
            {
                Assert.InRange(piece.Length, 1, 100);
                all.AddRange(piece);
            }

            return [.. all];
        },
        ["ReadLines"] = static input => [.. input.ReadLines().SelectMany(line => line)],
        ["foreach"] = static input => [.. input.SelectMany(line => line)],
        ["CopyTo"] = static input =>
        {
            using var all = new MemoryStream();
            input.CopyTo(all);
            return all.ToArray();
        },
        ["CopyToAsync"] = static input =>
        {
            using var all = new MemoryStream();
            input.CopyToAsync(all).GetAwaiter().GetResult();
            return all.ToArray();
        },
        ["ReadLineAsync"] = static input =>
        {
            List<byte> all = [];
            while (input.ReadLineAsync().AsTask().GetAwaiter().GetResult() is { Length: > 0 } line)
            {
                all.AddRange(line);
            }

            return [.. all];
        },
    };

    /// <summary>
    /// "Reads end at the body's end, chunked or not" (contract.md, environ: wsgi.input): every way to read gives every byte, of lines longer than any
    /// buffer, without a last LF, and of nothing.
    /// </summary>
    [Theory]
    [Doors("Read")]
    [Doors("ReadByte")]
    [Doors("ReadLine")]
    [Doors("ReadLines")]
    [Doors("foreach")]
    [Doors("CopyTo")]
    [Doors("CopyToAsync")]
    [Doors("ReadLineAsync")]
    public async Task EveryWayToReadGivesEveryByte(Door door, string way)
    {
        byte[]? seen = null;
        await using var served = await ServedApp.StartAsync(door, (environ, startResponse) =>
        {
            var input = (InputStream)environ["wsgi.input"]!;
            seen = _ways[way](input);
            Assert.Equal((0, 0, -1), (input.Read(new byte[1]), input.ReadLine().Length, input.ReadByte()));
            Assert.Empty(input.ReadLines());
            startResponse("204 No Content", []);
            return [];
        });
        await using var connection = await served.ConnectAsync();
        foreach (var body in new[] { "", "\n", "a", "a\nb", "a\n\n", new string('x', 100_000) + "\nend", new string('y', 4096) + "\n" + new string('z', 4097) })
        {
            var bytes = Encoding.ASCII.GetBytes(body);

            await connection.RequestAsync($"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {bytes.Length}\r\n\r\n{body}");
            Assert.Equal(bytes, seen);
            await connection.RequestAsync(Chunked + InChunks(body) + "0\r\nX-Trailer: not the body's\r\n\r\n");
            Assert.Equal(bytes, seen);
        }

        Assert.Empty(served.Complaints);
    }

    /// <summary>
    /// "<c>byte[] ReadLine(int limit = -1)</c> (empty at the end)" (contract.md, environ: wsgi.input): a limit of 0 reads nothing and loses nothing; a
    /// line goes on where the limit cut it.
    /// </summary>
    [Theory]
    [Networks]
    public async Task ALimitCutsALineAndLosesNothing(Door door, Network network)
    {
        List<string> lines = [];
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                var input = (InputStream)environ["wsgi.input"]!;
                foreach (var limit in new[] { 0, 1, 0, 2, 3, 100, 5000, -1, 5, 0 })
                {
                    lines.Add(Wire.Text(input.ReadLine(limit)));
                }

                startResponse("204 No Content", []);
                return [];
            },
            network: network);
        var longLine = new string('x', 6000);

        await served.RequestAsync(Chunked + InChunks("one two\n" + longLine + "\n") + "0\r\n\r\n");

        Assert.Equal(["", "o", "", "ne", " tw", "o\n", longLine[..5000], longLine[5000..] + "\n", "", ""], lines);
    }

    /// <summary>
    /// The size of read() is optional, and readlines(hint) may be passed over (PEP 3333, "Input and Error Streams", notes 1 and 3): a hint ends with the
    /// line that reaches it.
    /// </summary>
    [Theory]
    [Doors(0, "a\n|bb\n|ccc\n|d")]
    [Doors(-1, "a\n|bb\n|ccc\n|d")]
    [Doors(1, "a\n")]
    [Doors(2, "a\n")]
    [Doors(3, "a\n|bb\n")]
    [Doors(1000, "a\n|bb\n|ccc\n|d")]
    public async Task AHintEndsWithTheLineThatReachesIt(Door door, int hint, string expected)
    {
        string? lines = null;
        await using var served = await ServedApp.StartAsync(door, (environ, startResponse) =>
        {
            lines = string.Join('|', ((InputStream)environ["wsgi.input"]!).ReadLines(hint).Select(line => Wire.Text(line)));
            startResponse("204 No Content", []);
            return [];
        });

        await served.RequestAsync("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\na\nbb\nccc\nd");

        Assert.Equal(expected, lines);
    }

    /// <summary>"Asynchronous reads; not seekable" (contract.md, environ: wsgi.input).</summary>
    [Theory]
    [Doors]
    public async Task AnAsynchronousAppReadsByLineWithoutAThread(Door door)
    {
        static async AsyncChunks App(EnvironMap environ, StartResponse startResponse)
        {
            var input = (InputStream)environ["wsgi.input"]!;
            Assert.Equal((true, false, false), (input.CanRead, input.CanSeek, input.CanWrite));
            startResponse("200 OK", []);
            while (await input.ReadLineAsync() is { Length: > 0 } line)
            {
                yield return line;
            }
        }

        await using var served = await ServedApp.StartAsync(door, App);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Chunked + "5\r\none\nt\r\n");

        await connection.ReadUntilAsync("4\r\none\n\r\n");
        await connection.SendAsync("3\r\nwo\n\r\n");
        await connection.ReadUntilAsync("4\r\ntwo\n\r\n");
        await connection.SendAsync("0\r\n\r\n");
        await connection.ReadUntilAsync("0\r\n\r\n");
    }

    /// <summary>The server's stream is the connection's: one that an app kept never gives bytes of the next request (contract.md, environ).</summary>
    [Theory]
    [Forms]
    public async Task AnInputThatWasKeptIsOfNoUseAfterItsRequest(Door door, AppForm form)
    {
        InputStream? kept = null;
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                var late = kept is null ? null : Record.Exception(() => kept.ReadByte());
                kept ??= (InputStream)environ["wsgi.input"]!;
                startResponse("200 OK", []);
                return [Wire.Bytes(late is null ? "kept" : late.GetType().Name), Wire.Bytes(";")];
            },
            form);
        await using var connection = await served.ConnectAsync();
        const string Post = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody";

        Assert.Equal("kept;", (await connection.RequestAsync(Post)).BodyText);
        Assert.Equal("IOException;", (await connection.RequestAsync(Post)).BodyText);
    }

    private static string InChunks(string body) =>
        string.Concat(body.Chunk(1000).Select(piece => $"{piece.Length:x};ext=1\r\n{new string(piece)}\r\n"));
}
