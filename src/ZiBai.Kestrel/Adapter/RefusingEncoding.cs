using System.Text;

namespace ZiBai.Adapter;

/// <summary>Decodes nothing, so that Kestrel refuses the header whose value it is asked for.</summary>
internal sealed class RefusingEncoding : Encoding
{
    public override int GetByteCount(char[] chars, int index, int count) => throw new NotSupportedException();

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => throw new NotSupportedException();

    public override int GetCharCount(byte[] bytes, int index, int count) => throw Refusal();

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) => throw Refusal();

    public override int GetMaxByteCount(int charCount) => throw new NotSupportedException();

    public override int GetMaxCharCount(int byteCount) => byteCount;

    // What Kestrel takes for the client's fault.
    private static DecoderFallbackException Refusal() => new("The header's name is no token.");
}
