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

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void ForwardedHopsHasARange(int value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ZiBaiPipelineOptions { ForwardedHops = value });

    [Theory]
    [InlineData("10.0.0.1/8", "'10.0.0.1/8' is an address inside of a network; the network is 10.0.0.0/8")]
    [InlineData("::1,localhost", "'localhost' is not an IP address or network")]
    public void ForwardedAllowIpsSaysWhichEntryIsNone(string value, string wrong) => Assert.Equal(
        $"ForwardedAllowIps: {wrong}. Give IP addresses, networks or '*', separated by ',', for example \"127.0.0.1,10.0.0.0/8\". (Parameter 'value')",
        Assert.Throws<ArgumentException>(() => new ZiBaiPipelineOptions { ForwardedAllowIps = value }).Message);

    [Fact]
    public void ForwardedAllowIpsIsAList() => Assert.Throws<ArgumentNullException>(() => new ZiBaiPipelineOptions { ForwardedAllowIps = null! });

    [Fact]
    public void TheEndsOfTheRangesAreWithin() => Assert.Equal(
        (1, 32767, 1L, 1, "", "*"),
        (new ZiBaiPipelineOptions { MaxWorkers = 1 }.MaxWorkers,
            new ZiBaiPipelineOptions { MaxWorkers = 32767 }.MaxWorkers,
            new ZiBaiPipelineOptions { MaxRequestBodySize = 1 }.MaxRequestBodySize,
            new ZiBaiPipelineOptions { ForwardedHops = 1 }.ForwardedHops,
            new ZiBaiPipelineOptions { ForwardedAllowIps = "" }.ForwardedAllowIps,
            new ZiBaiPipelineOptions { ForwardedAllowIps = "*" }.ForwardedAllowIps));
}
