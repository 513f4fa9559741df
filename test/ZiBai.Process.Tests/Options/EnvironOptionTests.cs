namespace ZiBai.Process.Tests.Options;

public sealed class EnvironOptionTests
{
    private const string Paths = "?SCRIPT_NAME,PATH_INFO";
    private static readonly Dictionary<string, string?> _shop = new() { ["SCRIPT_NAME"] = "/shop" };

    [Fact]
    public async Task ScriptNameIsEmptyByDefault() =>
        await AssertTellsAsync("SCRIPT_NAME=\nPATH_INFO=/shop/cart", "/shop/cart" + Paths);

    [Fact]
    public async Task UrlPrefixIsTheScriptName() =>
        await AssertTellsAsync("SCRIPT_NAME=/shop\nPATH_INFO=/cart", "/shop/cart" + Paths, "--url-prefix /shop");

    [Fact]
    public async Task TrailingSlashOfUrlPrefixDoesNotCount() =>
        await AssertTellsAsync("SCRIPT_NAME=/shop\nPATH_INFO=/cart", "/shop/cart" + Paths, "--url-prefix /shop/");

    [Fact]
    public async Task PathOutsideUrlPrefixIsPassedWhole() =>
        await AssertTellsAsync("SCRIPT_NAME=/shop\nPATH_INFO=/shopping", "/shopping" + Paths, "--url-prefix /shop");

    [Fact]
    public async Task EnvironmentVariableIsTheScriptName() =>
        await AssertTellsAsync("SCRIPT_NAME=/shop\nPATH_INFO=/cart", "/shop/cart" + Paths, "", _shop);

    [Fact]
    public async Task UrlPrefixGoesBeforeTheEnvironmentVariable() =>
        await AssertTellsAsync("SCRIPT_NAME=/bar\nPATH_INFO=/shop/cart", "/bar/shop/cart" + Paths, "--url-prefix /bar", _shop);

    [Theory]
    [InlineData("", "http")]
    [InlineData("--url-scheme https", "https")]
    public async Task UrlSchemeIsWhatTheAppSees(string options, string scheme) =>
        await AssertTellsAsync($"wsgi.url_scheme={scheme}", "/?wsgi.url_scheme", options);

    [Theory]
    [InlineData("", "True")]
    [InlineData("-w 1", "False")]
    public async Task MultithreadFollowsMaxWorkers(string options, string multithread) =>
        await AssertTellsAsync($"wsgi.multithread={multithread}\nwsgi.multiprocess=False", "/?wsgi.multithread,wsgi.multiprocess", options);

    private static async Task AssertTellsAsync(
        string expected, string target, string options = "", IReadOnlyDictionary<string, string?>? environment = null)
    {
        await using var server = await Served.StartAsync("probe:Environ", options, environment);

        Assert.Equal(expected, (await server.GetAsync(target)).BodyText);
    }
}
