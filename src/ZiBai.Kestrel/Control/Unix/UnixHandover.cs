using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace ZiBai.Control.Unix;

/// <summary>
/// Hands sockets over by inheritance: a process that is started has them under the same numbers. They are inheritable for that instant alone, and a
/// worker takes them back from what it starts itself, so that nobody but the two holds an end of the channel.
/// </summary>
internal sealed class UnixHandover : IHandover
{
    /// <summary>Tells a process that it is a worker, and the number of its channel. Nothing else travels this way.</summary>
    public const string Variable = "ZIBAI_WORKER_CHANNEL";

    private readonly Lock _starting = new();

    public StartedWorker Start(ProcessStartInfo program, IReadOnlyList<Socket> sockets)
    {
        var (ours, theirs) = SocketPair.Create();
        try
        {
            using (theirs)
            {
                program.Environment[Variable] = NumberOf(theirs);
                var process = StartWith(program, [theirs, .. sockets]);
                return new StartedWorker(process, new NetworkStream(ours, ownsSocket: true), [.. sockets.Select(NumberOf)]);
            }
        }
        catch
        {
            ours.Dispose();
            throw;
        }
    }

    public Process StartApart(ProcessStartInfo program)
    {
        // Never in the instant in which a worker's sockets can be inherited.
        lock (_starting)
        {
            return Process.Start(program)!;
        }
    }

    public Process StartOwn(ProcessStartInfo program) => StartWith(program, []);

    public Stream? OpenChannel()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } number)
        {
            return null;
        }

        // What this process starts is no worker.
        Environment.SetEnvironmentVariable(Variable, null);
        try
        {
            return new NetworkStream(Take(number), ownsSocket: true);
        }
        catch (Exception exception) when (exception is IOException or SocketException or FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidOperationException(
                $"The environment variable {Variable} is '{number}', and that is no channel to a supervisor: {exception.Message} "
                + "Only a supervisor sets it, for the workers it starts: unset it.", exception);
        }
    }

    public IReadOnlyList<Socket> TakeSockets(IReadOnlyList<string> sockets) => [.. sockets.Select(Take)];

    private Process StartWith(ProcessStartInfo program, IReadOnlyList<Socket> inherited)
    {
        lock (_starting)
        {
            using var blocked = SignalMask.BlockOnThisThread();
            try
            {
                foreach (var socket in inherited)
                {
                    Descriptors.GiveToChildren(socket.SafeHandle);
                }

                return Process.Start(program)!;
            }
            finally
            {
                foreach (var socket in inherited)
                {
                    Descriptors.KeepFromChildren(socket.SafeHandle);
                }
            }
        }
    }

    private static Socket Take(string number)
    {
        var descriptor = int.Parse(number, CultureInfo.InvariantCulture);

        // Without owning it: what is somebody else's stays open, and inheritable. For what is no socket at all this object is made, too.
        using (var look = new Socket(new SafeSocketHandle(descriptor, ownsHandle: false)))
        {
            if (look.LocalEndPoint is null)
            {
                throw new IOException($"descriptor {descriptor} is no socket.");
            }
        }

        var handle = new SafeSocketHandle(descriptor, ownsHandle: true);
        Descriptors.KeepFromChildren(handle);
        return new Socket(handle);
    }

    private static string NumberOf(Socket socket) => socket.SafeHandle.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);
}
