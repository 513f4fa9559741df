using System.Diagnostics;
using System.Net.Sockets;

namespace ZiBai.Control;

/// <summary>
/// How this system gives a worker a channel to its supervisor and the listening sockets. The one thing between the two processes that differs from
/// system to system: the messages, a request to stop among them, are the same everywhere.
/// </summary>
internal interface IHandover
{
    /// <summary>For the supervisor: starts a worker that can reach it.</summary>
    /// <param name="program">The program to start. Its environment is added to.</param>
    /// <param name="sockets">Sockets it will need.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The system could not start it.</exception>
    /// <exception cref="IOException">The system had no means left for a channel.</exception>
    StartedWorker Start(ProcessStartInfo program, IReadOnlyList<Socket> sockets);

    /// <summary>For the supervisor: starts a program that is no worker, and gets nothing of what workers get.</summary>
    /// <param name="program">The program to start.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The system could not start it.</exception>
    Process StartApart(ProcessStartInfo program);

    /// <summary>As <see cref="StartApart"/>, for a program of ours: signals that are the supervisor's wait until it has handlers for them.</summary>
    /// <param name="program">The program to start.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The system could not start it.</exception>
    Process StartOwn(ProcessStartInfo program);

    /// <summary>For a worker: its end of the channel. Null if this process was started by somebody else.</summary>
    /// <exception cref="InvalidOperationException">It claims to be a worker, and there is no channel.</exception>
    Stream? OpenChannel();

    /// <summary>For a worker: the sockets, as <see cref="StartedWorker.Sockets"/> told them.</summary>
    IReadOnlyList<Socket> TakeSockets(IReadOnlyList<string> sockets);
}

/// <summary>A worker that was started.</summary>
/// <param name="Process">The process.</param>
/// <param name="Channel">The supervisor's end of the channel.</param>
/// <param name="Sockets">What the worker needs to be told to find the sockets.</param>
internal sealed record StartedWorker(Process Process, Stream Channel, IReadOnlyList<string> Sockets);
