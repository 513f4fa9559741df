using System.Diagnostics;
using ZiBai.Control;
using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

public sealed class FleetWorkerTests
{
    private static readonly (string Name, Action<FleetWorker> Make, WorkerState Next)[] _moves =
    [
        ("Serve", static worker => worker.Serve(TimeSpan.Zero), WorkerState.Serving),
        ("Leave", static worker => worker.Leave(TimeSpan.Zero), WorkerState.Leaving),
        ("Kill", static worker => worker.Kill(TimeSpan.Zero), WorkerState.Killed),
        ("End", static worker => worker.End(), WorkerState.Gone),
    ];

    [Theory]
    [InlineData("", "Serve Leave Kill End")]
    [InlineData("Serve", "Leave Kill End")]
    [InlineData("Leave", "Leave Kill End")]
    [InlineData("Serve Leave", "Leave Kill End")]
    [InlineData("Kill", "End")]
    [InlineData("Leave Kill", "End")]
    [InlineData("End", "")]
    [InlineData("Serve Leave Kill End", "")]
    public void FromAStateTheseMovesAndNoOthersAreLegal(string before, string legal)
    {
        foreach (var (name, make, next) in _moves)
        {
            var worker = After(before);
            var state = worker.State;
            if (legal.Split(' ').Contains(name))
            {
                make(worker);
                Assert.Equal(next, worker.State);
            }
            else
            {
                Assert.Throws<UnreachableException>(() => make(worker));
                Assert.Equal(state, worker.State);
            }
        }
    }

    [Fact]
    public void ADeadlineIsNeverPutOff()
    {
        var worker = After("Serve");
        worker.Leave(TimeSpan.FromSeconds(5));
        worker.Leave(TimeSpan.FromSeconds(9));
        Assert.Equal(TimeSpan.FromSeconds(5), worker.Deadline);

        worker.Leave(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), worker.Deadline);
    }

    private static FleetWorker After(string moves)
    {
        var worker = new FleetWorker(1, new Seat(1), 0, new Process(), TimeSpan.Zero);
        foreach (var name in moves.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            _moves.Single(move => move.Name == name).Make(worker);
        }

        return worker;
    }

    private sealed class Process : IWorkerProcess
    {
        public int Pid => 1;

        public void Send(ControlMessage message)
        {
        }

        public void Kill()
        {
        }
    }
}
