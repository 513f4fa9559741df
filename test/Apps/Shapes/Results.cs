using ZiBai;

namespace Shapes;

/// One app of each accepted result.
public static class Results
{
    public static IEnumerable<ReadOnlyMemory<byte>> Chunks(Environ environ, StartResponse start)
    {
        start("200 OK", []);
        yield return "a"u8.ToArray();
        yield return "b"u8.ToArray();
    }

    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> AsyncChunks(Environ environ, StartResponse start)
    {
        start("200 OK", []);
        await Task.Yield();
        yield return "a"u8.ToArray();
        yield return "b"u8.ToArray();
    }

    public static IEnumerable<byte[]> Bytes(Environ environ, StartResponse start)
    {
        start("200 OK", []);
        yield return "a"u8.ToArray();
        yield return "b"u8.ToArray();
    }

    public static async IAsyncEnumerable<byte[]> AsyncBytes(Environ environ, StartResponse start)
    {
        start("200 OK", []);
        await Task.Yield();
        yield return "a"u8.ToArray();
        yield return "b"u8.ToArray();
    }

    public static ReadOnlyMemory<byte>[] ChunkArray(Environ environ, StartResponse start) => [.. Chunks(environ, start)];

    public static byte[][] BytesArray(Environ environ, StartResponse start) => [.. Bytes(environ, start)];

    public static List<byte[]> BytesList(Environ environ, StartResponse start) => [.. Bytes(environ, start)];

    public static async Task<IEnumerable<ReadOnlyMemory<byte>>> TaskChunks(Environ environ, StartResponse start)
    {
        await Task.Yield();
        return Chunks(environ, start);
    }

    public static async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>> TaskAsyncChunks(Environ environ, StartResponse start)
    {
        await Task.Yield();
        return AsyncChunks(environ, start);
    }

    public static async Task<IEnumerable<byte[]>> TaskBytes(Environ environ, StartResponse start)
    {
        await Task.Yield();
        return Bytes(environ, start);
    }

    public static async Task<IAsyncEnumerable<byte[]>> TaskAsyncBytes(Environ environ, StartResponse start)
    {
        await Task.Yield();
        return AsyncBytes(environ, start);
    }

    public static Task<List<byte[]>> TaskBytesList(Environ environ, StartResponse start) => Task.FromResult(BytesList(environ, start));

    public static async ValueTask<IEnumerable<ReadOnlyMemory<byte>>> ValueTaskChunks(Environ environ, StartResponse start) =>
        await TaskChunks(environ, start);

    public static async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> ValueTaskAsyncChunks(Environ environ, StartResponse start) =>
        await TaskAsyncChunks(environ, start);

    public static async ValueTask<IEnumerable<byte[]>> ValueTaskBytes(Environ environ, StartResponse start) =>
        await TaskBytes(environ, start);

    public static ValueTask<IAsyncEnumerable<byte[]>> ValueTaskAsyncBytes(Environ environ, StartResponse start) =>
        new(AsyncBytes(environ, start));
}
