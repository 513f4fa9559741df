using System.Diagnostics;
using ZiBai.Benchmarks.Load;

namespace ZiBai.Benchmarks.Tests.Load;

public sealed class OwnClientTests
{
    [Theory]
    [InlineData(50, 50)]
    [InlineData(99, 99)]
    [InlineData(100, 100)]
    public void APercentileIsTheTimeThatSoManyTookAtMost(int percent, int expected)
    {
        long[] times = [.. Enumerable.Range(1, 100).Select(static number => (long)number)];

        Assert.Equal(Stopwatch.GetElapsedTime(0, expected), OwnClient.Percentile(times, percent));
    }

    [Fact]
    public void OfOneTimeEveryPercentileIsThatTime() => Assert.Equal(Stopwatch.GetElapsedTime(0, 7), OwnClient.Percentile([7], 50));

    [Fact]
    public void OfNoTimesThereIsNone() => Assert.Equal(TimeSpan.Zero, OwnClient.Percentile([], 99));

    [Fact]
    public void AResponseIsItsHeadAndItsBody() => Assert.Equal(49, OwnClient.ResponseLength("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n012345"u8));

    [Fact]
    public void HeadThatIsNotWholeHasNoLengthYet() => Assert.Null(OwnClient.ResponseLength("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n"u8));

    [Theory]
    [InlineData("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]
    public void AnyOtherResponseIsRefused(string response) =>
        Assert.Throws<InvalidDataException>(() => OwnClient.ResponseLength(System.Text.Encoding.ASCII.GetBytes(response)));
}
