using System.Buffers.Binary;
using System.IO.Compression;

namespace ZiBai.Process.Tests.Debugging;

/// <summary>A picture as a browser's screenshot is: PNG with 8 bits each for red, green, blue and maybe opacity, not interlaced.</summary>
internal sealed class Picture
{
    private readonly byte[] _bytes;
    private readonly int _bytesAPixel;

    private Picture(int width, int height, byte[] bytes, int bytesAPixel) => (Width, Height, _bytes, _bytesAPixel) = (width, height, bytes, bytesAPixel);

    public int Width { get; }

    public int Height { get; }

    /// <summary>The colour of a pixel, for example 0xff0000 for red.</summary>
    public int this[int x, int y]
    {
        get
        {
            var pixel = _bytes.AsSpan(((y * Width) + x) * _bytesAPixel, 3);
            return pixel[0] << 16 | pixel[1] << 8 | pixel[2];
        }
    }

    /// <summary>Reads a file. Source of the format: the PNG specification, third edition, sections 5, 9 and 11.2.1.</summary>
    /// <exception cref="InvalidDataException">It is of another kind.</exception>
    public static Picture Read(string path)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        if (file is not [0x89, (byte)'P', (byte)'N', (byte)'G', ..])
        {
            throw new InvalidDataException($"{path} is no PNG.");
        }

        using var packed = new MemoryStream();
        var (width, height, bytesAPixel) = (0, 0, 0);
        for (var rest = file[8..]; rest.Length > 0;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            var kind = rest.Slice(4, 4);
            var content = rest.Slice(8, length);
            if (kind.SequenceEqual("IHDR"u8))
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadInt32BigEndian(content[4..]));
                bytesAPixel = (content[8], content[9], content[12]) switch
                {
                    (8, 2, 0) => 3,
                    (8, 6, 0) => 4,
                    _ => throw new InvalidDataException($"{path} has {content[8]} bits of colour type {content[9]}, interlace {content[12]}."),
                };
            }
            else if (kind.SequenceEqual("IDAT"u8))
            {
                packed.Write(content);
            }

            rest = rest[(12 + length)..];
        }

        packed.Position = 0;
        using var lines = new ZLibStream(packed, CompressionMode.Decompress);
        return new Picture(width, height, Unfiltered(lines, width * bytesAPixel, height, bytesAPixel), bytesAPixel);
    }

    private static byte[] Unfiltered(Stream lines, int bytesALine, int height, int bytesAPixel)
    {
        var bytes = new byte[bytesALine * height];
        for (var y = 0; y < height; y++)
        {
            var filter = lines.ReadByte();
            var line = bytes.AsSpan(y * bytesALine, bytesALine);
            lines.ReadExactly(line);
            for (var x = 0; x < bytesALine; x++)
            {
                int left = x < bytesAPixel ? 0 : line[x - bytesAPixel];
                int above = y == 0 ? 0 : bytes[((y - 1) * bytesALine) + x];
                int aslant = y == 0 || x < bytesAPixel ? 0 : bytes[((y - 1) * bytesALine) + x - bytesAPixel];
                line[x] += (byte)(filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => above,
                    3 => (left + above) / 2,
                    4 => Nearest(left, above, aslant),
                    _ => throw new InvalidDataException($"Line {y} has the filter {filter}."),
                });
            }
        }

        return bytes;
    }

    private static int Nearest(int left, int above, int aslant)
    {
        var guess = left + above - aslant;
        var (a, b, c) = (Math.Abs(guess - left), Math.Abs(guess - above), Math.Abs(guess - aslant));
        return a <= b && a <= c ? left : b <= c ? above : aslant;
    }
}
