using System.Text.Json;

namespace ZiBai.CommandLine;

public sealed class EnvironmentOptionsTests
{
    private static readonly ZiBaiOptions _plain = new() { App = "hello:App" };

    public static TheoryData<string, string, ZiBaiOptions> Variables() => new()
    {
        { "ZIBAI_APP", "other:App", _plain with { App = "other:App" } },
        { "ZIBAI_MAX_WORKERS", "20", _plain with { MaxWorkers = 20 } },
        { "ZIBAI_LISTEN", ":80", _plain with { Listen = [":80"] } },
        { "ZIBAI_LISTEN", " :80 unix:a.sock, [::1]:81", _plain with { Listen = [":80", "unix:a.sock", "[::1]:81"] } },
        { "ZIBAI_DUALSTACK_IPV6", "true", _plain with { DualstackIPv6 = true } },
        { "ZIBAI_NO_ACCESS_LOG", "1", _plain with { NoAccessLog = true } },
        { "ZIBAI_NO_ACCESS_LOG", "True", _plain with { NoAccessLog = true } },
        { "ZIBAI_NO_ACCESS_LOG", "false", _plain },
        { "ZIBAI_NO_ACCESS_LOG", "0", _plain },
        { "ZIBAI_H11_MAX_INCOMPLETE_EVENT_SIZE", "5", _plain with { H11MaxIncompleteEventSize = 5 } },
        { "ZIBAI_MAX_REQUESTS", "7", _plain with { MaxRequestPreProcess = 7 } },
        { "ZIBAI_GRACEFUL_EXIT_TIMEOUT", "1.5", _plain with { GracefulExitTimeout = TimeSpan.FromSeconds(1.5) } },
        { "ZIBAI_URL_PREFIX", "", _plain with { UrlPrefix = "" } },
        { "ZIBAI_WATCHFILES", "a b.cs;c,d.cs", _plain with { Watchfiles = "a b.cs;c,d.cs", Subprocess = 1 } },
        { "ZIBAI_WORKER_CHANNEL", "3", _plain },
        { "HOME_ZIBAI_LISTEN", "x", _plain },
        { "LISTEN", "x", _plain },
    };

    public static TheoryData<string, string, string> Wrong() => new()
    {
        { "ZIBAI_MAX_WORKERS", "abc", "ZIBAI_MAX_WORKERS: 'abc' is not a whole number; give 1 to 32767, for example --max-workers 10" },
        { "ZIBAI_MAX_WORKERS", "", "ZIBAI_MAX_WORKERS: '' is not a whole number; give 1 to 32767, for example --max-workers 10" },
        { "ZIBAI_MAX_WORKERS", "0", "ZIBAI_MAX_WORKERS: 0 is out of range; give 1 to 32767, for example --max-workers 10" },
        { "ZIBAI_MAX_REQUESTS", "0", "ZIBAI_MAX_REQUESTS: 0 is out of range; give 1 or more, for example --max-request-pre-process 10000" },
        { "ZIBAI_NO_ACCESS_LOG", "yes", "ZIBAI_NO_ACCESS_LOG: 'yes' is neither true nor false; give one of them" },
        { "ZIBAI_LISTEN", ":80 :80", "ZIBAI_LISTEN: ':80' is given 2 times; give each address once" },
        { "ZIBAI_APP", "hello", "ZIBAI_APP: 'hello' has no ':attribute', as hello:NAME has; give module:attribute, for example hello:App" },
        { "ZIBAI_MAX_WORKRS", "3", "ZIBAI_MAX_WORKRS: there is no such option; did you mean ZIBAI_MAX_WORKERS?" },
        { "ZIBAI_FROBNICATE", "3", "ZIBAI_FROBNICATE: there is no such option; unset it" },
        { "ZIBAI_BIND", ":80", "ZIBAI_BIND: there is no such option; here it is --listen" },
        { "ZIBAI_HELP", "1", "ZIBAI_HELP: there is no such option; unset it" },
        {
            "ZIBAI_CONFIG", "nowhere.json",
            $"ZIBAI_CONFIG: nowhere.json: there is no such file; give one that exists, relative to the current directory, {Directory.GetCurrentDirectory()}, or whole"
        },
    };

    [Theory]
    [MemberData(nameof(Variables))]
    public void AVariableGivesItsOption(string variable, string value, ZiBaiOptions expected)
    {
        string[] args = variable == "ZIBAI_APP" ? [] : ["hello:App"];

        var options = Parse(args, (variable, value));

        Assert.Null(options.Answer);
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(options));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void WhatIsWrongIsToldOfTheVariable(string variable, string value, string problem)
    {
        var answer = Parse(variable == "ZIBAI_APP" ? [] : ["hello:App"], (variable, value)).Answer;

        Assert.Equal(new CommandLineAnswer(2, $"zibai: error: {problem}"), answer);
    }

    [Fact]
    public void EveryOptionHasAVariable() =>
        Assert.All(OptionTable.All, entry => Assert.Matches("^ZIBAI_[A-Z0-9_]+$", entry.Variable));

    [Fact]
    public void TheCommandLineComesFirst()
    {
        var options = Parse(["mine:App", "-w", "3", "-l", ":1"], ("ZIBAI_APP", "other:App"), ("ZIBAI_MAX_WORKERS", "20"), ("ZIBAI_LISTEN", ":2 :3"));

        Assert.Null(options.Answer);
        Assert.Equal(("mine:App", 3), (options.App, options.MaxWorkers));
        Assert.Equal([":1"], options.Listen);
    }

    [Fact]
    public void TwoNamesOfOneOptionAreOneTooMany() =>
        Assert.Equal(
            "zibai: error: ZIBAI_MAX_REQUEST_PRE_PROCESS: ZIBAI_MAX_REQUESTS says the same; unset one of them",
            Parse(["hello:App"], ("ZIBAI_MAX_REQUESTS", "1"), ("ZIBAI_MAX_REQUEST_PRE_PROCESS", "2")).Answer!.Text);

    [Fact]
    public void AProgramThatBringsItsOwnAppTakesTheOtherOptions() =>
        Assert.Equal(20, ZiBaiCommand.Parse([], appFromProgram: true, [new("ZIBAI_MAX_WORKERS", "20")]).MaxWorkers);

    [Fact]
    public void AProgramThatBringsItsOwnAppIsGivenNone() =>
        Assert.EndsWith(
            ": error: ZIBAI_APP: the program brings its own app; leave it out",
            ZiBaiCommand.Parse([], appFromProgram: true, [new("ZIBAI_APP", "hello:App")]).Answer!.Text, StringComparison.Ordinal);

    private static ZiBaiOptions Parse(string[] args, params (string Name, string Value)[] variables) =>
        ZiBaiCommand.Parse(args, appFromProgram: false, variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value)));
}
