using ZiBai.Loading;

namespace ZiBai.Tests.Loading;

public sealed class FactoryTests
{
    private readonly AppLoader _loader = Fixture.Shapes();

    [Theory]
    [InlineData("Make", "200 OK: a|b")]
    [InlineData("Factories.MakeLater", "200 OK: a|b")]
    [InlineData("MakeCallable", "200 OK: 1")]
    public async Task WhatTheFactoryGivesIsTheApp(string attribute, string expected)
    {
        var app = await _loader.LoadAppAsync($"Shapes:{attribute}", call: true);

        Assert.Equal(expected, await Fixture.Serve(app));
    }

    [Theory]
    [InlineData("MakeFailing")]
    [InlineData("MakeFailingLater")]
    public async Task WhatTheFactoryThrowsIsTheInnerException(string attribute)
    {
        var error = await Fixture.Refuses(_loader, $"Shapes:{attribute}", call: true);

        Assert.IsType<InvalidOperationException>(error.InnerException);
        Assert.Contains(
            $"the factory Shapes.Factories.{attribute} threw InvalidOperationException: no secrets file", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MakeNothing", "gave null")]
    [InlineData("MakeText", "a value of type string")]
    [InlineData("Chunks", "leave out --call")]
    [InlineData("Hooks.Plain", "is not a factory")]
    public async Task WhatIsNoFactoryIsToldSo(string attribute, string expected)
    {
        var error = await Fixture.Refuses(_loader, $"Shapes:{attribute}", call: true);

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
