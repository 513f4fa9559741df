using ZiBai.Loading;

namespace ZiBai.Conformance.Tests;

public sealed partial class FileWrapperTests
{
    /// <summary>More than the sockets' buffers and the server's together take.</summary>
    private const int Large = 64 * 1024 * 1024;

    /// <summary>
    /// "Returned over a file, it is sent by the server's own file sending" (contract.md, environ: wsgi.file_wrapper), what a task gives too.
    /// </summary>
    [Theory]
    [Doors]
    public async Task AFileThatATaskGivesIsSentAsOne(Door door)
    {
        await File.WriteAllTextAsync(FilePath, "Hello World");
        FileStream? file = null;
        AsyncWsgiApp app = (environ, startResponse) => TaskBody.Adapt(LaterAsync(environ, startResponse), BodyKind.Chunks)!;

        async ValueTask<Chunks> LaterAsync(EnvironMap environ, StartResponse startResponse)
        {
            await Task.Yield();
            startResponse("200 OK", []);
            file = File.OpenRead(FilePath);
            return Wrapper(environ)(file, 4);
        }

        await using var served = await ServedApp.StartAsync(door, app);

        Assert.Equal($"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n{Apps.Own}\r\nHello World", (await served.RequestAsync(Apps.Get)).Masked());
        await served.StopAsync();
        Assert.False(file!.CanRead);
    }

    /// <summary>
    /// "Honour Content-Length" (PEP 3333, "Optional Platform-Specific File Handling": transmission stops at the number of bytes that the app named): a
    /// range is a position and a length, over any network and whatever the block size.
    /// </summary>
    [Theory]
    [Networks(0, 5, 1)]
    [Networks(6, 5, 3)]
    [Networks(3, 0, 8192)]
    [Networks(1, 9, 8192)]
    public async Task ARangeIsAPositionAndALength(Door door, Network network, int position, int length, int blockSize)
    {
        await File.WriteAllTextAsync(FilePath, "Hello World");
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                startResponse("206 Partial Content", [("Content-Length", $"{length}"), ("Content-Range", $"bytes {position}-{position + length - 1}/11")]);
                var file = File.OpenRead(FilePath);
                file.Position = position;
                return Wrapper(environ)(file, blockSize);
            },
            network: network);
        await using var connection = await served.ConnectAsync();

        for (var round = 0; round < 2; round++)
        {
            Assert.Equal("Hello World".Substring(position, length), (await connection.RequestAsync(Apps.Get)).BodyText);
        }
    }

    /// <summary>
    /// "Fewer: the connection is broken off" (contract.md, start_response and the body): a file shorter than its Content-Length is no exception.
    /// </summary>
    [Theory]
    [Forms]
    public async Task AFileShorterThanContentLengthIsBrokenOff(Door door, AppForm form)
    {
        await File.WriteAllTextAsync(FilePath, "Hello World");
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                startResponse("200 OK", [("Content-Length", "12")]);
                return Wrapper(environ)(File.OpenRead(FilePath), 8192);
            },
            form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Apps.Get);

        Assert.NotEqual("a whole response", await WholeOrNotAsync(connection));
        await served.Log.WaitForAsync(entry => entry.EventId.Name == "BodyTooShort" && entry.Category == "zibai.error");
    }

    /// <summary>
    /// A file that grows while it is sent is sent as long as it was when its Content-Length was made (contract.md, start_response and the body).
    /// </summary>
    [Theory]
    [Doors(AppForm.Sync)]
    [Doors(AppForm.NoGevent)]
    public async Task AFileThatGrowsIsSentAsLongAsItWas(Door door, AppForm form)
    {
        await File.WriteAllBytesAsync(FilePath, new byte[Large]);
        await using var served = await ServedApp.StartAsync(door, Send(OpenShared), form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Apps.Get);
        var head = Wire.Masked(await connection.ReadUntilAsync("\r\n\r\n"));

        await File.AppendAllTextAsync(FilePath, "grown");
        await connection.SendAsync("GET / HTTP/1.0\r\n\r\n");
        var rest = await connection.ReadToEndAsync();

        Assert.Equal($"HTTP/1.1 200 OK\r\nContent-Length: {Large}\r\n{Apps.Own}\r\n", head);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", Wire.Text(rest.AsMemory(Large, 100)), StringComparison.Ordinal);
        Assert.EndsWith("grown", Wire.Text(rest.AsMemory(rest.Length - 100)), StringComparison.Ordinal);
        Assert.Empty(served.Complaints);
    }

    /// <summary>
    /// A file that is cut while it is sent breaks the connection off, so that the client can tell (contract.md, start_response and the body).
    /// </summary>
    [Theory]
    [Doors(AppForm.Sync)]
    [Doors(AppForm.NoGevent)]
    public async Task AFileThatShrinksIsBrokenOff(Door door, AppForm form)
    {
        await File.WriteAllBytesAsync(FilePath, new byte[Large]);
        await using var served = await ServedApp.StartAsync(door, Send(OpenShared), form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Apps.Get);
        await connection.ReadUntilAsync("\r\n\r\n");

        await using (var file = new FileStream(FilePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(Large - 1);
        }

        Assert.NotEqual("a whole response", await WholeOrNotAsync(connection));
        await served.Log.WaitForAsync(entry => entry.EventId.Name == "BodyTooShort" && entry.Category == "zibai.error");
        await served.StopAsync();
        Assert.Single(served.Complaints);
    }

    /// <summary>
    /// "Disposes its stream" (contract.md, environ: wsgi.file_wrapper; PEP 3333: close() of the wrapped object is called): once, also where the client goes
    /// away in the middle, where there is no body to send, and where the stream fails.
    /// </summary>
    [Theory]
    [Forms("GET", false)]
    [Forms("HEAD", false)]
    [Forms("GET", true)]
    public async Task TheStreamIsDisposedOnce(Door door, AppForm form, string method, bool fails)
    {
        var stream = new Source(11, fails);
        await using var served = await ServedApp.StartAsync(door, Send(() => stream, 4), form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync($"{method} / HTTP/1.1\r\nHost: h\r\n\r\n");

        await stream.Disposed.Opened;
        await served.StopAsync();

        Assert.Equal(1, stream.Disposals);
        Assert.Equal(fails ? ["cannot be read"] : [], served.Complaints.Select(entry => entry.Exception?.Message));
    }

    /// <summary>The same where the client goes away in the middle (contract.md, start_response and the body).</summary>
    [Theory]
    [Forms(false)]
    [Forms(true)]
    public async Task TheStreamIsDisposedOnceWhereTheClientGoesAway(Door door, AppForm form, bool isFile)
    {
        await File.WriteAllBytesAsync(FilePath, new byte[Large]);
        var file = OpenShared();
        var stream = new Source(long.MaxValue, fails: false);
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return Wrapper(environ)(isFile ? file : stream, 64 * 1024);
            },
            form);
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Apps.Get);
        await connection.ReadUntilAsync("\r\n\r\n");

        connection.Abort();
        await served.StopAsync();

        Assert.Equal(isFile ? 0 : 1, stream.Disposals);
        Assert.Equal(!isFile, file.CanRead);
        Assert.Empty(served.Complaints);
        await file.DisposeAsync();
    }

    private static async Task<string> WholeOrNotAsync(RawConnection connection)
    {
        try
        {
            return (await connection.ReadToEndAsync()).Length >= Large ? "a whole response" : "closed early";
        }
        catch (ConnectionEndedException)
        {
            return "broken off";
        }
    }

    private FileStream OpenShared() => new(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    /// <summary>A stream that is no file, counts its disposals, and fails where it is told to.</summary>
    private sealed class Source(long length, bool fails) : Stream
    {
        private int _disposals;

        public Gate Disposed { get; } = new();

        public int Disposals => Volatile.Read(ref _disposals);

        public override bool CanRead => _disposals == 0;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            ObjectDisposedException.ThrowIf(_disposals > 0, this);
            if (fails)
            {
                throw new InvalidOperationException("cannot be read");
            }

            var read = (int)Math.Min(count, length - Position);
            Position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            Interlocked.Increment(ref _disposals);
            Disposed.Open();
            base.Dispose(disposing);
        }
    }
}
