using System.Globalization;
using System.Text;
using ZiBai.Response;

namespace ZiBai.Logging;

/// <summary>Passes text on with its control characters escaped: what is written through it stays in one line.</summary>
internal sealed class EscapingWriter : TextWriter
{
    private readonly TextWriter _output;

    public EscapingWriter(TextWriter output)
        : base(CultureInfo.InvariantCulture)
    {
        _output = output;
    }

    public override Encoding Encoding => _output.Encoding;

    public override void Write(char value) => Printable.Write(_output, [value]);

    public override void Write(char[] buffer, int index, int count) => Printable.Write(_output, buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Printable.Write(_output, buffer);

    public override void Write(string? value) => Printable.Write(_output, value);
}
