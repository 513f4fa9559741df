using System.Runtime.InteropServices;

namespace ZiBai.Logging.Output;

/// <summary>
/// The turn to write to a pipe that several processes share. A pipe takes only 4096 bytes (PIPE_BUF) in one piece, and is filled up with part of what is
/// longer: between the parts come others' lines. So whoever writes holds a record lock on the pipe itself, which Linux grants, and which goes with a process
/// that dies. A process that is stopped, or waits for the reader, in its turn holds up those alone who would wait for the same reader.
/// Where the lock is refused, as on macOS, lines of up to PIPE_BUF are whole all the same.
/// </summary>
internal sealed partial class PipeTurn
{
    private const int Unlock = 0;
    private const int WaitAndLock = 1;
    private const int Interrupted = 4;

    /// <summary>Linux's EDEADLK; elsewhere it is another's number.</summary>
    private const int Deadlock = 35;

    /// <summary>Milliseconds until a lock that seemed to be part of a deadlock is asked for again.</summary>
    private const int RetryAfter = 5;

    // A record lock is the process's: the thread that let go would do so for the other too, where both write to one pipe.
    private static readonly Lock _output = new();
    private static readonly Lock _error = new();

    private readonly int _descriptor;
    private readonly Lock _ofProcess;

    public PipeTurn(int descriptor)
    {
        _descriptor = descriptor;
        _ofProcess = descriptor == 1 || StandardDescriptor.AreOne() ? _output : _error;
    }

    public void Begin()
    {
        _ofProcess.Enter();
        while (LockFile(_descriptor, WaitAndLock, 0) != 0)
        {
            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    break;

                // The kernel takes a process for one thread: that another, of this or of the process waited for, has the other pipe is no deadlock.
                case Deadlock when OperatingSystem.IsLinux():
                    StandardDescriptor.Pause(RetryAfter);
                    break;
                default:
                    return;
            }
        }
    }

    public void End()
    {
        _ = LockFile(_descriptor, Unlock, 0);
        _ofProcess.Exit();
    }

    [LibraryImport("libc", EntryPoint = "lockf", SetLastError = true)]
    private static partial int LockFile(int descriptor, int command, nint length);
}
