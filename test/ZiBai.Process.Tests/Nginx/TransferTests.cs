using System.Net;
using System.Text;

namespace ZiBai.Process.Tests.BehindNginx;

/// <summary>The real tool behind a real nginx: small requests, large ones, and many.</summary>
public sealed class TransferTests
{
    private const int Size = 50 * 1024 * 1024;
    private const int Clients = 4;
    private const int RoundsOfAClient = 125;

    [ProgramFact("nginx")]
    public Task OverAUnixSocketEverythingArrivesWhole() => EverythingArrivesWhole(unix: true);

    [ProgramFact("nginx")]
    public Task OverTcpEverythingArrivesWhole() => EverythingArrivesWhole(unix: false);

    [ProgramFact("nginx")]
    public Task OverAUnixSocketAThousandRequestsAreAnsweredWithoutOneFailure() => AThousandRequestsAreAnswered(unix: true);

    [ProgramFact("nginx")]
    public Task OverTcpAThousandRequestsAreAnsweredWithoutOneFailure() => AThousandRequestsAreAnswered(unix: false);

    private static async Task EverythingArrivesWhole(bool unix)
    {
        await using var app = await TransferApp.StartAsync(unix);
        using var client = app.Connect();
        var bytes = TransferApp.Bytes(seed: 7, Size);
        var hash = TransferApp.Hash(bytes);
        await File.WriteAllBytesAsync(app.File("large"), bytes);

        Assert.Equal("transfer", await client.GetStringAsync("/"));
        Assert.Equal($"200 {hash}", await client.PostAsync("/upload", bytes, chunked: false));
        Assert.Equal($"200 {hash}", await client.PostAsync("/upload", bytes, chunked: true));
        Assert.Equal((200, hash), await client.GetAsync($"/download?seed=7&length={Size}"));
        Assert.Equal((200, hash), await client.GetAsync($"/file?path={WebUtility.UrlEncode(app.File("large"))}"));
    }

    private static async Task AThousandRequestsAreAnswered(bool unix)
    {
        await using var app = await TransferApp.StartAsync(unix, "--no-access-log");
        var ports = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
        {
            using var client = app.Connect();
            List<string> answers = [];
            for (var i = 0; i < RoundsOfAClient; i++)
            {
                var body = Encoding.ASCII.GetBytes($"{number}/{i}");
                answers.Add(await client.GetStringAsync("/port"));
                Assert.Equal($"200 {TransferApp.Hash(body)}", await client.PostAsync("/upload", body, chunked: false));
            }

            return answers;
        }));

        var log = app.Front.AccessLog;
        Assert.Equal(2 * Clients * RoundsOfAClient, log.Length);
        Assert.All(log, line => Assert.EndsWith(" 200 200", line, StringComparison.Ordinal));
        if (!unix)
        {
            // Kept alive: no more connections than nginx keeps for them.
            Assert.InRange(ports.SelectMany(answers => answers).Distinct().Count(), 1, 16);
        }
    }
}
