using System.Runtime.InteropServices;

namespace ZiBai.Control.Unix;

/// <summary>
/// Keeps signals that are meant for the supervisor from workers that have only just started. A process inherits the mask of the thread that starts it:
/// until the worker has handlers of its own, such a signal waits, where its default action would end the worker.
/// </summary>
internal static partial class SignalMask
{
    // As large as sigset_t is on any system.
    private const int SetSize = 128;

    // Waits with the others: a worker that is asked to exit before it is ready has to be able to say so.
    private const int Term = 15;

    private static int Block => OperatingSystem.IsLinux() ? 0 : 1;

    private static int Unblock => OperatingSystem.IsLinux() ? 1 : 2;

    private static int Replace => OperatingSystem.IsLinux() ? 2 : 3;

    /// <summary>The signals that a worker ignores, by number: those that the supervisor acts on, or that a terminal sends to all.</summary>
    public static IReadOnlyList<int> SupervisorsOwn { get; } = OperatingSystem.IsLinux()
        ? [1, 2, 3, 10, 12, 21, 22, 28]
        : [1, 2, 3, 30, 31, 21, 22, 28];

    /// <summary>Has processes that this thread starts begin with these signals blocked, until it is disposed on the same thread.</summary>
    public static IDisposable BlockOnThisThread() => new Blocked(ChangeSupervisorsOwn(Block));

    /// <summary>For a worker's first thread, once there are handlers: what waited is delivered, and threads made from now on begin unblocked.</summary>
    public static void UnblockOnThisThread() => ChangeSupervisorsOwn(Unblock);

    /// <returns>The mask as it was.</returns>
    private static unsafe byte[] ChangeSupervisorsOwn(int how)
    {
        var set = stackalloc byte[SetSize];
        _ = EmptySet(set);
        foreach (var signal in (int[])[.. SupervisorsOwn, Term])
        {
            _ = AddToSet(set, signal);
        }

        var before = new byte[SetSize];
        fixed (byte* old = before)
        {
            Change(how, set, old);
        }

        return before;
    }

    private static unsafe void Change(int how, byte* set, byte* old)
    {
        var error = ChangeMask(how, set, old);
        if (error != 0)
        {
            throw new InvalidOperationException($"The signal mask could not be changed: {Marshal.GetPInvokeErrorMessage(error)}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    private static unsafe partial int EmptySet(byte* set);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    private static unsafe partial int AddToSet(byte* set, int signal);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static unsafe partial int ChangeMask(int how, byte* set, byte* old);

    private sealed class Blocked(byte[] before) : IDisposable
    {
        public unsafe void Dispose()
        {
            fixed (byte* set = before)
            {
                Change(Replace, set, null);
            }
        }
    }
}
