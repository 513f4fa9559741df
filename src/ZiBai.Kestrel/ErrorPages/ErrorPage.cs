using System.Text;
using Microsoft.Net.Http.Headers;

namespace ZiBai.ErrorPages;

/// <summary>A page that tells a developer what went wrong, ready to go out: HTML for browsers, text for whoever does not ask for HTML.</summary>
/// <param name="Headers">Its headers, without those of the server.</param>
/// <param name="Body">Its bytes, UTF-8.</param>
internal sealed record ErrorPage(IReadOnlyList<(string Name, string Value)> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Makes the page.</summary>
    /// <param name="report">What it tells.</param>
    /// <param name="accept">The request's Accept header; empty where it has none.</param>
    public static ErrorPage Of(ErrorReport report, IList<string> accept)
    {
        var isHtml = AcceptsHtml(accept);
        return new(
            [
                ("Content-Type", isHtml ? "text/html; charset=utf-8" : "text/plain; charset=utf-8"),

                // Nobody keeps it, nobody takes it for something else, and whatever it holds, nothing of it runs or is loaded.
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
                ("Content-Security-Policy", HtmlPage.SecurityPolicy),
            ],
            Encoding.UTF8.GetBytes(isHtml ? HtmlPage.Of(report) : TextPage.Of(report)));
    }

    /// <summary>Whether HTML is asked for by its name: browsers do so, and curl takes anything.</summary>
    private static bool AcceptsHtml(IList<string> accept) =>
        MediaTypeHeaderValue.TryParseList(accept, out var types)
        && types.Any(static type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && type.Quality is not 0);
}
