using ZiBai.Benchmarks.Memory;

namespace ZiBai.Benchmarks.Tests.Memory;

public sealed class MemoryOptionsTests
{
    [Fact]
    public void WithoutOptionsThereAreTenMinutesAndAFolderOfTheirOwn() => Assert.Equal(new MemoryOptions(10, null), MemoryOptions.Parse([]));

    [Theory]
    [InlineData("3", "--out", "here")]
    [InlineData("--out", "here", "3")]
    public void MinutesAndFolderStandInAnyOrder(params string[] args) => Assert.Equal(new MemoryOptions(3, "here"), MemoryOptions.Parse(args));

    [Theory]
    [InlineData("The minutes are '0'.", "0")]
    [InlineData("The minutes are '1.5'.", "1.5")]
    [InlineData("--out wants a value.", "2", "--out")]
    [InlineData("There is no option '--rounds'.", "--rounds", "3")]
    public void WrongOptionsAreExplained(string message, params string[] args) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => MemoryOptions.Parse(args)).Message, StringComparison.Ordinal);
}
