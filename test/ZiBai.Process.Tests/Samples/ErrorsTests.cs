namespace ZiBai.Process.Tests.Samples;

public sealed class ErrorsTests
{
    [ProgramFact("curl")]
    public async Task WhatIsThrownAtOnceIsA500AndInTheLog()
    {
        await using var sample = await ServedSample.StartAsync("errors.cs");

        var (curl, shows) = await sample.CurlAsync(0);

        Assert.StartsWith(shows, curl.Stdout, StringComparison.Ordinal);
        await sample.Tool.WaitForLineAsync("Thrown before the response began", ChildOutput.Stderr);
        await sample.Tool.WaitForLineAsync(@"at Errors\.App\(.*samples/errors\.cs:line [0-9]+$", ChildOutput.Stderr);
    }

    [ProgramFact("curl")]
    public async Task WhatIsThrownLaterBreaksTheConnectionOff()
    {
        await using var sample = await ServedSample.StartAsync("errors.cs");

        var (curl, _) = await sample.CurlAsync(1);

        // curl(1): 18 is a partial transfer, 56 a failure in receiving; which of them depends on how soon it reads.
        Assert.True(curl.ExitCode is 18 or 56, curl.ToString());
        Assert.EndsWith("the first chunk", curl.Stdout, StringComparison.Ordinal);
        await sample.Tool.WaitForLineAsync("Thrown after the first chunk", ChildOutput.Stderr);
    }
}
