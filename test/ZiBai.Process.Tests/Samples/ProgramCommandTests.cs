using System.Text.RegularExpressions;
using ZiBai.Process.Tests.Packaging;

namespace ZiBai.Process.Tests.Samples;

/// <summary>The commands in the comments of the samples that are programs; only the ports are the test's.</summary>
public sealed partial class ProgramCommandTests
{
    [ProgramFact("curl")]
    public Task Mixed() => EveryCurlShowsWhatItSaysAsync("Mixed", static words => [.. words.Select(static word => word.Replace(":8000", ":0", StringComparison.Ordinal))]);

    [ProgramFact("curl")]
    public Task ParsedOptions() => EveryCurlShowsWhatItSaysAsync("ParsedOptions", static words => [.. words, "--", "-l", "127.0.0.1:0"]);

    [ProgramFact("curl")]
    public Task SelfServing() => EveryCurlShowsWhatItSaysAsync("SelfServing", static words => [.. words, "-l", "127.0.0.1:0"]);

    private static async Task EveryCurlShowsWhatItSaysAsync(string sample, Func<IEnumerable<string>, string[]> onAFreePort)
    {
        var comment = SampleComment.Of($"samples/{sample}/Program.cs");
        await using var program = DotnetCommand.Start(onAFreePort(comment.Command.Skip(1)));
        var listening = await program.WaitForLineAsync(Listening().ToString(), timeout: ServedSample.Patience);
        var address = Listening().Match(listening.Text).Groups[1].Value;

        for (var index = 0; index < comment.Curls.Count; index++)
        {
            var (curl, shows) = await comment.CurlAsync(index, address);
            Assert.Equal(shows, curl.Stdout);
        }
    }

    [GeneratedRegex("istening on:? (http://[0-9.:]+)$")]
    private static partial Regex Listening();
}
