using ZiBai.Control;
using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

/// <summary>A worker process that only records what it was told.</summary>
internal sealed class FakeWorker(int id, int index, int workers) : IWorkerProcess
{
    private readonly List<ControlMessage> _sent = [];

    public int Id => id;

    /// <summary>Its place.</summary>
    public int Index => index;

    /// <summary>How many workers it was told there are, at its start.</summary>
    public int Workers => workers;

    public int Pid => 1000 + id;

    /// <summary>What it was sent, in order.</summary>
    public IReadOnlyList<ControlMessage> Sent => _sent;

    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Whether its process has ended.</summary>
    public bool IsGone { get; set; }

    public void Send(ControlMessage message)
    {
        Assert.False(IsGone, $"{message} was sent to a worker that has ended.");
        Assert.True(Kills == 0, $"{message} was sent to a worker that was killed.");
        _sent.Add(message);
    }

    public void Kill()
    {
        Assert.False(IsGone, "A worker that has ended was killed.");
        Kills++;
    }
}
