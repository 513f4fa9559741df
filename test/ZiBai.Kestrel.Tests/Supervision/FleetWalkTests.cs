namespace ZiBai.Tests.Supervision;

public sealed class FleetWalkTests
{
    private const int Seeds = 200;
    private const int Steps = 150;

    [Fact]
    public void WhateverHappensItKeepsItsPromisesAndRecovers()
    {
        var settled = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            using var walk = new FleetWalk(seed);
            try
            {
                walk.Start();
                for (var step = 0; step < Steps && !walk.HasGivenUp; step++)
                {
                    walk.Step();
                }

                if (walk.HasGivenUp)
                {
                    walk.LeaveAll();
                    continue;
                }

                walk.Settle();
                walk.End();
                settled++;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}: {exception.Message}\n{walk.Told}", exception);
            }
        }

        // Some end early, since none of their first workers can start.
        Assert.InRange(settled, Seeds / 2, Seeds);
    }

    [Fact]
    public void ItEndsWheneverItIsTold()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            using var walk = new FleetWalk(seed);
            try
            {
                walk.Start();
                for (var step = 0; step < seed % 50 && !walk.HasGivenUp; step++)
                {
                    walk.Step();
                }

                if (!walk.HasGivenUp)
                {
                    walk.End();
                }
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}: {exception.Message}\n{walk.Told}", exception);
            }
        }
    }
}
