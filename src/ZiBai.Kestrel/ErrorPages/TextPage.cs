using System.Globalization;
using System.Text;

namespace ZiBai.ErrorPages;

/// <summary>The page for a terminal.</summary>
internal static class TextPage
{
    public static string Of(ErrorReport report)
    {
        var page = new StringBuilder();
        Line(page, $"500 Internal Server Error: {report.Method} {report.Url} {report.Protocol}");
        for (var i = 0; i < report.Causes.Count; i++)
        {
            Write(page, report.Causes[i], i == 0 ? "" : "Caused by ");
        }

        Line(page, "");
        Line(page, "environ:");
        var width = report.Environ.Select(static row => row.Key.Length).Where(static length => length <= 30).DefaultIfEmpty().Max();
        foreach (var (key, value, isType) in report.Environ)
        {
            Line(page, $"    {key.PadRight(width)}  {(isType ? $"<{value}>" : value.Length == 0 ? "\"\"" : value)}");
        }

        Line(page, "");
        Line(page, $"{ErrorReport.Versions}. {ErrorReport.Remark}");
        return page.ToString();
    }

    private static void Write(StringBuilder page, ErrorCause cause, string prefix)
    {
        Line(page, "");
        var type = cause.Namespace.Length == 0 ? cause.Name : $"{cause.Namespace}.{cause.Name}";
        Line(page, $"{prefix}{type}: {cause.Message.Replace("\n", "\n    ", StringComparison.Ordinal)}");
        foreach (var frame in cause.OwnFrames)
        {
            Line(page, "");
            Line(page, Told(frame));
            if (frame.Source is { } source)
            {
                Write(page, source);
            }
        }

        if (cause.Frames.Count == 0)
        {
            return;
        }

        Line(page, "");
        Line(page, "    The whole stack:");
        foreach (var frame in cause.Frames)
        {
            Line(page, "    " + Told(frame));
        }

        if (cause.MoreFrames > 0)
        {
            Line(page, string.Create(CultureInfo.InvariantCulture, $"        and {cause.MoreFrames} more"));
        }
    }

    private static string Told(CodeFrame frame) =>
        frame.File is null ? $"    at {frame.Method}" : string.Create(CultureInfo.InvariantCulture, $"    at {frame.Method} in {frame.File}:{frame.Line}");

    private static void Write(StringBuilder page, SourceExcerpt source)
    {
        if (source.Note is not null)
        {
            Line(page, $"        ({source.Note})");
        }

        var number = source.FirstLine;
        foreach (var text in source.Lines)
        {
            var mark = number == source.MarkedLine ? '>' : ' ';
            Line(page, string.Create(CultureInfo.InvariantCulture, $"      {mark} {number++,5}  {text}").TrimEnd());
        }
    }

    private static void Line(StringBuilder page, string text) => page.Append(text).Append('\n');
}
