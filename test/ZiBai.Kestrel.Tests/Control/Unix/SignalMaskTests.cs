using System.Globalization;
using ZiBai.Control.Unix;

namespace ZiBai.Tests.Control.Unix;

public sealed class SignalMaskTests
{
    [LinuxFact]
    public void TheThreadHasItsMaskBack() => OnAThread(static () =>
    {
        var before = Blocked();
        using (SignalMask.BlockOnThisThread())
        {
            Assert.All(SignalMask.SupervisorsOwn, static signal => Assert.True(IsIn(Blocked(), signal), $"{signal} is not blocked."));
        }

        Assert.Equal(before, Blocked());
    });

    [LinuxFact]
    public void WhatWasBlockedBeforeStaysBlocked() => OnAThread(static () =>
    {
        using var before = SignalMask.BlockOnThisThread();
        SignalMask.BlockOnThisThread().Dispose();

        Assert.All(SignalMask.SupervisorsOwn, static signal => Assert.True(IsIn(Blocked(), signal), $"{signal} is not blocked."));
    });

    [LinuxFact]
    public void AWorkerUnblocksThem() => OnAThread(static () =>
    {
        using var before = SignalMask.BlockOnThisThread();
        SignalMask.UnblockOnThisThread();

        Assert.All(SignalMask.SupervisorsOwn, static signal => Assert.False(IsIn(Blocked(), signal), $"{signal} is blocked."));
    });

    [LinuxFact]
    public void TermIsNotAmongThem() => Assert.DoesNotContain(15, SignalMask.SupervisorsOwn);

    // A mask is a thread's, and the test's own thread may serve others next.
    private static void OnAThread(Action act)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                act();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    private static ulong Blocked() => ulong.Parse(
        File.ReadLines("/proc/thread-self/status").Single(static line => line.StartsWith("SigBlk:", StringComparison.Ordinal))["SigBlk:".Length..].Trim(),
        NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static bool IsIn(ulong mask, int signal) => (mask & (1UL << (signal - 1))) != 0;

    /// <summary>Linux shows a thread's mask.</summary>
    internal sealed class LinuxFactAttribute : FactAttribute
    {
        public LinuxFactAttribute()
        {
            if (!OperatingSystem.IsLinux())
            {
                Skip = "Only Linux shows a thread's mask.";
            }
        }
    }
}
