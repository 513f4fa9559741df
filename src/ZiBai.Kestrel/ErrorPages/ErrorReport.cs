using System.Runtime.InteropServices;

namespace ZiBai.ErrorPages;

/// <summary>All that a page tells, as text that fits on its lines: no control character is left in it, whoever sent it.</summary>
internal sealed class ErrorReport
{
    /// <summary>What one report holds of inner exceptions. A page is read by people, and is made while a client waits.</summary>
    private const int MostCauses = 10;

    /// <summary>What each page says of itself.</summary>
    public const string Remark = "This page is shown because of --debug; without it, the answer is a plain 500.";

    /// <param name="causes">What went wrong, the outermost first.</param>
    /// <param name="request">Method, URL and protocol.</param>
    /// <param name="environ">The environ's keys and values.</param>
    public ErrorReport(IReadOnlyList<ErrorCause> causes, (string Method, string Url, string Protocol) request, IReadOnlyList<EnvironRow> environ)
    {
        Causes = causes;
        Method = ShownText.Line(request.Method);
        Url = ShownText.Line(request.Url);
        Protocol = ShownText.Line(request.Protocol);
        Environ = environ;
    }

    /// <summary>What made the report possible, and where.</summary>
    public static string Versions { get; } = $"Zi Bai {ServerVersion.Text}, {RuntimeInformation.FrameworkDescription}, process {Environment.ProcessId}";

    /// <summary>What went wrong, the outermost first; never empty.</summary>
    public IReadOnlyList<ErrorCause> Causes { get; }

    public string Method { get; }

    public string Url { get; }

    public string Protocol { get; }

    /// <summary>The environ, sorted.</summary>
    public IReadOnlyList<EnvironRow> Environ { get; }

    /// <summary>The causes of a failure.</summary>
    /// <param name="chain">The exception and what lies in it, depth first; none where the app failed without one.</param>
    /// <param name="failure">What went wrong, where no exception says it.</param>
    /// <param name="sources">The app's source files.</param>
    public static IReadOnlyList<ErrorCause> CausesOf(IEnumerable<Exception> chain, string? failure, SourceFiles sources)
    {
        ErrorCause[] causes = [.. chain.Take(MostCauses).Select(exception => ErrorCause.Of(exception, sources))];
        return causes.Length > 0 ? causes : [new ErrorCause("The app broke its word", "", failure ?? "", [], 0)];
    }
}
