using System.Xml.Linq;
using ZiBai.Benchmarks.Figures;
using ZiBai.Benchmarks.Tests.Memory;

namespace ZiBai.Benchmarks.Tests.Figures;

public sealed class LineChartTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    private readonly XElement _chart = XDocument.Parse(LineChart.Svg("<MB>", Samples.All, Results.Machine)).Root!;

    [Fact]
    public void EveryProcessHasALineAndTheFifthIsDashed()
    {
        Assert.Equal(Samples.All.Select(static process => process.Process), Texts("name"));
        Assert.Equal(["c0", "c1", "c2", "c3", "c0 dashed"], _chart.Elements(_svg + "polyline").Select(static line => (string)line.Attribute("class")!));
    }

    [Fact]
    public void ALineGoesFromZeroMegabytesUpAndEndsAtTheRight()
    {
        var points = ((string)_chart.Elements(_svg + "polyline").ElementAt(2).Attribute("points")!).Split(' ');

        // The grid goes to 100, so the most there is is at its top; 70 is 0.3 of its height below.
        Assert.Equal(6, points.Length);
        Assert.Equal("160.0,120.0", points[0]);
        Assert.Equal("720.0,36.0", points[^1]);
    }

    [Fact]
    public void TheAxesAreLabelledAndTheMachineStandsBelow() =>
        Assert.Equal(["0", "20", "40", "60", "80", "100", "0 s", "30 s", Results.Machine.ToString()], Texts("note"));

    [Theory]
    [InlineData(0, 10, 1)]
    [InlineData(60, 10, 6)]
    [InlineData(61, 20, 4)]
    [InlineData(150, 50, 3)]
    [InlineData(301, 100, 4)]
    [InlineData(601, 200, 4)]
    [InlineData(1201, 500, 3)]
    public void TheGridHasRoundSteps(double most, int step, int steps)
    {
        Assert.Equal(step, LineChart.Step(most, out var count));
        Assert.Equal(steps, count);
    }

    private string[] Texts(string kind) =>
        [.. _chart.Elements(_svg + "text").Where(text => (string?)text.Attribute("class") == kind).Select(static text => text.Value)];
}
