using System.Text;

namespace ZiBai.Adapter;

/// <summary>
/// Latin-1 for Content-Length alone, of which RFC 9110 section 8.6 has digits and nothing else. What is anything else, or more than Kestrel has room
/// for, is decoded to a character that is no number's, so that Kestrel refuses it: left to itself it takes a number with a sign.
/// </summary>
internal sealed class ContentLengthEncoding : Encoding
{
    /// <summary>The digits of the largest number that Kestrel takes.</summary>
    private const int MostDigits = 19;

    private const char NoDigit = '\ufffd';

    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        if (bytes.Length <= MostDigits && !bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return Latin1.GetChars(bytes, chars);
        }

        chars[0] = NoDigit;
        return 1;
    }

    public override int GetByteCount(char[] chars, int index, int count) => Latin1.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetCharCount(byte[] bytes, int index, int count) => Latin1.GetCharCount(bytes, index, count);

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        Latin1.GetChars(bytes, byteIndex, byteCount, chars, charIndex);

    public override int GetMaxByteCount(int charCount) => Latin1.GetMaxByteCount(charCount);

    public override int GetMaxCharCount(int byteCount) => Latin1.GetMaxCharCount(byteCount);
}
