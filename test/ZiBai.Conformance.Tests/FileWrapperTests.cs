using System.Security.Cryptography;

namespace ZiBai.Conformance.Tests;

/// <summary>PEP 3333, "Optional Platform-Specific File Handling".</summary>
public sealed partial class FileWrapperTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string FilePath => _folder.File("file");

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// "Returned over a file, it is sent by the server's own file sending" (contract.md, environ) from its present position (PEP 3333, "Optional
    /// Platform-Specific File Handling"), with its length, and is closed.
    /// </summary>
    [Theory]
    [Forms(0, 8192)]
    [Forms(6, 1)]
    [Forms(11, 8192)]
    public async Task AFileIsSentFromItsPosition(Door door, AppForm form, int position, int blockSize)
    {
        await File.WriteAllTextAsync(FilePath, "Hello World");
        FileStream? file = null;
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                startResponse("200 OK", [("Content-Length", $"{11 - position}")]);
                file = File.OpenRead(FilePath);
                file.Position = position;
                return Wrapper(environ)(file, blockSize);
            },
            form);

        Assert.Equal(
            $"HTTP/1.1 200 OK\r\nContent-Length: {11 - position}\r\n{Apps.Own}\r\n{"Hello World"[position..]}",
            (await served.RequestAsync(Apps.Get)).Masked());
        await served.StopAsync();
        Assert.False(file!.CanRead);
    }

    /// <summary>A file's length is known, and is its Content-Length if the app set none (contract.md, start_response and the body).</summary>
    [Theory]
    [Doors(AppForm.Sync, 11)]
    [Doors(AppForm.Sync, 0)]
    [Doors(AppForm.Sync, 2_000_000)]
    [Doors(AppForm.NoGevent, 2_000_000)]
    public async Task AFileGetsItsLength(Door door, AppForm form, int length)
    {
        byte[] content = [.. Enumerable.Range(0, length).Select(i => (byte)(i % 251))];
        await File.WriteAllBytesAsync(FilePath, content);
        await using var served = await ServedApp.StartAsync(door, Send(() => File.OpenRead(FilePath)), form);
        await using var connection = await served.ConnectAsync();

        for (var round = 0; round < 2; round++)
        {
            var response = await connection.RequestAsync(Apps.Get);
            Assert.Equal($"{length}", response.Header("Content-Length"));
            Assert.Equal(SHA256.HashData(content), SHA256.HashData(response.Body));
        }
    }

    /// <summary>"HEAD ... send no body bytes" (contract.md, start_response and the body): nothing of the file, which is closed.</summary>
    [Theory]
    [Doors]
    public async Task HeadOfAFileHasItsLengthAlone(Door door)
    {
        await File.WriteAllTextAsync(FilePath, "Hello World");
        FileStream? file = null;
        await using var served = await ServedApp.StartAsync(door, Send(() => file = File.OpenRead(FilePath)));

        Assert.Equal(
            $"HTTP/1.1 200 OK\r\nContent-Length: 11\r\nConnection: close\r\n{Apps.Own}\r\n",
            await served.ReadToEndAsync("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
        await served.StopAsync();
        Assert.False(file!.CanRead);
    }

    /// <summary>
    /// Content-Length says how much of the file is sent (PEP 3333, "Optional Platform-Specific File Handling"): a range needs no stream of its own.
    /// </summary>
    [Theory]
    [Forms]
    public async Task NoMoreThanContentLengthIsSent(Door door, AppForm form)
    {
        await File.WriteAllTextAsync(FilePath, "Hello World");
        await using var served = await ServedApp.StartAsync(
            door,
            (environ, startResponse) =>
            {
                startResponse("206 Partial Content", [("Content-Length", "5")]);
                return Wrapper(environ)(File.OpenRead(FilePath), 4);
            },
            form);

        Assert.Equal("Hello", (await served.RequestAsync(Apps.Get)).BodyText);
    }

    /// <summary>
    /// "FileWrapper(stream, blockSize) is an iterable of blocks that disposes its stream" (contract.md, environ), whatever stream it is.
    /// </summary>
    [Theory]
    [Forms]
    public async Task AnyOtherStreamIsSentByBlock(Door door, AppForm form)
    {
        var stream = new MemoryStream("Hello World"u8.ToArray());
        await using var served = await ServedApp.StartAsync(door, Send(() => stream, 4), form);

        Assert.Equal(
            $"HTTP/1.1 200 OK\r\n{Apps.Own}Transfer-Encoding: chunked\r\n\r\n4\r\nHell\r\n4\r\no Wo\r\n3\r\nrld\r\n0\r\n\r\n",
            (await served.RequestAsync(Apps.Get)).Masked());
        await served.StopAsync();
        Assert.False(stream.CanRead);
    }

    /// <summary>
    /// "Returned over a file" (contract.md, environ): one whose name is gone is sent all the same, for the app's own stream is open.
    /// </summary>
    [Theory]
    [Doors]
    public async Task AFileThatWasDeletedMeanwhileIsSent(Door door)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await File.WriteAllTextAsync(FilePath, "Hello World");
        await using var served = await ServedApp.StartAsync(door, Send(() =>
        {
            var file = File.OpenRead(FilePath);
            File.Delete(FilePath);
            return file;
        }));

        Assert.Equal("Hello World", (await served.RequestAsync(Apps.Get)).BodyText);
        Assert.Empty(served.Complaints);
    }

    private static Func<Stream, int, FileWrapper> Wrapper(EnvironMap environ) =>
        (Func<Stream, int, FileWrapper>)environ["wsgi.file_wrapper"]!;

    private static WsgiApp Send(Func<Stream> open, int blockSize = 8192) => (environ, startResponse) =>
    {
        startResponse("200 OK", []);
        return Wrapper(environ)(open(), blockSize);
    };
}
