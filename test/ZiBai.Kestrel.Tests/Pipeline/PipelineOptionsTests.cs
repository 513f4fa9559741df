using System.ComponentModel;

namespace ZiBai.Tests.Pipeline;

public sealed class PipelineOptionsTests
{
    /// <summary>A setting that the command line has too has the same default there.</summary>
    [Fact]
    public void TheDefaultsAreTheCommandLines()
    {
        var (pipeline, command) = (new ZiBaiPipelineOptions(), new ZiBaiOptions());

        Assert.All(typeof(ZiBaiPipelineOptions).GetProperties(), property => Assert.Equal(
            typeof(ZiBaiOptions).GetProperty(property.Name)!.GetValue(command), property.GetValue(pipeline)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(32768)]
    public void MaxWorkersHasARange(int value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ZiBaiPipelineOptions { MaxWorkers = value });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void MaxRequestBodySizeHasARange(long value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ZiBaiPipelineOptions { MaxRequestBodySize = value });

    [Fact]
    public void AHeaderMapThatIsNoneIsRefused() =>
        Assert.Throws<InvalidEnumArgumentException>(() => new ZiBaiPipelineOptions { HeaderMap = (HeaderMap)2 });

    [Fact]
    public void TheEndsOfTheRangesAreWithin() => Assert.Equal(
        (1, 32767, 1L),
        (new ZiBaiPipelineOptions { MaxWorkers = 1 }.MaxWorkers,
            new ZiBaiPipelineOptions { MaxWorkers = 32767 }.MaxWorkers,
            new ZiBaiPipelineOptions { MaxRequestBodySize = 1 }.MaxRequestBodySize));
}
