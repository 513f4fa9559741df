namespace ZiBai.CommandLine;

public sealed class WrongCommandLineTests
{
    [Theory]
    [InlineData("hello", "app: 'hello' has no ':attribute', as hello:NAME has; give module:attribute, for example hello:App")]
    [InlineData(":App", "app: ':App' names no module before ':'; give module:attribute, for example hello:App")]
    [InlineData("hello:", "app: 'hello:' names no attribute after ':'; give module:attribute, for example hello:App")]
    [InlineData("a:App b:App", "'b:App' is one argument too many: the app is 'a:App'; leave one of them out")]
    [InlineData("--call", "no app is given; say which one to serve, for example: zibai hello:App")]
    [InlineData("a:App --before-serve x", "--before-serve: 'x' has no ':attribute', as x:NAME has; give module:attribute, for example --before-serve hello:Start")]
    [InlineData("a:App --before-graceful-exit :x",
        "--before-graceful-exit: ':x' names no module before ':'; give module:attribute, for example --before-graceful-exit hello:Start")]
    [InlineData("a:App --before-died x:",
        "--before-died: 'x:' names no attribute after ':'; give module:attribute, for example --before-died hello:Start")]
    [InlineData("a:App --backlog abc", "--backlog: 'abc' is not a whole number; give 1 or more, for example --backlog 1024")]
    [InlineData("a:App --backlog 1.5", "--backlog: '1.5' is not a whole number; give 1 or more, for example --backlog 1024")]
    [InlineData("a:App --backlog 0", "--backlog: 0 is out of range; give 1 or more, for example --backlog 1024")]
    [InlineData("a:App --backlog 99999999999", "--backlog: 99999999999 is out of range; give 1 or more, for example --backlog 1024")]
    [InlineData("a:App -w", "--max-workers: a value is missing; give 1 to 32767, for example --max-workers 10")]
    [InlineData("-w --call a:App", "--max-workers: a value is missing; give 1 to 32767, for example --max-workers 10")]
    [InlineData("a:App -w=", "--max-workers: '' is not a whole number; give 1 to 32767, for example --max-workers 10")]
    [InlineData("a:App -w 0", "--max-workers: 0 is out of range; give 1 to 32767, for example --max-workers 10")]
    [InlineData("a:App -w -1", "--max-workers: -1 is out of range; give 1 to 32767, for example --max-workers 10")]
    [InlineData("a:App -w 32768", "--max-workers: 32768 is out of range; give 1 to 32767, for example --max-workers 10")]
    [InlineData("a:App -w 3 -w 4", "--max-workers: given 2 times; give it once")]
    [InlineData("a:App --max-requests 3 --max-request-pre-process 4", "--max-request-pre-process: given 2 times; give it once")]
    [InlineData("a:App --max-requests 0",
        "--max-request-pre-process: 0 is out of range; give 1 or more, for example --max-request-pre-process 10000")]
    [InlineData("a:App -l", "--listen: a value is missing; give HOST:PORT, :PORT or unix:PATH, for example --listen 127.0.0.1:8000")]
    [InlineData("a:App -l :1 :2 -l",
        "--listen: a value is missing; give HOST:PORT, :PORT or unix:PATH, for example --listen 127.0.0.1:8000")]
    [InlineData("a:App --listen=",
        "--listen: '': it is empty. Accepted: HOST:PORT such as '127.0.0.1:8000' or '[::1]:8000', ':8000' for every interface, or 'unix:PATH' "
        + "such as 'unix:/run/app.sock'.")]
    [InlineData("a:App -l 127.0.0.1:99999",
        "--listen: '127.0.0.1:99999': the port 99999 is out of range, 0 to 65535. Accepted: HOST:PORT such as '127.0.0.1:8000' or '[::1]:8000', "
        + "':8000' for every interface, or 'unix:PATH' such as 'unix:/run/app.sock'.")]
    [InlineData("a:App -l :80 :80", "--listen: ':80' is given 2 times; give each address once")]
    [InlineData("a:App --listen:80", "--listen: '--listen:80' joins name and value with ':'; write --listen VALUE or --listen=VALUE")]
    [InlineData("a:App --call=yes", "--call: takes no value, and got 'yes'; leave the value out")]
    [InlineData("a:App --subprocess -1", "--subprocess: -1 is out of range; give 0 or more, for example --subprocess 4")]
    [InlineData("a:App --watchfiles=",
        "--watchfiles: there is no glob; give globs relative to --app-dir, separated by ';', for example --watchfiles '*.dll;appsettings.json'")]
    [InlineData("a:App --watchfiles ;;",
        "--watchfiles: there is no glob; give globs relative to --app-dir, separated by ';', for example --watchfiles '*.dll;appsettings.json'")]
    [InlineData("a:App --watchfiles *.dll;../*.dll",
        "--watchfiles: '../*.dll' leads out of --app-dir; give globs relative to --app-dir, separated by ';', "
        + "for example --watchfiles '*.dll;appsettings.json'")]
    [InlineData("a:App --boot-timeout 0", "--boot-timeout: 0 is out of range; give more than 0, up to 1000000, for example --boot-timeout 60")]
    [InlineData("a:App --boot-timeout 1000001",
        "--boot-timeout: 1000001 is out of range; give more than 0, up to 1000000, for example --boot-timeout 60")]
    [InlineData("a:App --ping-timeout 0", "--ping-timeout: 0 is out of range; give more than 0, up to 1000000, for example --ping-timeout 30")]
    [InlineData("a:App --ping-timeout 1000001",
        "--ping-timeout: 1000001 is out of range; give more than 0, up to 1000000, for example --ping-timeout 30")]
    [InlineData("a:App --ping-timeout 30s",
        "--ping-timeout: '30s' is not a number of seconds; give more than 0, up to 1000000, for example --ping-timeout 30")]
    [InlineData("a:App --max-requests 10 --max-request-jitter -1",
        "--max-request-jitter: -1 is out of range; give 0 or more, with --max-request-pre-process, for example --max-request-jitter 500")]
    [InlineData("a:App --max-request-jitter 5",
        "--max-request-jitter: there is no cap to be raised; give 0 or more, with --max-request-pre-process, for example --max-request-jitter 500")]
    [InlineData("a:App --log-level loud",
        "--log-level: 'loud' is not a level; give debug, info, warning, error or critical, for example --log-level info")]
    [InlineData("a:App --log-level INFO",
        "--log-level: 'INFO' is not a level; give debug, info, warning, error or critical, for example --log-level info")]
    [InlineData("a:App --logging-config-filepath log.yaml",
        "--logging-config-filepath: log.yaml: the suffix '.yaml' is not known; give a JSON file whose name ends in .json")]
    [InlineData("a:App --socket-timeout 5s",
        "--socket-timeout: '5s' is not a number of seconds; give more than 0, up to 1000000, for example --socket-timeout 5")]
    [InlineData("a:App --socket-timeout 0",
        "--socket-timeout: 0 is out of range; give more than 0, up to 1000000, for example --socket-timeout 5")]
    [InlineData("a:App --graceful-exit-timeout -0.5",
        "--graceful-exit-timeout: -0.5 is out of range; give 0 to 1000000, for example --graceful-exit-timeout 10")]
    [InlineData("a:App --graceful-exit-timeout 1000001",
        "--graceful-exit-timeout: 1000001 is out of range; give 0 to 1000000, for example --graceful-exit-timeout 10")]
    [InlineData("a:App --graceful-exit-timeout 999999999999",
        "--graceful-exit-timeout: 999999999999 is out of range; give 0 to 1000000, for example --graceful-exit-timeout 10")]
    [InlineData("a:App --unix-socket-perms 688",
        "--unix-socket-perms: '688' is not an octal number; give 0 to 777 in octal, for example --unix-socket-perms 660")]
    [InlineData("a:App --unix-socket-perms 1777",
        "--unix-socket-perms: 1777 is out of range; give 0 to 777 in octal, for example --unix-socket-perms 660")]
    [InlineData("a:App --h11-max-incomplete-event-size 0",
        "--h11-max-incomplete-event-size: 0 is out of range; give 1 or more, for example --h11-max-incomplete-event-size 65536")]
    [InlineData("a:App --url-scheme ht_tp",
        "--url-scheme: 'ht_tp' is not a URL scheme; give a letter, then letters, digits, '+', '-' or '.', for example --url-scheme https")]
    [InlineData("a:App --url-prefix shop/",
        "--url-prefix: 'shop' does not begin with '/'; give a path that begins with '/', without '?' and '#', "
        + "for example --url-prefix /shop")]
    [InlineData("a:App --url-prefix /shop?a",
        "--url-prefix: '/shop?a' is more than a path; give a path that begins with '/', without '?' and '#', "
        + "for example --url-prefix /shop")]
    [InlineData("a:App --max-connections 0", "--max-connections: 0 is out of range; give 1 or more, for example --max-connections 10000")]
    [InlineData("a:App --max-request-body-size 0",
        "--max-request-body-size: 0 is out of range; give 1 or more, for example --max-request-body-size 10000000")]
    [InlineData("a:App --header-map Drop", "--header-map: 'Drop' is neither; give drop or dangerous, for example --header-map drop")]
    [InlineData("a:App --app-dir /nowhere/at/all",
        "--app-dir: '/nowhere/at/all' is not a folder; give a folder that exists, for example --app-dir .")]
    [InlineData("a:App --config", "--config: a value is missing; give a file that exists, for example --config zibai.json")]
    [InlineData("a:App --config a.json --config b.json", "--config: given 2 times; give it once")]
    [InlineData("a:App --config zibai.yaml", "--config: zibai.yaml: the suffix '.yaml' is not known; give a JSON file whose name ends in .json")]
    [InlineData("a:App --print-config=x", "--print-config: takes no value, and got 'x'; leave the value out")]
    [InlineData("a:App --colour x", "--colour: there is no such option; leave it out")]
    [InlineData("a:App -j 3", "-j: there is no such option; leave it out")]
    [InlineData("a:App -xyz", "-xyz: there is no such option; leave it out")]
    [InlineData("a:App -l :80 --lisen :81", "--lisen: there is no such option; did you mean --listen?")]
    [InlineData("a:App --backlogs=5", "--backlogs: there is no such option; did you mean --backlog?")]
    [InlineData("a:App --max-worker 5", "--max-worker: there is no such option; did you mean --max-workers?")]
    [InlineData("a:App --no-gvent", "--no-gvent: there is no such option; did you mean --no-gevent?")]
    public void AWrongCommandLineIsAnsweredByOneLine(string line, string problem) =>
        AssertAnswer(ZiBaiOptions.Parse(line.Split(' ')), problem);

    [Fact]
    public void AnEmptyAppDirIsNotTheCurrentFolder() =>
        AssertAnswer(
            ZiBaiOptions.Parse("a:App", "--app-dir", ""),
            "--app-dir: '' is not a folder; give a folder that exists, for example --app-dir .");

    [Fact]
    public void AProblemStaysOnOneLineWhateverWasTyped() =>
        AssertAnswer(
            ZiBaiOptions.Parse("a:App", "-w", "1\n2"),
            "--max-workers: '1\\u000a2' is not a whole number; give 1 to 32767, for example --max-workers 10");

    [Fact]
    public void EveryProblemIsToldAtOnce() =>
        AssertAnswer(
            ZiBaiOptions.Parse("hello", "--backlog", "x", "-w", "0", "--no-such=1"),
            "--no-such: there is no such option; leave it out",
            "--backlog: 'x' is not a whole number; give 1 or more, for example --backlog 1024",
            "app: 'hello' has no ':attribute', as hello:NAME has; give module:attribute, for example hello:App",
            "--max-workers: 0 is out of range; give 1 to 32767, for example --max-workers 10");

    [Fact]
    public void NoArgumentsAtAllAreAnsweredWithTheUsageLine()
    {
        var answer = ZiBaiOptions.Parse().Answer;

        Assert.Equal(2, answer!.ExitCode);
        Assert.Equal(
            "zibai: error: no app is given; say which one to serve, for example: zibai hello:App\n"
            + "Usage: zibai [options] MODULE:ATTRIBUTE",
            answer.Text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void NoArgumentsArrayIsTheCallersMistake() =>
        Assert.Throws<ArgumentNullException>(() => ZiBaiOptions.Parse(null!));

    private static void AssertAnswer(ZiBaiOptions options, params string[] problems)
    {
        Assert.Equal(
            problems.Select(problem => $"zibai: error: {problem}"),
            options.Answer!.Text.ReplaceLineEndings("\n").Split('\n'));
        Assert.Equal(2, options.Answer.ExitCode);
    }
}
