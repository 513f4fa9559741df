using System.Text;

namespace ZiBai.Validation;

/// <summary>The app's wsgi.errors: the server's, but it cannot be closed, nor written to after the response.</summary>
internal sealed class CheckedErrors : TextWriter
{
    private readonly TextWriter _errors;
    private readonly RequestCheck _request;

    public CheckedErrors(TextWriter errors, RequestCheck request)
        : base(errors.FormatProvider)
    {
        _errors = errors;
        _request = request;
        CoreNewLine = errors.NewLine.ToCharArray();
    }

    public override Encoding Encoding => _errors.Encoding;

    public override void Write(char value) => Open().Write(value);

    public override void Write(string? value) => Open().Write(value);

    public override void Write(char[] buffer, int index, int count) => Open().Write(buffer, index, count);

    public override void Write(ReadOnlySpan<char> buffer) => Open().Write(buffer);

    public override Task WriteAsync(char value) => Open().WriteAsync(value);

    public override Task WriteAsync(string? value) => Open().WriteAsync(value);

    public override Task WriteAsync(char[] buffer, int index, int count) => Open().WriteAsync(buffer, index, count);

    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default) =>
        Open().WriteAsync(buffer, cancellationToken);

    public override void Flush() => Open().Flush();

    public override Task FlushAsync() => Open().FlushAsync();

    public override Task FlushAsync(CancellationToken cancellationToken) => Open().FlushAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            throw Rules.ErrorsLeftOpen.Broken("it closed wsgi.errors");
        }

        base.Dispose(disposing);
    }

    private TextWriter Open()
    {
        _request.ThrowIfFinished("it wrote to wsgi.errors");
        return _errors;
    }
}
