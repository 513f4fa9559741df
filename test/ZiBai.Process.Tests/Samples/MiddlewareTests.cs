namespace ZiBai.Process.Tests.Samples;

public sealed class MiddlewareTests
{
    [ProgramFact("curl")]
    public async Task ItAddsAHeaderToWhatTheAppAnswers()
    {
        await using var sample = await ServedSample.StartAsync("middleware.cs");

        var (curl, shows) = await sample.CurlAsync();

        Assert.Matches("^Server-Timing: app;dur=[0-9]+\\.[0-9]$", shows);
        Assert.Single(curl.Stdout.Split('\n'), static line => System.Text.RegularExpressions.Regex.IsMatch(line.Trim(), "^Server-Timing: app;dur=[0-9]+\\.[0-9]$"));
        Assert.Contains("Content-Type: text/plain; charset=utf-8", curl.Stdout, StringComparison.Ordinal);
        Assert.EndsWith("\nHello through a middleware!", curl.Stdout, StringComparison.Ordinal);
    }
}
