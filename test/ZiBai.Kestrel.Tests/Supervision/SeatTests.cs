using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

public sealed class SeatTests
{
    [Theory]
    [InlineData(1, 0.1)]
    [InlineData(2, 0.2)]
    [InlineData(9, 25.6)]
    [InlineData(10, 30)]
    [InlineData(11, 30)]
    [InlineData(int.MaxValue, 30)]
    public void EachFailureDoublesTheWaitUpToABound(int failures, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Seat.Backoff(failures));
}
