using System.Globalization;
using System.Net;
using System.Text;

namespace ZiBai.Benchmarks.Figures;

/// <summary>A result as a picture: for each contender two bars, its throughput and its CPU time a request, as multiples of the yardstick's.</summary>
internal static class Chart
{
    private const int Width = 720;
    private const int NameWidth = 150;
    private const int NumberWidth = 140;
    private const int BarHeight = 12;
    private const int RowHeight = 36;
    private const int Top = 64;

    /// <summary>The longest bar, as a multiple of the yardstick's: a longer one is cut off there, and its number says how long it is.</summary>
    private const double Longest = 3;

    private const double Unit = (Width - NameWidth - NumberWidth) / Longest;

    /// <summary>How the texts of all charts look.</summary>
    internal const string TextStyle = """
        text { font: 13px system-ui, sans-serif; fill: #1f2328 }
        .title { font-weight: 600; font-size: 15px }
        .note { fill: #59636e }
        @media (prefers-color-scheme: dark) {
          text { fill: #f0f6fc }
          .note { fill: #9198a1 }
        }
        """;

    private const string Style = TextStyle + """

        .rate { fill: #0969da }
        .cpu { fill: #bc4c00 }
        .one { stroke: #59636e; stroke-dasharray: 3 3 }
        @media (prefers-color-scheme: dark) {
          .rate { fill: #4493f8 }
          .cpu { fill: #f0883e }
          .one { stroke: #9198a1 }
        }
        """;

    /// <param name="result">What to show.</param>
    /// <param name="machine">Where it was measured, for the line below.</param>
    public static string Svg(Result result, Machine machine)
    {
        var bottom = Top + (RowHeight * result.Series.Count);
        var title = $"{result.Title}, as multiples of bare Kestrel";
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {bottom + 28}\" role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Escaped(title)}</title>\n<style>\n{Style}\n</style>\n");
        Text(svg, 0, 18, "title", title);
        svg.Append("<rect class=\"rate\" x=\"0\" y=\"32\" width=\"12\" height=\"12\"/>\n");
        svg.Append("<rect class=\"cpu\" x=\"300\" y=\"32\" width=\"12\" height=\"12\"/>\n");
        Text(svg, 18, 43, "note", "requests a second: more is better");
        Text(svg, 318, 43, "note", "CPU time a request: less is better");
        foreach (var (index, series) in result.Series.Index())
        {
            var y = Top + (RowHeight * index);
            Text(svg, 0, y + 18, "name", series.Contender);
            var rate = series.Median(static round => round.RequestsPerSecond).ToString("N0", CultureInfo.InvariantCulture);
            Bar(svg, y, "rate", series.Ratio(result.Yardstick, static round => round.RequestsPerSecond).Median, $"{rate}/s");
            var cpu = Table.Number(series.Median(static round => round.CpuMicroseconds));
            Bar(svg, y + BarHeight + 2, "cpu", series.Ratio(result.Yardstick, static round => round.CpuMicroseconds).Median, $"{cpu} µs");
        }

        var one = (NameWidth + Unit).ToString("F1", CultureInfo.InvariantCulture);
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"one\" x1=\"{one}\" x2=\"{one}\" y1=\"{Top - 4}\" y2=\"{bottom - 4}\"/>\n");
        Text(svg, 0, bottom + 18, "note", machine.ToString());
        return svg.Append("</svg>\n").ToString();
    }

    private static void Bar(StringBuilder svg, int y, string kind, double ratio, string figure)
    {
        var isCut = ratio > Longest;
        var width = Math.Min(ratio, Longest) * Unit;
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{kind}\" x=\"{NameWidth}\" y=\"{y}\" width=\"{width:F1}\" height=\"{BarHeight}\"/>\n");
        Text(svg, NameWidth + width + 6, y + 11, "note", FormattableString.Invariant($"{(isCut ? "→ " : "")}{ratio:F2} ({figure})"));
    }

    internal static void Text(StringBuilder svg, double x, int y, string kind, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"{kind}\" x=\"{x:F1}\" y=\"{y}\">{Escaped(text)}</text>\n");

    internal static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
