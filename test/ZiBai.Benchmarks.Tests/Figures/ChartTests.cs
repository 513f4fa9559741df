using System.Globalization;
using System.Xml.Linq;
using ZiBai.Benchmarks.Figures;

namespace ZiBai.Benchmarks.Tests.Figures;

public sealed class ChartTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    private readonly XElement _chart = XDocument.Parse(Chart.Svg(Results.Hello, Results.Machine)).Root!;

    [Fact]
    public void EveryContenderHasABarOfEachKind()
    {
        Assert.Equal(["bare", "zibai", "gunicorn"], Texts("name"));

        // One more of each explains the colour.
        Assert.Equal(4, Bars("rate").Length);
        Assert.Equal(4, Bars("cpu").Length);
    }

    [Fact]
    public void ABarIsAsLongAsItsRatio()
    {
        var bars = Bars("rate")[1..];

        Assert.Equal(0.9, bars[1] / bars[0], 2);
    }

    [Fact]
    public void ABarThatWouldBeTooLongIsCutAndSaysSo()
    {
        Assert.Equal(3, Bars("cpu")[3] / Bars("cpu")[1], 2);
        Assert.Contains("→ 100.00 (1000 µs)", Texts("note"));
    }

    [Fact]
    public void WhereItWasMeasuredStandsBelow() =>
        Assert.Equal("Some CPU, 2 cores, Linux 6.1.0, .NET 10.0.0, 1234567, 2026-01-31 12:05 UTC", Texts("note")[^1]);

    [Fact]
    public void ThereAreColoursForTheDark() => Assert.Contains("prefers-color-scheme: dark", _chart.Element(_svg + "style")!.Value, StringComparison.Ordinal);

    [Fact]
    public void ThereIsNoScript() => Assert.Empty(_chart.Descendants(_svg + "script"));

    private string[] Texts(string kind) => [.. Elements("text", kind).Select(static text => text.Value)];

    private double[] Bars(string kind) =>
        [.. Elements("rect", kind).Select(static bar => double.Parse(bar.Attribute("width")!.Value, CultureInfo.InvariantCulture))];

    private IEnumerable<XElement> Elements(string name, string kind) =>
        _chart.Elements(_svg + name).Where(element => (string?)element.Attribute("class") == kind);
}
