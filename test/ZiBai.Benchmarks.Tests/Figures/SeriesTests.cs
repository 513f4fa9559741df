using ZiBai.Benchmarks.Figures;

namespace ZiBai.Benchmarks.Tests.Figures;

public sealed class SeriesTests
{
    [Theory]
    [InlineData(3.0, 5.0, 3.0, 1.0)]
    [InlineData(2.5, 4.0, 1.0, 3.0, 2.0)]
    [InlineData(7.0, 7.0)]
    public void AMedianIsTheMiddle(double median, params double[] figures) => Assert.Equal(median, Series.MedianOf(figures));

    [Fact]
    public void ThereIsNoMedianOfNothing() => Assert.Throws<ArgumentException>(static () => Series.MedianOf([]));

    [Fact]
    public void ARatioIsMadeWithinARound()
    {
        var yardstick = Rates(100, 200, 400);
        var series = Rates(50, 180, 80);

        var ratio = series.Ratio(yardstick, static round => round.RequestsPerSecond);

        // Not 80 / 200, the ratio of the medians: rounds are apart in time.
        Assert.Equal(new Spread(0.5, 0.2, 0.9), ratio);
    }

    [Fact]
    public void TheYardsticksOwnRatioIsOne()
    {
        var yardstick = Rates(100, 200, 400);

        Assert.Equal(new Spread(1, 1, 1), yardstick.Ratio(yardstick, static round => round.RequestsPerSecond));
    }

    private static Series Rates(params double[] rates) => new("one", [.. rates.Select(static rate => new Round(1, rate, 0, 0, 0, 0))]);
}
