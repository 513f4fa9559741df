using System.Runtime.CompilerServices;

namespace ZiBai.Conformance.Tests;

public sealed partial class AsyncTests
{
    /// <summary>
    /// "zibai.request_aborted ... fires when the client goes away" (contract.md, environ): a parameter marked [EnumeratorCancellation] is that token, as .NET
    /// developers expect of whoever enumerates.
    /// </summary>
    [Theory]
    [Doors]
    public async Task AnEnumeratorsTokenFiresWhenTheClientGoesAway(Door door)
    {
        var waiting = new Gate();
        var closed = new Gate();
        CancellationToken asked = default;
        CancellationToken given = default;

        async AsyncChunks BodyAsync(StartResponse startResponse, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            startResponse("200 OK", []);
            given = cancellationToken;
            try
            {
                yield return Wire.Bytes("first");
                waiting.Open();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                closed.Open();
            }
        }

        await using var served = await ServedApp.StartAsync(door, (AsyncWsgiApp)((environ, startResponse) =>
        {
            asked = (CancellationToken)environ["zibai.request_aborted"]!;
            return BodyAsync(startResponse);
        }));
        await using var connection = await served.ConnectAsync();
        await connection.SendAsync(Apps.Get);
        await connection.ReadUntilAsync("first");
        await waiting.Opened;

        connection.Abort();

        await closed.Opened;
        await served.StopAsync();
        Assert.Equal(asked, given);
        Assert.Empty(served.Complaints);
    }
}
