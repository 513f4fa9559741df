using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ZiBai.ErrorPages;

/// <summary>The page for a browser: one document without scripts, links or anything to load. Whatever a request or an exception says is encoded here.</summary>
internal static class HtmlPage
{
    private const int OpenFrames = 3;

    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly string _style = ReadStyle();

    /// <summary>Content-Security-Policy: the one style sheet is known by its hash, and all else is forbidden.</summary>
    public static string SecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(_style)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static string Of(ErrorReport report)
    {
        var first = report.Causes[0];
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Text(first.Name)}: {Text(FirstLine(first.Message))}</title>
            <style>{_style}</style>
            </head>
            <body>
            <header>
            <p class="url"><b>500</b> <b>{Text(report.Method)}</b> {Text(report.Url)}</p>
            <h1>{Text(first.Name)}<small>{Text(first.Namespace)}</small></h1>
            <p class="message">{Text(first.Message)}</p>
            {Root(report.Causes)}</header>
            <main>

            """);
        for (var i = 0; i < report.Causes.Count; i++)
        {
            page.Append("<section>\n");
            if (i > 0)
            {
                var inner = report.Causes[i];
                page.Append(CultureInfo.InvariantCulture, $"""
                    <h2 id="cause-{i}"><i>caused by</i> {Text(inner.Name)}<small>{Text(inner.Namespace)}</small></h2>
                    <p class="message">{Text(inner.Message)}</p>

                    """);
            }

            WriteFrames(page, report.Causes[i]);
            page.Append("</section>\n");
        }

        page.Append("<section>\n<h2>environ</h2>\n<table>\n");
        foreach (var (key, value, isType) in report.Environ)
        {
            var shown = !isType && value.Length > 0 ? Text(value) : $"""<span class="none">{(isType ? Text(value) : "empty")}</span>""";
            page.Append(CultureInfo.InvariantCulture, $"""<tr><th scope="row">{Text(key)}</th><td>{shown}</td></tr>""").Append('\n');
        }

        page.Append(CultureInfo.InvariantCulture, $"""
            </table>
            </section>
            </main>
            <footer>{Text(ErrorReport.Versions)}. {Text(ErrorReport.Remark)}</footer>
            </body>
            </html>

            """);
        return page.ToString();
    }

    /// <summary>Where it began, for those who do not want to read all the way down.</summary>
    private static string Root(IReadOnlyList<ErrorCause> causes) => causes.Count == 1 ? "" : $"""
        <p class="root">caused by <a href="#cause-{causes.Count - 1}">{Text(causes[^1].Name)}</a>: {Text(FirstLine(causes[^1].Message))}</p>

        """;

    private static void WriteFrames(StringBuilder page, ErrorCause cause)
    {
        var own = cause.OwnFrames.ToList();
        for (var i = 0; i < own.Count; i++)
        {
            page.Append(CultureInfo.InvariantCulture, $"""<details class="frame"{(i < OpenFrames ? " open" : "")}><summary>{Named(own[i])}{Placed(own[i])}</summary>""");
            page.Append('\n');
            WriteSource(page, own[i].Source ?? SourceExcerpt.None("There are no symbols for this code, or it is one of many: its lines are not shown."));
            page.Append("</details>\n");
        }

        if (cause.Frames.Count == 0)
        {
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"""
            <details><summary>The whole stack <small>{cause.Frames.Count} calls, {cause.Frames.Count - own.Count} of them the server's and .NET's</small></summary>
            <ol>

            """);
        foreach (var frame in cause.Frames)
        {
            page.Append(CultureInfo.InvariantCulture, $"""<li{(frame.IsOwn ? "" : " class=\"other\"")}>{Named(frame)} {Placed(frame)}</li>""").Append('\n');
        }

        if (cause.MoreFrames > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<li>and {cause.MoreFrames} more</li>\n");
        }

        page.Append("</ol>\n</details>\n");
    }

    private static void WriteSource(StringBuilder page, SourceExcerpt source)
    {
        if (source.Note is not null)
        {
            page.Append(CultureInfo.InvariantCulture, $"""<p class="note">{Text(source.Note)}</p>""").Append('\n');
        }

        if (source.Lines.Count == 0)
        {
            return;
        }

        page.Append("<pre><code>");
        var number = source.FirstLine;
        foreach (var line in source.Lines)
        {
            page.Append(CultureInfo.InvariantCulture, $"""<span{(number == source.MarkedLine ? " class=\"marked\"" : "")}><i>{number++}</i>{Text(line)}</span>""");
        }

        page.Append("</code></pre>\n");
    }

    private static string Named(CodeFrame frame)
    {
        var (owner, name, rest) = frame.Parts;
        return $"""<code><span class="owner">{Text(owner)}</span><b>{Text(name)}</b><span class="rest">{Text(rest)}</span></code>""";
    }

    private static string Placed(CodeFrame frame)
    {
        if (frame.File is null)
        {
            return "";
        }

        var (folder, name) = frame.Place;
        return $"""<span class="file"><span class="folder">{Text(folder)}</span><b>{Text(name)}</b></span>""";
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0];

    private static string Text(string text) => _encoder.Encode(text);

    private static string ReadStyle()
    {
        using var style = typeof(HtmlPage).Assembly.GetManifestResourceStream("ZiBai.ErrorPages.HtmlPage.css")!;
        using var text = new StreamReader(style);

        // As browsers read it, whose hash it is.
        return text.ReadToEnd().ReplaceLineEndings("\n");
    }
}
