using System.Text.Json;
using ZiBai.Benchmarks.Figures;

namespace ZiBai.Benchmarks.Tests.Figures;

public sealed class ResultsFileTests
{
    private readonly JsonElement _file = JsonDocument.Parse(ResultsFile.Text(Results.Machine, 5, [Results.Hello], ["something"])).RootElement;

    [Fact]
    public void TheMachineIsToldInFull()
    {
        var machine = _file.GetProperty("machine");

        Assert.Equal(
            ["processor", "cores", "memoryMegabytes", "kernel", "runtime", "commit", "date"], machine.EnumerateObject().Select(static property => property.Name));
        Assert.Equal("2026-01-31T12:05:00+00:00", machine.GetProperty("date").GetString());
    }

    [Fact]
    public void EveryRoundsFiguresAreThere()
    {
        var rounds = Zibai().GetProperty("rounds");

        Assert.Equal([90_000, 72_000, 72_000], rounds.EnumerateArray().Select(static round => round.GetProperty("requestsPerSecond").GetDouble()));
        Assert.Equal("read 3", rounds[2].GetProperty("errors").GetString());
    }

    [Fact]
    public void MediansAndRatiosAreThoseOfTheTable()
    {
        Assert.Equal(72_000, Zibai().GetProperty("median").GetProperty("requestsPerSecond").GetDouble());
        Assert.Equal(0.9, Zibai().GetProperty("toYardstick").GetProperty("requestsPerSecond").GetProperty("median").GetDouble(), 6);
    }

    [Fact]
    public void WhatMakesFiguresDoubtfulIsThere() => Assert.Equal("something", Assert.Single(_file.GetProperty("problems").EnumerateArray()).GetString());

    private JsonElement Zibai() => _file.GetProperty("workloads")[0].GetProperty("contenders")[1];
}
