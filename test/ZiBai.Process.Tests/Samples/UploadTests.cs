using System.Globalization;
using System.Security.Cryptography;

namespace ZiBai.Process.Tests.Samples;

public sealed class UploadTests
{
    private const int Mebibyte = 1 << 20;

    [ProgramFact("curl")]
    public async Task ItTellsTheLengthAndTheHashOfAFile()
    {
        var file = await File.ReadAllBytesAsync(Path.Combine(BuiltApp.Repository, "README.md"));
        await using var sample = await ServedSample.StartAsync("upload.cs");

        var (curl, _) = await sample.CurlAsync();

        Assert.Equal($"{file.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(file))}", curl.Stdout);
    }

    [Fact]
    public async Task ItTakesABodyInChunksToo()
    {
        await using var sample = await ServedSample.StartAsync("upload.cs");

        var response = await sample.RequestAsync("POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");

        Assert.Equal("3 bytes, SHA-256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n", response.BodyText);
    }

    [Fact]
    public async Task ItSaysWhatItTakes()
    {
        await using var sample = await ServedSample.StartAsync("upload.cs");

        var response = await sample.GetAsync();

        Assert.Equal((405, "PUT, POST"), (response.StatusCode, response.Header("Allow")));
    }

    [LinuxFact]
    public async Task ALongBodyIsNeverWholeInMemory()
    {
        const int Length = 256 * Mebibyte;
        await using var sample = await ServedSample.StartAsync("upload.cs");
        await sample.RequestAsync("PUT / HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n\r\nabc");
        var before = PeakMebibytes(sample.Tool.Id);
        await using var client = await sample.ConnectAsync();
        client.Timeout = Timeouts.ProcessStart;

        await client.SendAsync($"PUT / HTTP/1.1\r\nHost: test\r\nContent-Length: {Length}\r\n\r\n");
        var piece = new byte[Mebibyte];
        for (var sent = 0; sent < Length; sent += piece.Length)
        {
            await client.SendAsync(piece);
        }

        Assert.StartsWith($"{Length} bytes, ", (await client.ReadResponseAsync()).BodyText, StringComparison.Ordinal);
        Assert.InRange(PeakMebibytes(sample.Tool.Id) - before, 0, Length / Mebibyte / 2);
    }

    /// <summary>proc_pid_status(5): VmHWM, the most memory that was resident.</summary>
    private static int PeakMebibytes(int pid) =>
        int.Parse(
            File.ReadLines($"/proc/{pid}/status").Single(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ')[^2],
            CultureInfo.InvariantCulture) / 1024;
}
