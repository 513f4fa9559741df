using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ZiBai.Cli.Sources;

/// <summary>What a compiler process is told and tells, one thing after another: the length in 4 bytes, little-endian, then so many bytes of JSON.</summary>
internal static class CompileFrame
{
    /// <summary>More than any sources or assembly take; what claims to be longer was not written by us.</summary>
    private const int Longest = 1 << 28;

    /// <exception cref="IOException">Whoever reads has ended.</exception>
    public static void Write<T>(Stream stream, T value, JsonTypeInfo<T> type)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(value, type);
        var frame = new byte[sizeof(int) + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, content.Length);
        content.CopyTo(frame, sizeof(int));
        stream.Write(frame);
        stream.Flush();
    }

    /// <returns>Null at the end.</returns>
    /// <exception cref="IOException">It ends within a frame.</exception>
    /// <exception cref="JsonException">It is something else.</exception>
    public static T? Read<T>(Stream stream, JsonTypeInfo<T> type)
        where T : class
    {
        var length = new byte[sizeof(int)];
        var got = stream.ReadAtLeast(length, length.Length, throwOnEndOfStream: false);
        if (got == 0)
        {
            return null;
        }

        var size = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (got < length.Length || size is < 0 or > Longest)
        {
            throw new JsonException("what is there is of another form.");
        }

        var content = new byte[size];
        stream.ReadExactly(content);
        return JsonSerializer.Deserialize(content, type) ?? throw new JsonException("there is null.");
    }
}
