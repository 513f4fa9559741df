using System.Runtime.CompilerServices;
using ZiBai.ErrorPages;

namespace ZiBai.Tests.ErrorPages;

/// <summary>Exceptions that were thrown, and reports on them.</summary>
internal static class Failing
{
    /// <summary>Files of which none is newer than the app.</summary>
    public static SourceFiles Sources => new(DateTimeOffset.MaxValue);

    /// <summary>This file, as its symbols name it.</summary>
    public static string ThisFile { get; } = PathOf();

    /// <summary>Throws and catches an exception; the line that threw says so.</summary>
    public static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception; // thrown here
        }
        catch (Exception caught)
        {
            return caught;
        }
    }

    public static ErrorReport Report(Exception? exception = null, IEnumerable<KeyValuePair<string, object?>>? environ = null, string url = "http://localhost/") => new(
        ErrorReport.CausesOf(exception is null ? [] : exception.InnerException is { } inner ? [exception, inner] : [exception], "it failed", Sources),
        ("GET", url, "HTTP/1.1"),
        EnvironRow.Of(environ ?? []));

    private static string PathOf([CallerFilePath] string path = "") => path;
}
