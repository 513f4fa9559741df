using ZiBai.Benchmarks.Load;
using ZiBai.Benchmarks.Servers;

namespace ZiBai.Benchmarks.Tests.Load;

public sealed class WorkloadTests
{
    private static readonly IReadOnlyList<Contender> _contenders = new ContenderTable("zibai", "apps").All();

    [Fact]
    public void EveryNamedContenderIsThereAndCanDoTheWork() => Assert.All(
        Workload.All.SelectMany(static workload => workload.Contenders.Select(name => (workload, name))),
        static one => Assert.True(_contenders.Single(contender => contender.Name == one.name).Can(one.workload), $"{one.name} cannot do {one.workload.Name}."));

    [Fact]
    public void TheYardstickCanDoEveryWork() => Assert.All(Workload.All, static workload => Assert.True(_contenders[0].Can(workload)));

    [Fact]
    public void NoNameIsUsedTwice()
    {
        Assert.Distinct(Workload.All.Select(static workload => workload.Name));
        Assert.Distinct(_contenders.Select(static contender => contender.Name));
    }

    [Fact]
    public void WrkIsNotAskedToLoadAUnixSocket() => Assert.All(
        Workload.All.Where(static workload => !workload.IsOwnClients),
        static workload => Assert.DoesNotContain(_contenders, contender => contender.IsUnix && contender.Can(workload)));

    [Fact]
    public void EveryWorkIsKnownToTheServersHere() => Assert.All(Workload.All, static workload => BareApplication.For(workload.Work.Name));

    [Fact]
    public void ARequestOfTheHeadersWorkHasTwenty() => Assert.Equal(20, 1 + Work.TwentyHeaders.Headers.Count);

    [Fact]
    public void AnAppThatHoldsAThreadGetsOneForEachConnection()
    {
        var sleep = Workload.All.Single(static workload => workload.Name == "sleep");
        var arguments = _contenders.Single(static contender => contender.Name == "zibai").Arguments(sleep, new Endpoint(18001, null));

        Assert.Equal("workloads:Sync.Sleep --app-dir apps -l 127.0.0.1:18001 --no-access-log -w 32", string.Join(' ', arguments));
    }

    [Theory]
    [InlineData("127.0.0.1:18001")]
    [InlineData("unix:/tmp/zb/app.sock")]
    public void AnEndpointIsReadAsItIsWritten(string text) => Assert.Equal(text, Endpoint.Parse(text).ToString());

    [Theory]
    [InlineData("18001")]
    [InlineData("10.0.0.1:80")]
    [InlineData("127.0.0.1:0")]
    public void AnotherEndpointIsRefused(string text) => Assert.Throws<FormatException>(() => Endpoint.Parse(text));
}
