using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZiBai.Control;
using ZiBai.Environ;
using ZiBai.Forwarding;
using ZiBai.Loading;
using ZiBai.Logging.Configuration;
using ZiBai.Logging.Records;
using ZiBai.Supervision.Watching;
using ZiBai.Transport;

namespace ZiBai.CommandLine;

/// <summary>Checks options however they were made, and reports every failure at once.</summary>
internal sealed class ZiBaiOptionsValidator : IValidateOptions<ZiBaiOptions>
{
    private const int MostThreads = 32767;
    private const UnixFileMode AllPermissions = (UnixFileMode)0x1FF;

    // Timers of the framework take at most 2^32 ms, about 49 days.
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(1_000_000);

    public ValidateOptionsResult Validate(string? name, ZiBaiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> problems =
        [
            .. ImportStringProblems(options),
            .. ListenProblems(options),
            .. DebugProblems(options),
            .. RangeProblems(options),
            .. TextProblems(options),
            .. NotAvailableYet(options),
            .. LoggingProblems(options),
        ];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> ImportStringProblems(ZiBaiOptions options)
    {
        (string Member, string? Value)[] importStrings =
        [
            (nameof(options.App), options.App),
            (nameof(options.BeforeServe), options.BeforeServe),
            (nameof(options.BeforeGracefulExit), options.BeforeGracefulExit),
            (nameof(options.BeforeDied), options.BeforeDied),
        ];
        foreach (var (member, value) in importStrings)
        {
            if (value is not null && ImportString.Wrong(value) is { } wrong)
            {
                yield return OptionTable.Of(member).Problem($"'{value}' {wrong}");
            }
        }

        if (options.Call && options.App is null)
        {
            yield return "--call: the program brings its own app, and there is no import string to call; leave it out";
        }
    }

    private static IEnumerable<string> ListenProblems(ZiBaiOptions options)
    {
        var entry = OptionTable.Of(nameof(options.Listen));
        if (options.Listen is not { Count: > 0 })
        {
            yield return entry.Problem("there is no address");
            yield break;
        }

        foreach (var text in options.Listen)
        {
            if (!ListenAddress.TryParse(text ?? "", out _, out var error))
            {
                yield return $"{entry.Name}: {error}";
            }
        }

        foreach (var repeated in options.Listen.Where(address => !string.IsNullOrWhiteSpace(address))
            .GroupBy(address => address, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"{entry.Name}: '{repeated.Key}' is given {repeated.Count()} times; give each address once";
        }
    }

    // Where the addresses are no addresses, that is said already.
    private static IEnumerable<string> DebugProblems(ZiBaiOptions options)
    {
        if (!options.Debug || options.DebugAnywhere)
        {
            yield break;
        }

        foreach (var text in (options.Listen ?? []).Distinct(StringComparer.Ordinal))
        {
            if (ListenAddress.TryParse(text ?? "", out var address, out _) && Loopback.WhyNot(address) is { } reason)
            {
                yield return Loopback.DebugProblem($"'{text}'", reason);
            }
        }
    }

    private static IEnumerable<string> RangeProblems(ZiBaiOptions options)
    {
        if (options.Backlog < 1)
        {
            yield return OutOfRange(nameof(options.Backlog), options.Backlog);
        }

        if ((options.UnixSocketPerms & ~AllPermissions) != 0)
        {
            yield return OutOfRange(nameof(options.UnixSocketPerms), Convert.ToString((int)options.UnixSocketPerms, 8));
        }

        if (options.Subprocess < 0)
        {
            yield return OutOfRange(nameof(options.Subprocess), options.Subprocess);
        }

        if (options.MaxWorkers is < 1 or > MostThreads)
        {
            yield return OutOfRange(nameof(options.MaxWorkers), options.MaxWorkers);
        }

        if (options.MaxRequestPreProcess < 1)
        {
            yield return OutOfRange(nameof(options.MaxRequestPreProcess), options.MaxRequestPreProcess);
        }

        if (options.MaxRequestJitter < 0)
        {
            yield return OutOfRange(nameof(options.MaxRequestJitter), options.MaxRequestJitter);
        }
        else if (options.MaxRequestJitter is not null && options.MaxRequestPreProcess is null)
        {
            yield return OptionTable.Of(nameof(options.MaxRequestJitter)).Problem("there is no cap to be raised");
        }

        if (options.BootTimeout <= TimeSpan.Zero || options.BootTimeout > _longest)
        {
            yield return OutOfRange(nameof(options.BootTimeout), Seconds(options.BootTimeout));
        }

        if (options.PingTimeout <= TimeSpan.Zero || options.PingTimeout > _longest)
        {
            yield return OutOfRange(nameof(options.PingTimeout), Seconds(options.PingTimeout));
        }

        if (options.GracefulExitTimeout < TimeSpan.Zero || options.GracefulExitTimeout > _longest)
        {
            yield return OutOfRange(nameof(options.GracefulExitTimeout), Seconds(options.GracefulExitTimeout));
        }

        if (options.SocketTimeout <= TimeSpan.Zero || options.SocketTimeout > _longest)
        {
            yield return OutOfRange(nameof(options.SocketTimeout), Seconds(options.SocketTimeout));
        }

        if (options.MaxConnections < 1)
        {
            yield return OutOfRange(nameof(options.MaxConnections), options.MaxConnections);
        }

        if (options.MaxRequestBodySize < 1)
        {
            yield return OutOfRange(nameof(options.MaxRequestBodySize), options.MaxRequestBodySize);
        }

        if (options.ForwardedHops < 1)
        {
            yield return OutOfRange(nameof(options.ForwardedHops), options.ForwardedHops);
        }

        if (options.H11MaxIncompleteEventSize < 1)
        {
            yield return OutOfRange(nameof(options.H11MaxIncompleteEventSize), options.H11MaxIncompleteEventSize);
        }
    }

    private static IEnumerable<string> TextProblems(ZiBaiOptions options)
    {
        if (!IsScheme(options.UrlScheme))
        {
            yield return OptionTable.Of(nameof(options.UrlScheme)).Problem($"'{options.UrlScheme}' is not a URL scheme");
        }

        if (options.UrlPrefix is { Length: > 0 } prefix && WrongPrefix(prefix) is { } wrong)
        {
            yield return OptionTable.Of(nameof(options.UrlPrefix)).Problem($"'{prefix}' {wrong}");
        }

        if (options.UrlPrefix is null && ScriptPath.OfEnvironment() is { Length: > 0 } scriptName && WrongPrefix(scriptName) is { } wrongName)
        {
            yield return $"the environment variable SCRIPT_NAME: '{scriptName}' {wrongName}; "
                + "give a path that begins with '/', without '?' and '#', unset it, or set --url-prefix";
        }

        if (!Enum.IsDefined(options.HeaderMap))
        {
            yield return OptionTable.Of(nameof(options.HeaderMap)).Problem($"'{options.HeaderMap}' is neither");
        }

        if (options.LogLevel is < LogLevel.Debug or > LogLevel.Critical)
        {
            yield return OptionTable.Of(nameof(options.LogLevel)).Problem($"'{options.LogLevel}' is out of range");
        }

        foreach (var wrongProxy in options.ForwardedAllowIps is { } list ? TrustedProxies.Problems(list) : ["there is no list"])
        {
            yield return OptionTable.Of(nameof(options.ForwardedAllowIps)).Problem(wrongProxy);
        }

        if (options.Watchfiles is { } patterns && FilePatterns.Wrong(patterns) is { } wrongPatterns)
        {
            yield return OptionTable.Of(nameof(options.Watchfiles)).Problem(wrongPatterns);
        }

        if (AccessFormat.Wrong(options.AccessLogFormat) is { } wrongFormat)
        {
            yield return OptionTable.Of(nameof(options.AccessLogFormat)).Problem(wrongFormat);
        }

        if (!Directory.Exists(options.AppDir))
        {
            yield return OptionTable.Of(nameof(options.AppDir)).Problem($"'{options.AppDir}' is not a folder");
        }
    }

    private static IEnumerable<string> NotAvailableYet(ZiBaiOptions options)
    {
        if (options.Subprocess > 0 && Handover.OfThisSystem is null)
        {
            yield return "--subprocess: worker processes are not available on this system yet; leave it at 0";
        }
    }

    // Several processes: also where files are watched, which raises the number of workers to at least one.
    private static IReadOnlyList<string> LoggingProblems(ZiBaiOptions options)
    {
        try
        {
            _ = LoggingConfiguration.Read(options, severalProcesses: options.Subprocess > 0 || options.Watchfiles is not null);
            return [];
        }
        catch (LoggingConfigurationException exception)
        {
            return exception.Problems;
        }
    }

    // RFC 3986 section 3.1.
    private static bool IsScheme(string? scheme) =>
        scheme is { Length: > 0 } && char.IsAsciiLetter(scheme[0])
        && scheme.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');

    private static string? WrongPrefix(string prefix) => prefix switch
    {
        not ['/', ..] => "does not begin with '/'",
        _ when prefix.AsSpan().IndexOfAny('?', '#') >= 0 => "is more than a path",
        _ => null,
    };

    private static string OutOfRange(string member, object? value) =>
        OptionTable.Of(member).Problem(string.Create(CultureInfo.InvariantCulture, $"{value} is out of range"));

    private static decimal Seconds(TimeSpan time) => (decimal)time.Ticks / TimeSpan.TicksPerSecond;
}
