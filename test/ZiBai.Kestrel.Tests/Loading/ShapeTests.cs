using ZiBai.Loading;

namespace ZiBai.Tests.Loading;

public sealed class ShapeTests
{
    private readonly AppLoader _loader = Fixture.Shapes();

    [Theory]
    [InlineData("Chunks", true)]
    [InlineData("AsyncChunks", false)]
    [InlineData("Bytes", true)]
    [InlineData("AsyncBytes", false)]
    [InlineData("ChunkArray", true)]
    [InlineData("BytesArray", true)]
    [InlineData("BytesList", true)]
    [InlineData("TaskChunks", false)]
    [InlineData("TaskAsyncChunks", false)]
    [InlineData("TaskBytes", false)]
    [InlineData("TaskAsyncBytes", false)]
    [InlineData("TaskBytesList", false)]
    [InlineData("ValueTaskChunks", false)]
    [InlineData("ValueTaskAsyncChunks", false)]
    [InlineData("ValueTaskBytes", false)]
    [InlineData("ValueTaskAsyncBytes", false)]
    [InlineData("StartChunks", true)]
    [InlineData("StartAsyncChunks", false)]
    [InlineData("StartBytes", true)]
    [InlineData("StartAsyncBytes", false)]
    [InlineData("StartTask", false)]
    [InlineData("StartValueTask", false)]
    [InlineData("FuncProperty", false)]
    public async Task EveryShapeServes(string attribute, bool isSync)
    {
        var app = await _loader.LoadAppAsync($"Shapes:{attribute}", call: false);

        Assert.Equal(isSync, app.Sync is not null);
        Assert.Equal("200 OK: a|b", await Fixture.Serve(app));
    }

    [Theory]
    [InlineData("Chunks")]
    [InlineData("NativeField")]
    [InlineData("OwnDelegate")]
    public async Task ANativeAppIsCalledWithoutAnythingBetween(string attribute)
    {
        var app = await _loader.LoadAppAsync($"Shapes:{attribute}", call: false);

        Assert.Equal("Shapes.Results.Chunks", $"{app.Sync!.Method.DeclaringType}.{app.Sync.Method.Name}");
    }

    [Fact]
    public async Task ANativeAsynchronousAppIsCalledWithoutAnythingBetween()
    {
        var app = await _loader.LoadAppAsync("Shapes:NativeAsync", call: false);

        Assert.Equal("Shapes.Results.AsyncChunks", $"{app.Async!.Method.DeclaringType}.{app.Async.Method.Name}");
    }

    [Fact]
    public async Task AnAppThatReferencesNothingOfOursServes()
    {
        var app = await new AppLoader(Fixture.Built("Plain")).LoadAppAsync("Plain:App", call: false);

        Assert.Equal("200 OK: written |hello /path", await Fixture.Serve(app));
    }
}
