namespace ZiBai.Process.Tests.Options;

/// <summary>A path whose decoded form holds what would look like a record, and what would move a terminal's cursor to overwrite one.</summary>
public sealed class ForgedLineTests
{
    private const string Target = "/a%0A2026-01-31%2012:00:00,123%20INFO%20%22GET%20/%20HTTP/1.1%22%20200%0D%1B%5B1A%E2%80%A8b";

    [Theory]
    [InlineData("")]
    [InlineData("--no-gevent")]
    public async Task NothingThatAClientSendsMakesALineThatPassesForARecord(string options)
    {
        await using var server = await Served.StartAsync("probe:PathInFailure", options);
        await server.GetAsync(Target);
        await server.EndAsync();

        Assert.Empty(server.Tool.Stdout);
        string[] told = [.. server.Tool.Stderr.Split('\n').SkipWhile(static line => !line.Contains("entered", StringComparison.Ordinal))];
        Assert.Matches("^[0-9-]{10} [0-9:,]{12} ERROR entered /a$", told[0]);
        Assert.Matches(@"^[0-9-]{10} [0-9:,]{12} ERROR 2026-01-31 12:00:00,123 INFO ""GET / HTTP/1\.1"" 200\\r\\u001B\[1A\\u2028b$", told[1]);
        Assert.Matches($@"^[0-9-]{{10}} [0-9:,]{{12}} ERROR ""GET {System.Text.RegularExpressions.Regex.Escape(Target)} HTTP/1\.1"" 500$", told[2]);
        Assert.Equal("    System.InvalidOperationException: cannot serve /a", told[3]);
        Assert.Equal("    2026-01-31 12:00:00,123 INFO \"GET / HTTP/1.1\" 200", told[4]);
        Assert.Equal("    \\u001B[1A", told[5]);
        Assert.Equal("    b", told[6]);
        Assert.StartsWith("       at Probe.Telling.PathInFailure(", told[7], StringComparison.Ordinal);
        Assert.DoesNotContain(server.Tool.Lines, static line => line.Text.StartsWith("2026-01-31", StringComparison.Ordinal));
    }
}
