namespace WorkloadApps;

/// <summary>A streamed body: <see cref="Count"/> times <see cref="One"/>.</summary>
internal static class Chunks
{
    public const int Size = 64 * 1024;
    public const int Count = 16;

    public static readonly byte[] One = Filled();

    private static byte[] Filled()
    {
        var chunk = new byte[Size];
        chunk.AsSpan().Fill((byte)'x');
        return chunk;
    }
}
