using ZiBai.Control;

namespace ZiBai.Supervision;

/// <summary>Starts worker processes: the seam between what is decided and what the system does.</summary>
internal interface IWorkerLauncher
{
    /// <summary>Starts a worker. What it says, and its end, come as events with its id.</summary>
    /// <param name="id">Tells it from every other worker there ever was.</param>
    /// <param name="index">Its place among the workers, from 1.</param>
    /// <param name="workers">How many workers serve.</param>
    /// <exception cref="WorkerLaunchException">The system could not start it.</exception>
    IWorkerProcess Launch(int id, int index, int workers);

    /// <summary>
    /// Closes the supervisor's own end of the listening sockets: the server ends, and once the workers have closed theirs nobody can connect.
    /// </summary>
    void CloseSockets();
}

/// <summary>A worker process that was started.</summary>
internal interface IWorkerProcess
{
    /// <summary>Its process id.</summary>
    int Pid { get; }

    /// <summary>Sends it a message, without waiting.</summary>
    void Send(ControlMessage message);

    /// <summary>Ends it at once. Of no effect once it has ended.</summary>
    void Kill();
}
