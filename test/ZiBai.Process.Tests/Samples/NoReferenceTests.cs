namespace ZiBai.Process.Tests.Samples;

public sealed class NoReferenceTests
{
    [ProgramFact("curl")]
    public async Task ItIsServedAlthoughItNamesNothingOfOurs()
    {
        await using var sample = await ServedSample.StartAsync("noreference.cs");

        var (curl, shows) = await sample.CurlAsync();

        Assert.Equal(shows, curl.Stdout);
        Assert.DoesNotContain("using ZiBai", await File.ReadAllTextAsync(Path.Combine(BuiltApp.Repository, "samples", "noreference.cs")), StringComparison.Ordinal);
    }
}
