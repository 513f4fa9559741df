using Microsoft.Extensions.Logging;

namespace ZiBai.CommandLine;

public sealed class ZiBaiOptionsValidatorTests
{
    private const string Open = "is open to other machines";

    private const string Networks =
        "give IP addresses, networks or '*', separated by ',', for example --forwarded-allow-ips 127.0.0.1,10.0.0.0/8";

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
        {
            new() { AccessLogFormat = "comon" },
            "--access-log-format: 'comon' is neither the name of a format nor a template with fields in braces (did you mean common?); give default, common, combined, json or a template, for example --access-log-format '{REMOTE_ADDR} {PATH_INFO} {status}'"
        },
        {
            new() { AccessLogFormat = "{pd}" },
            "--access-log-format: there is no field 'pd' (did you mean pid?); give default, common, combined, json or a template, for example --access-log-format '{REMOTE_ADDR} {PATH_INFO} {status}'"
        },
        {
            new() { AccessLogFormat = "json,HTTP_ACCEPT,Accept" },
            "--access-log-format: there is no field 'Accept' (what exists: HTTP_REFERER, HTTP_USER_AGENT, PATH_INFO, QUERY_STRING, REMOTE_ADDR, REMOTE_PORT, "
            + "REQUEST_METHOD, REQUEST_URI, SCRIPT_NAME, SERVER_PROTOCOL, elapsed_ms, pid, request_id, response_length, status, trace_id, worker); give default, common, combined, json or a template, for example --access-log-format '{REMOTE_ADDR} {PATH_INFO} {status}'"
        },
        {
            new() { LogLevel = LogLevel.Trace },
            "--log-level: 'Trace' is out of range; give debug, info, warning, error or critical, for example --log-level info"
        },
        {
            new() { LogLevel = LogLevel.None },
            "--log-level: 'None' is out of range; give debug, info, warning, error or critical, for example --log-level info"
        },
        { new() { HeaderMap = (HeaderMap)2 }, "--header-map: '2' is neither; give drop or dangerous, for example --header-map drop" },
        { new() { ForwardedAllowIps = null! }, "--forwarded-allow-ips: there is no list; " + Networks },
        { new() { ForwardedAllowIps = "127.0.0.1,nginx" }, "--forwarded-allow-ips: 'nginx' is not an IP address or network; " + Networks },
        { new() { ForwardedAllowIps = "127.0.0.1," }, "--forwarded-allow-ips: '' is not an IP address or network; " + Networks },
        { new() { ForwardedAllowIps = "10.1" }, "--forwarded-allow-ips: '10.1' is not an IP address or network; " + Networks },
        { new() { ForwardedAllowIps = "[::1]" }, "--forwarded-allow-ips: '[::1]' is not an IP address or network; " + Networks },
        {
            new() { ForwardedAllowIps = "10.0.0.0/33" },
            "--forwarded-allow-ips: '10.0.0.0/33' has no prefix length from 0 to 32 after its '/'; " + Networks
        },
        {
            new() { ForwardedAllowIps = "::1/" },
            "--forwarded-allow-ips: '::1/' has no prefix length from 0 to 128 after its '/'; " + Networks
        },
        {
            new() { ForwardedAllowIps = "10.1.2.3/12" },
            "--forwarded-allow-ips: '10.1.2.3/12' is an address inside of a network; the network is 10.0.0.0/12; " + Networks
        },
        { new() { ForwardedHops = 0 }, "--forwarded-hops: 0 is out of range; give 1 or more, for example --forwarded-hops 2" },
        { new() { AppDir = null! }, "--app-dir: '' is not a folder; give a folder that exists, for example --app-dir ." },
        { new() { Call = true }, "--call: the program brings its own app, and there is no import string to call; leave it out" },
    };

    public static TheoryData<string> AddressesOfThisMachine() => ["127.0.0.1:80", "127.8.0.1:80", "[::1]:80", "::1:80", "[::ffff:127.0.0.1]:80", "localhost:80", "LOCALHOST:0"];

    public static TheoryData<string, string> OtherAddresses() => new()
    {
        { ":80", Open },
        { "0.0.0.0:80", Open },
        { "[::]:80", Open },
        { "192.0.2.1:80", Open },
        { "[::ffff:192.0.2.1]:80", Open },
        { "example.com:80", "may lead to other machines" },
        { "app.localhost:80", "may lead to other machines" },
        { "unix:/run/app.sock", "is where a proxy connects, for clients from anywhere" },
    };

    [Theory]
    [MemberData(nameof(AddressesOfThisMachine))]
    public void DebugPagesMayBeOnWhereOnlyThisMachineConnects(string address) =>
        Assert.True(new ZiBaiOptionsValidator().Validate(null, new() { Debug = true, Listen = [address] }).Succeeded);

    [Theory]
    [MemberData(nameof(OtherAddresses))]
    public void DebugPagesAreRefusedWhereOthersConnect(string address, string reason)
    {
        var options = new ZiBaiOptions { Debug = true, Listen = ["127.0.0.1:80", address] };

        Assert.Equal(
            [
                $"--debug: '{address}' {reason}, and a debug page shows the app's source and secrets; listen on 127.0.0.1, [::1] or localhost, leave --debug out, "
                    + "or say --debug-anywhere where nobody but you can connect",
            ],
            new ZiBaiOptionsValidator().Validate(null, options).Failures!);
        Assert.True(new ZiBaiOptionsValidator().Validate(null, options with { DebugAnywhere = true }).Succeeded);
        Assert.True(new ZiBaiOptionsValidator().Validate(null, options with { Debug = false }).Succeeded);
    }

    [Fact]
    public void EachAddressWhereOthersConnectIsTold() =>
        Assert.Equal(2, new ZiBaiOptionsValidator().Validate(null, new() { Debug = true, Listen = [":80", "127.0.0.1:81", "unix:a"] }).Failures!.Count());

    [Fact]
    public void TheDefaultsAreRight() => Assert.True(new ZiBaiOptionsValidator().Validate(null, new()).Succeeded);

    [Theory]
    [MemberData(nameof(WrongInCode))]
    public void OptionsMadeInCodeAreHeldToTheSameRules(ZiBaiOptions options, string problem) =>
        Assert.Equal([problem], new ZiBaiOptionsValidator().Validate(null, options).Failures!);

    [Fact]
    public void EveryFailureIsReportedAtOnce()
    {
        var options = new ZiBaiOptions { MaxWorkers = 0, Backlog = 0, App = "hello", UrlPrefix = "shop", Debug = true, Listen = [":80"] };

        Assert.Equal(5, new ZiBaiOptionsValidator().Validate(null, options).Failures!.Count());
    }

    [Fact]
    public void TheAnswerIsNoneOfItsBusiness() =>
        Assert.True(new ZiBaiOptionsValidator().Validate(null, new() { Answer = new(0, "") }).Succeeded);
}
