using Microsoft.Extensions.Time.Testing;
using ZiBai.Loading;
using ZiBai.Testing;
using ZiBai.Tests.Loading;
using ZiBai.Worker;

namespace ZiBai.Tests.Worker;

public sealed class SlowBuildsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly LogSink _log = new();

    [Fact]
    public void ABuildThatIsSoonOverIsNotToldOf()
    {
        Build(SlowBuilds.Patience - TimeSpan.FromTicks(1));
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Empty(_log.Entries);
    }

    [Fact]
    public void OneThatTakesLongIsToldOfAgainAndAgain()
    {
        Build(TimeSpan.FromSeconds(45));
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(
            [
                "'shop:App' is still being built (/srv/shop.csproj), since 03:04:05, 10 s ago",
                "'shop:App' is still being built (/srv/shop.csproj), since 03:04:05, 40 s ago",
            ],
            _log.Entries.Select(static entry => entry.Message));
    }

    [Fact]
    public void OneThatFailsIsNotToldOfAnyMore()
    {
        var builds = new SlowBuilds(new FakeSources(static _ => throw new AppLoadException("shop:App", "wrong")), _log.CreateLogger("main"), _time);
        Assert.Throws<AppLoadException>(() => builds.Build(ImportString.Parse("shop:App"), "/srv/shop.csproj"));

        _time.Advance(TimeSpan.FromHours(1));

        Assert.Empty(_log.Entries);
    }

    [Fact]
    public void TheRestIsPassedOn()
    {
        var modules = new FakeSources(static source => source);
        var builds = new SlowBuilds(modules, _log.CreateLogger("main"), _time);

        builds.Restore("a.dll");
        builds.ExpectChanges();
        builds.WarmUp();

        Assert.Equal(["a.dll"], modules.Restored);
        Assert.Equal((true, 1), modules.Changes);
    }

    public void Dispose() => _log.Dispose();

    private void Build(TimeSpan takes)
    {
        var modules = new FakeSources(source =>
        {
            for (var left = takes; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
            {
                _time.Advance(left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1));
            }

            return source;
        });
        Assert.Equal("/srv/shop.csproj", new SlowBuilds(modules, _log.CreateLogger("main"), _time).Build(ImportString.Parse("shop:App"), "/srv/shop.csproj"));
    }
}
