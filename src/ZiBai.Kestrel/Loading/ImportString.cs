namespace ZiBai.Loading;

/// <summary>An import string taken apart: where to look, and what for.</summary>
internal sealed record ImportString(string Text, string Module, string Attribute)
{
    private static readonly char[] _pathSeparators = ['/', '\\'];

    /// <summary>Splits at the last colon, so that <c>C:\apps\hello.dll:App</c> keeps its drive.</summary>
    /// <exception cref="AppLoadException">A part is missing.</exception>
    public static ImportString Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Wrong(text) is { } wrong)
        {
            throw new AppLoadException(
                text, $"The import string '{text}' {wrong}. Write module:attribute, for example hello:App, hello:Hello.App or bin/hello.dll:App.");
        }

        var colon = text.LastIndexOf(':');
        return new ImportString(text, text[..colon], text[(colon + 1)..]);
    }

    /// <summary>What keeps a text from being an import string, or null. Whether it leads anywhere is another question.</summary>
    public static string? Wrong(string text)
    {
        var colon = text.LastIndexOf(':');

        // A separator after the last colon means that colon belongs to a drive, and that there is no attribute.
        if (colon < 0 || text.IndexOfAny(_pathSeparators, colon) >= 0)
        {
            return string.IsNullOrWhiteSpace(text) ? "has no ':attribute'" : $"has no ':attribute', as {text}:NAME has";
        }

        var attribute = text.AsSpan(colon + 1);
        return text.AsSpan(0, colon).IsWhiteSpace() ? "names no module before ':'"
            : attribute.IsWhiteSpace() ? "names no attribute after ':'"
            : text[(colon + 1)..].Split('.').Any(string.IsNullOrWhiteSpace) ? $"has an empty name among the dots of '{attribute}'"
            : null;
    }

    public AppLoadException Error(string message, Exception? innerException = null) => new(Text, message, innerException);
}
