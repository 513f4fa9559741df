namespace ZiBai.CommandLine;

public sealed class ZiBaiOptionsValidatorTests
{
    public static TheoryData<ZiBaiOptions, string> WrongInCode() => new()
    {
        { new() { Listen = [] }, "--listen: there is no address; give HOST:PORT, :PORT or unix:PATH, for example --listen 127.0.0.1:8000" },
        {
            new() { Listen = null! },
            "--listen: there is no address; give HOST:PORT, :PORT or unix:PATH, for example --listen 127.0.0.1:8000"
        },
        {
            new() { UnixSocketPerms = (UnixFileMode)0x200 },
            "--unix-socket-perms: 1000 is out of range; give 0 to 777 in octal, for example --unix-socket-perms 660"
        },
        {
            new() { SocketTimeout = TimeSpan.MaxValue },
            "--socket-timeout: 922337203685.4775807 is out of range; give more than 0, up to 1000000, for example --socket-timeout 5"
        },
        {
            new() { UrlPrefix = "/shop?" },
            "--url-prefix: '/shop?' is more than a path; give a path that begins with '/', without '?' and '#', "
            + "for example --url-prefix /shop"
        },
        {
            new() { UrlScheme = null! },
            "--url-scheme: '' is not a URL scheme; give a letter, then letters, digits, '+', '-' or '.', for example --url-scheme https"
        },
        { new() { HeaderMap = (HeaderMap)2 }, "--header-map: '2' is neither; give drop or dangerous, for example --header-map drop" },
        { new() { AppDir = null! }, "--app-dir: '' is not a folder; give a folder that exists, for example --app-dir ." },
        { new() { Call = true }, "--call: the program brings its own app, and there is no import string to call; leave it out" },
    };

    [Fact]
    public void TheDefaultsAreRight() => Assert.True(new ZiBaiOptionsValidator().Validate(null, new()).Succeeded);

    [Theory]
    [MemberData(nameof(WrongInCode))]
    public void OptionsMadeInCodeAreHeldToTheSameRules(ZiBaiOptions options, string problem) =>
        Assert.Equal([problem], new ZiBaiOptionsValidator().Validate(null, options).Failures!);

    [Fact]
    public void EveryFailureIsReportedAtOnce()
    {
        var options = new ZiBaiOptions { MaxWorkers = 0, Backlog = 0, App = "hello", UrlPrefix = "shop" };

        Assert.Equal(4, new ZiBaiOptionsValidator().Validate(null, options).Failures!.Count());
    }

    [Fact]
    public void TheAnswerIsNoneOfItsBusiness() =>
        Assert.True(new ZiBaiOptionsValidator().Validate(null, new() { Answer = new(0, "") }).Succeeded);
}
