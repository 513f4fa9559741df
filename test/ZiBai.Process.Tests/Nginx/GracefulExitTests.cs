using System.Collections.Concurrent;

namespace ZiBai.Process.Tests.BehindNginx;

/// <summary>
/// What one process can promise when it ends under load: a request that has reached it is answered whole. What comes after it has closed its
/// socket nobody can answer, and nginx says 502. (Requests that never fail need a second process.)
/// </summary>
public sealed class GracefulExitTests
{
    private const int Clients = 4;
    private const int HeldResponses = 4;
    private const int RequestsBeforeTheSignal = 100;
    private const int Length = 300_000;

    [ProgramFact("nginx")]
    public Task OverAUnixSocketNoResponseIsCut() => NoResponseIsCut(unix: true);

    [ProgramFact("nginx")]
    public Task OverTcpNoResponseIsCut() => NoResponseIsCut(unix: false);

    private static async Task NoResponseIsCut(bool unix)
    {
        await using var app = await TransferApp.StartAsync(unix, "-w", "16");
        var whole = TransferApp.Hash(TransferApp.Bytes(seed: 3, Length));
        using var gate = new Gate(app.Socket("gate.sock"));
        using var slow = app.Connect();
        var held = Enumerable.Range(0, HeldResponses)
            .Select(_ => slow.GetAsync($"/download?seed=3&length={Length}&gate={app.Socket("gate.sock")}"))
            .ToArray();
        await gate.HoldAsync(HeldResponses);

        var signalled = false;
        var answered = new ConcurrentQueue<(int Status, string Hash)>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var load = Enumerable.Range(0, Clients).Select(_ => Task.Run(LoadUntilGoneAsync)).ToArray();
        await (await Task.WhenAny([enough.Task, .. load])).WaitAsync(Timeouts.ProcessStart);

        Volatile.Write(ref signalled, true);
        app.Tool.Signal(ChildSignal.Term);
        await app.Tool.WaitForLineAsync("SIGTERM");
        gate.LetGo();

        Assert.All(await Task.WhenAll(held), response => Assert.Equal((200, whole), response));
        Assert.Equal(0, await app.Tool.WaitForExitAsync(Timeouts.ProcessStart));
        await Task.WhenAll(load).WaitAsync(Timeouts.ProcessStart);
        Assert.All(answered.Where(response => response.Status == 200), response => Assert.Equal(whole, response.Hash));
        Assert.Equal([200, 502], answered.Select(response => response.Status).Distinct().Order());
        Assert.DoesNotContain(
            "upstream prematurely closed connection while reading upstream", app.Front.Process.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("Aborting", app.Tool.Stderr, StringComparison.Ordinal);
        using var late = app.Connect();
        Assert.Equal(502, (await late.GetAsync("/")).Status);

        async Task LoadUntilGoneAsync()
        {
            using var client = app.Connect();
            while (true)
            {
                // A response that is cut throws here.
                var response = await client.GetAsync($"/download?seed=3&length={Length}");
                answered.Enqueue(response);
                if (response.Status != 200)
                {
                    Assert.True(Volatile.Read(ref signalled), $"{response.Status} came before the signal.");
                    return;
                }

                if (answered.Count >= RequestsBeforeTheSignal)
                {
                    enough.TrySetResult();
                }
            }
        }
    }
}
