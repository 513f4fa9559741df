using System.Text.RegularExpressions;

namespace ZiBai.Process.Tests.Samples;

public sealed class OwnSocketsTests
{
    [Fact]
    public async Task ItServesUntilEnterIsPressed()
    {
        await using var program = BuiltProgram.Start("OwnSockets", [], keepInput: true);
        var line = await program.WaitForLineAsync("Serving on http://", ChildOutput.Stdout, timeout: Timeouts.ProcessStart);
        await ZiBaiTool.WaitUntilReadyAsync(program);
        await using (var client = await RawConnection.ConnectAsync(Regex.Match(line.Text, "http://[^;]+").Value))
        {
            var response = await client.RequestAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
            Assert.Equal((200, "Hello on my own socket!\n"), (response.StatusCode, response.BodyText));
        }

        await program.WriteLineAsync("");

        Assert.Equal(0, await program.WaitForExitAsync());
    }
}
