namespace ZiBai.Tests.Validation;

/// <summary>The app's environ is the server's in all but two values.</summary>
public sealed class EnvironPassThroughTests
{
    private readonly Exchange _exchange = new();

    [Fact]
    public void ValuesAreReadInEveryWay() => InApp(environ =>
    {
        Assert.Equal("GET", environ["REQUEST_METHOD"]);
        Assert.True(environ.TryGetValue("REQUEST_METHOD", out var method));
        Assert.Equal("GET", method);
        Assert.True(environ.ContainsKey("REQUEST_METHOD"));
        Assert.Contains(KeyValuePair.Create("REQUEST_METHOD", (object?)"GET"), environ);
    });

    [Fact]
    public void WhatIsNotThereIsMissingInEveryWay() => InApp(static environ =>
    {
        Assert.Throws<KeyNotFoundException>(() => environ["none"]);
        Assert.False(environ.TryGetValue("none", out var value));
        Assert.Null(value);
        Assert.False(environ.ContainsKey("none"));
        Assert.False(environ.Remove("none"));
    });

    [Fact]
    public void WhatTheAppSetsTheServerSees() => InApp(environ =>
    {
        environ["a"] = 1;
        environ.Add("b", 2);
        environ.Add(KeyValuePair.Create("c", (object?)3));

        Assert.Equal((1, 2, 3), (_exchange.Environ["a"], _exchange.Environ["b"], _exchange.Environ["c"]));
    });

    [Fact]
    public void AKeyThatIsThereCannotBeAddedAgain() =>
        InApp(static environ => Assert.Throws<ArgumentException>(() => environ.Add("PATH_INFO", "")));

    [Fact]
    public void WhatTheAppRemovesIsGone() => InApp(environ =>
    {
        Assert.True(environ.Remove("PATH_INFO"));
        Assert.True(environ.Remove(KeyValuePair.Create("SCRIPT_NAME", (object?)"")));
        Assert.False(environ.Remove(KeyValuePair.Create("REQUEST_METHOD", (object?)"POST")));
        Assert.Equal(12, environ.Count);
        Assert.Equal(12, _exchange.Environ.Count);
    });

    [Fact]
    public void ItCanBeCleared() => InApp(environ =>
    {
        environ.Clear();

        Assert.Empty(environ);
        Assert.Empty(_exchange.Environ);
    });

    [Fact]
    public void EnumerationCopyKeysAndValuesAgreeWithLookups() => InApp(static environ =>
    {
        string[] keys = [.. environ.Keys];
        object?[] values = [.. keys.Select(key => environ[key])];
        var pairs = new KeyValuePair<string, object?>[keys.Length + 1];
        environ.CopyTo(pairs, 1);
        var copied = new object?[keys.Length];
        environ.Values.CopyTo(copied, 0);

        // The very same objects: to compare inputs by their lines would read them.
        var same = ReferenceEqualityComparer.Instance;
        Assert.Equal(keys, environ.Select(static pair => pair.Key));
        Assert.Equal(values, environ.Select(static pair => pair.Value), same);
        Assert.Equal(keys, pairs[1..].Select(static pair => pair.Key));
        Assert.Equal(values, pairs[1..].Select(static pair => pair.Value), same);
        Assert.Equal(values, copied, same);
        Assert.Equal(values, environ.Values.Select(static value => value), same);
    });

    [Fact]
    public void TheInputIsTheSameObjectAtEachRead() => InApp(static environ =>
    {
        var input = environ[EnvironKeys.WsgiInput];

        Assert.Same(input, environ[EnvironKeys.WsgiInput]);
        Assert.Contains(input, environ.Values);
        Assert.Contains(KeyValuePair.Create(EnvironKeys.WsgiInput, input), environ);
    });

    [Fact]
    public void TheServersInputStaysTheServers()
    {
        var input = _exchange.Environ[EnvironKeys.WsgiInput];
        InApp(static environ => environ[EnvironKeys.WsgiInput] = environ[EnvironKeys.WsgiInput]);

        Assert.Same(input, _exchange.Environ[EnvironKeys.WsgiInput]);
    }

    [Fact]
    public void AnInputOfTheAppsOwnTakesItsPlace() => InApp(environ =>
    {
        var own = Body.Of("own");
        environ[EnvironKeys.WsgiInput] = own;

        Assert.Same(own, environ[EnvironKeys.WsgiInput]);
        Assert.Same(own, _exchange.Environ[EnvironKeys.WsgiInput]);
    });

    private void InApp(Action<IDictionary<string, object?>> look) => _exchange.Run((environ, startResponse) =>
    {
        look(environ);
        startResponse("204 No Content", []);
        return [];
    });
}
