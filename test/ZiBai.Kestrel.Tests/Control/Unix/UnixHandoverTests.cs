using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ZiBai.Control.Unix;
using ZiBai.Testing;

namespace ZiBai.Tests.Control.Unix;

[Collection(StartsProcesses.Name)]
public sealed class UnixHandoverTests : IDisposable
{
    private readonly UnixHandover _handover = new();
    private readonly Socket _given = Listening();
    private readonly Socket _kept = Listening();

    [UnixOnlyFact]
    public async Task AWorkerHasItsChannelAndTheSocketsGivenAndNoOthers()
    {
        // The shell prints the numbers of its descriptors beyond the standard three.
        var started = Start($"cd /dev/fd && printf '%s ' * \"channel=${UnixHandover.Variable}\"", out var channel);
        using var process = started.Process;
        await using var ours = channel;
        var said = await ReadAsync(process);

        var numbers = said.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var own = Assert.Single(numbers, static word => word.StartsWith("channel=", StringComparison.Ordinal))["channel=".Length..];
        Assert.Contains(own, numbers);
        Assert.Contains(started.Sockets.Single(), numbers);
        Assert.Equal(Number(_given), started.Sockets.Single());
        Assert.DoesNotContain(Number(_kept), numbers);
    }

    [UnixOnlyFact]
    public async Task WhatAWorkerWritesIntoItsChannelArrives()
    {
        // bash, since not every sh has numbers of two digits here.
        var script = $"printf hello >&${UnixHandover.Variable}";
        var started = _handover.Start(new ProcessStartInfo("bash", ["-c", script]) { UseShellExecute = false }, [_given]);
        var channel = started.Channel;
        using var process = started.Process;
        await using var ours = channel;
        using var reader = new StreamReader(channel);

        // And its end is the end: nobody else holds the worker's side.
        Assert.Equal("hello", await reader.ReadToEndAsync().WaitAsync(Timeouts.Default));
        await process.WaitForExitAsync().WaitAsync(Timeouts.Default);
        Assert.Equal(0, process.ExitCode);
    }

    [UnixOnlyFact]
    public async Task AProcessStartedLaterHasNoneOfIt()
    {
        var started = Start("read line <&0", out var channel);
        using var worker = started.Process;
        await using var ours = channel;
        using var later = Process.Start(Shell("cd /dev/fd && printf '%s ' *"))!;

        var numbers = (await ReadAsync(later)).Split(' ');

        Assert.DoesNotContain(Number(_given), numbers);
        Assert.DoesNotContain(Number(_kept), numbers);
        await worker.StandardInput.WriteLineAsync("end");
        await worker.WaitForExitAsync().WaitAsync(Timeouts.Default);
    }

    [UnixOnlyFact]
    public void AProgramThatIsNotThereLeavesNothingInheritable()
    {
        Assert.ThrowsAny<Exception>(() => _handover.Start(new ProcessStartInfo("/nowhere/at/all"), [_given]));

        using var child = Process.Start(Shell("cd /dev/fd && printf '%s ' *"))!;
        Assert.DoesNotContain(Number(_given), child.StandardOutput.ReadToEnd().Split(' '));
    }

    [UnixOnlyFact]
    public async Task AWorkerStartsWithTheSupervisorsSignalsBlocked()
    {
        // Its own end by one of them is what would come of it if it were not.
        var started = Start("kill -HUP $$; kill -INT $$; kill -USR1 $$; echo lives", out var channel);
        using var process = started.Process;
        await using var ours = channel;

        Assert.Equal("lives\n", await ReadAsync(process));
        Assert.Equal(0, process.ExitCode);
    }

    [UnixOnlyFact]
    public async Task AProcessStartedLaterStartsWithNoneBlocked()
    {
        var started = Start("exit 0", out var channel);
        using var worker = started.Process;
        await using var ours = channel;

        using var later = Process.Start(Shell("kill -USR1 $$; echo lives"))!;

        Assert.Equal("", await ReadAsync(later));
        Assert.NotEqual(0, later.ExitCode);
    }

    [UnixOnlyFact]
    public void AProcessWithoutTheVariableIsNoWorker() => Assert.Null(_handover.OpenChannel());

    [UnixOnlyFact]
    public async Task AWorkerOpensItsChannelAndTheVariableIsGone()
    {
        var (one, other) = SocketPair.Create();
        using var ours = one;
        using var theirs = other;
        using var set = Set(NumberOfCopy(theirs));

        await using var channel = _handover.OpenChannel();
        Assert.Null(Environment.GetEnvironmentVariable(UnixHandover.Variable));
        Assert.Null(_handover.OpenChannel());

        var buffer = new byte[5];
        await channel!.WriteAsync("hello"u8.ToArray());
        Assert.Equal(5, await ours.ReceiveAsync(buffer).WaitAsync(Timeouts.Default));
    }

    [UnixOnlyFact]
    public void WhatIsNoNumberOfAChannelIsRefusedWithAReason()
    {
        foreach (var garbage in (string[])["x", "-1", "99999999999999", "1000000", "3.5"])
        {
            using var set = Set(garbage);
            var refused = Assert.Throws<InvalidOperationException>(() => _handover.OpenChannel());

            Assert.StartsWith($"The environment variable ZIBAI_WORKER_CHANNEL is '{garbage}', and that is no channel", refused.Message, StringComparison.Ordinal);
            Assert.EndsWith("unset it.", refused.Message, StringComparison.Ordinal);
            Assert.Null(Environment.GetEnvironmentVariable(UnixHandover.Variable));
        }
    }

    [UnixOnlyFact]
    public void ADescriptorThatIsNoSocketStaysOpen()
    {
        using var folder = new TempFolder();
        using var file = File.Create(folder.File("a"));
        var number = file.SafeFileHandle.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);
        using var set = Set(number);

        Assert.Throws<InvalidOperationException>(() => _handover.OpenChannel());
        GC.Collect();
        GC.WaitForPendingFinalizers();

        file.WriteByte(1);
        file.Flush();
        Assert.Equal(1, file.Length);
    }

    [UnixOnlyFact]
    public async Task TheSocketsAWorkerTakesAreThoseItWasGiven()
    {
        using var taken = Assert.Single(_handover.TakeSockets([NumberOfCopy(_given)]));
        Assert.Equal(_given.LocalEndPoint, taken.LocalEndPoint);

        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(_given.LocalEndPoint!);
        using var accepted = await taken.AcceptAsync().WaitAsync(Timeouts.Default);
        Assert.Equal(client.LocalEndPoint, accepted.RemoteEndPoint);
    }

    [UnixOnlyFact]
    public void WhatAWorkerTakesItKeepsFromItsChildren()
    {
        var number = NumberOfCopy(_given);
        using var taken = Assert.Single(_handover.TakeSockets([number]));

        using var child = Process.Start(Shell("cd /dev/fd && printf '%s ' *"))!;

        Assert.DoesNotContain(number, child.StandardOutput.ReadToEnd().Split(' '));
    }

    public void Dispose()
    {
        _given.Dispose();
        _kept.Dispose();
    }

    private static ProcessStartInfo Shell(string script) =>
        new("/bin/sh", ["-c", script]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true };

    private ZiBai.Control.StartedWorker Start(string script, out Stream channel)
    {
        var started = _handover.Start(Shell(script), [_given]);
        channel = started.Channel;
        return started;
    }

    private static async Task<string> ReadAsync(Process process)
    {
        var text = await process.StandardOutput.ReadToEndAsync().WaitAsync(Timeouts.Default);
        await process.WaitForExitAsync().WaitAsync(Timeouts.Default);
        return text;
    }

    private static Socket Listening()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }

    /// <summary>A descriptor that nobody here owns, as a worker finds it: inheritable, too.</summary>
    private static string NumberOfCopy(Socket socket)
    {
        var copy = Dup((int)socket.SafeHandle.DangerousGetHandle());
        Assert.True(copy >= 0);
        return copy.ToString(CultureInfo.InvariantCulture);
    }

    [DllImport("libc", EntryPoint = "dup")]
    private static extern int Dup(int descriptor);

    private static string Number(Socket socket) => socket.SafeHandle.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);

    private static Unset Set(string value)
    {
        Environment.SetEnvironmentVariable(UnixHandover.Variable, value);
        return new Unset();
    }

    private sealed class Unset : IDisposable
    {
        public void Dispose() => Environment.SetEnvironmentVariable(UnixHandover.Variable, null);
    }
}
