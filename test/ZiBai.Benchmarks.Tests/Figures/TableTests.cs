using ZiBai.Benchmarks.Figures;

namespace ZiBai.Benchmarks.Tests.Figures;

public sealed class TableTests
{
    [Fact]
    public void ATableHasMediansRatiosAndTheirSpread() => Assert.Equal(
        """
        hello: Hello <World>!
                  requests/s  ratio      (min-max)  us CPU  ratio      (min-max)  p50 ms  p99 ms  MB
        bare           90000  1.000  (1.000-1.000)   11.00  1.000  (1.000-1.000)    0.35    1.30  60
        zibai          72000  0.900  (0.800-0.900)   13.20  1.100  (1.100-1.200)    0.35    1.60  81
        gunicorn        1000  0.011  (0.010-0.013)    1000  100.0   (75.0-100.0)   31.00     151  50

        """,
        Table.Of(Results.Hello));

    [Theory]
    [InlineData(0.123456, "0.12")]
    [InlineData(99.994, "99.99")]
    [InlineData(100, "100")]
    [InlineData(123456.7, "123457")]
    public void AFigureHasTheDigitsThatMeanSomething(double figure, string text) => Assert.Equal(text, Table.Number(figure));
}
