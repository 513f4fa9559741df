using System.Globalization;
using System.Text.RegularExpressions;
using ZiBai.Testing;

namespace ZiBai.Benchmarks.Tests.Guard;

/// <summary>What the adapter may cost at most. Benchmarks say how much it does; this fails where a change has made it something else.</summary>
public sealed partial class GuardTests : IAsyncLifetime
{
    private Dictionary<string, (double Bytes, double Microseconds)> _costs = [];

    /// <summary>In a process of its own: whatever other tests allocate would count.</summary>
    public async Task InitializeAsync()
    {
        await using var guard = ChildProcess.Start(
            "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "ZiBai.Benchmarks.dll"), "guard"],
            new Dictionary<string, string?> { ["DOTNET_TieredPGO"] = "0" });
        Assert.True(await guard.WaitForExitAsync(TimeSpan.FromMinutes(2)) == 0, guard.ToString());
        _costs = Line().Matches(guard.Stdout).ToDictionary(
            static match => match.Groups[1].Value, static match => (Number(match.Groups[2]), Number(match.Groups[3])));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>For an app that allocates nothing: what it is handed of the request, 32 bytes, start_response and write, delegates of 64 each.</summary>
    [Fact]
    public void ARequestAllocatesNoMoreBesideBareKestrelThanWhatTheAppIsHanded() => Assert.InRange(_costs["zibai"].Bytes - _costs["bare"].Bytes, 1, 170);

    /// <summary>Far from what is measured, about a twentieth more: only what is quite wrong is to fail on a busy machine.</summary>
    [Fact]
    public void ARequestTakesNoThreeTimesAsLongAsInBareKestrel() => Assert.InRange(_costs["zibai"].Microseconds / _costs["bare"].Microseconds, 0.1, 3);

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\w+): ([\d.]+) bytes, ([\d.]+) us a request$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
