using System.Globalization;
using System.Text;
using ZiBai.Benchmarks.Memory;

namespace ZiBai.Benchmarks.Figures;

/// <summary>Resident memory over time as a picture: a line for each process, from no memory on.</summary>
internal static class LineChart
{
    private const int Width = 720;
    private const int Height = 280;
    private const int Left = 48;
    private const int Top = 36;
    private const int LegendRow = 20;

    /// <summary>Colours; the lines after so many have the same ones, dashed.</summary>
    private const int Colours = 4;

    /// <summary>Lines of the grid at most, beside that of zero.</summary>
    private const int MostSteps = 6;

    private const string Style = Chart.TextStyle + """

        polyline, .key { fill: none; stroke-width: 2 }
        .grid { stroke: #d1d9e0 }
        .dashed { stroke-dasharray: 5 4 }
        .c0 { stroke: #0969da } .c1 { stroke: #bc4c00 } .c2 { stroke: #1a7f37 } .c3 { stroke: #8250df }
        @media (prefers-color-scheme: dark) {
          .grid { stroke: #3d444d }
          .c0 { stroke: #4493f8 } .c1 { stroke: #f0883e } .c2 { stroke: #3fb950 } .c3 { stroke: #ab7df8 }
        }
        """;

    /// <param name="title">What is shown.</param>
    /// <param name="processes">At least one, with one sample or more.</param>
    /// <param name="machine">Where it was measured, for the line below.</param>
    public static string Svg(string title, IReadOnlyList<ProcessMemory> processes, Machine machine)
    {
        var step = Step(processes.Max(static process => process.Samples.Max(static sample => sample.ResidentMegabytes)), out var steps);
        var end = processes.Max(static process => process.Samples[^1].Seconds);
        var legend = Top + Height + 44;
        var bottom = legend + (LegendRow * ((processes.Count + Colours - 1) / Colours));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {bottom + 12}\" role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Chart.Escaped(title)}</title>\n<style>\n{Style}\n</style>\n");
        Chart.Text(svg, 0, 18, "title", title);
        for (var line = 0; line <= steps; line++)
        {
            var y = Top + Height - ((double)Height * line / steps);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width}\" y1=\"{y:F1}\" y2=\"{y:F1}\"/>\n");
            Chart.Text(svg, 0, (int)y + 4, "note", (step * line).ToString(CultureInfo.InvariantCulture));
        }

        Chart.Text(svg, Left, Top + Height + 18, "note", "0 s");
        Chart.Text(svg, Width - 48, Top + Height + 18, "note", string.Create(CultureInfo.InvariantCulture, $"{end:F0} s"));
        foreach (var (index, process) in processes.Index())
        {
            var kind = $"c{index % Colours}{(index < Colours ? "" : " dashed")}";
            var points = string.Join(' ', process.Samples.Select(sample => string.Create(
                CultureInfo.InvariantCulture,
                $"{Left + ((Width - Left) * sample.Seconds / end):F1},{Top + Height - (Height * sample.ResidentMegabytes / (step * steps)):F1}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{kind}\" points=\"{points}\"/>\n");
            var (x, y) = (Width / Colours * (index % Colours), legend + (LegendRow * (index / Colours)));
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"key {kind}\" x1=\"{x}\" x2=\"{x + 24}\" y1=\"{y - 4}\" y2=\"{y - 4}\"/>\n");
            Chart.Text(svg, x + 30, y, "name", process.Process);
        }

        Chart.Text(svg, 0, bottom + 4, "note", machine.ToString());
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>A round number of MB between two lines of the grid, the least with which few of them reach the most there is.</summary>
    internal static int Step(double most, out int steps)
    {
        var step = 10;
        while (most > step * MostSteps)
        {
            // 10, 20, 50, 100, 200, 500 ...
            step = step.ToString(CultureInfo.InvariantCulture)[0] == '2' ? step / 2 * 5 : step * 2;
        }

        steps = Math.Max(1, (int)Math.Ceiling(most / step));
        return step;
    }
}
