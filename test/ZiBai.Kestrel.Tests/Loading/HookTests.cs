using ZiBai.Loading;

namespace ZiBai.Tests.Loading;

public sealed class HookTests
{
    private readonly AppLoader _loader = Fixture.Shapes();

    [Theory]
    [InlineData("Plain")]
    [InlineData("Hooks.Later")]
    [InlineData("Shapes.Hooks.ValueLater")]
    [InlineData("Held")]
    public async Task AHookRunsEachTimeItIsCalledInTheModuleOfTheApp(string attribute)
    {
        var app = await _loader.LoadAppAsync("Shapes:Hooks.Count", call: false);
        var hook = _loader.LoadHook($"Shapes:{attribute}");
        Assert.Equal(": 0", await Fixture.Serve(app));

        await hook();
        await hook();

        Assert.Equal(": 2", await Fixture.Serve(app));
    }

    [Fact]
    public async Task WhatAHookThrowsIsNotWrapped()
    {
        var hook = _loader.LoadHook("Shapes:Hooks.Throws");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await hook());

        Assert.Equal("hook failed", error.Message);
    }

    [Theory]
    [InlineData("WithArgument", "Found: void Shapes.Hooks.WithArgument(int count)")]
    [InlineData("WithResult", "returns void, Task or ValueTask")]
    [InlineData("Unawaited", "is async void")]
    public void WhatIsNoHookIsRefused(string attribute, string expected)
    {
        var error = Assert.Throws<AppLoadException>(() => _loader.LoadHook($"Shapes:{attribute}"));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
