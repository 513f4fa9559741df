using System.Globalization;
using System.Text;

namespace ZiBai.Logging.Output;

/// <summary>Takes the text of one record, and gives it as bytes. Each thread keeps one for its next record.</summary>
internal sealed class LineBuffer : TextWriter
{
    /// <summary>Characters of a buffer that is kept; what held a larger record is not.</summary>
    private const int KeptLength = 16 * 1024;

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    [ThreadStatic]
    private static LineBuffer? _kept;

    private char[] _text = new char[512];
    private int _length;

    public LineBuffer()
        : base(CultureInfo.InvariantCulture)
    {
    }

    public override Encoding Encoding => _utf8;

    /// <summary>The thread's own, or another where that is in use: what is formatted may log in its turn.</summary>
    public static LineBuffer Take()
    {
        var buffer = _kept ?? new LineBuffer();
        _kept = null;
        return buffer;
    }

    public static void Return(LineBuffer buffer)
    {
        buffer.Reset();
        if (buffer._text.Length <= KeptLength)
        {
            _kept = buffer;
        }
    }

    public byte[] ToBytes() => _utf8.GetBytes(_text, 0, _length);

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (buffer.Length > _text.Length - _length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + buffer.Length));
        }

        buffer.CopyTo(_text.AsSpan(_length));
        _length += buffer.Length;
    }

    private void Reset() => _length = 0;
}
