using System.Globalization;
using System.Numerics;
using Microsoft.Extensions.Logging;

namespace ZiBai.CommandLine;

/// <summary>Reads what is typed as an option's value. Syntax only: ranges are <see cref="ZiBaiOptionsValidator"/>'s.</summary>
internal static class OptionValue
{
    private const decimal MostSeconds = 100_000_000_000;

    public static string? Text(string text, out string value)
    {
        value = text;
        return null;
    }

    public static string? Whole(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) ? null : NotWhole(text);

    public static string? WholeLong(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) ? null : NotWhole(text);

    public static string? Seconds(string text, out TimeSpan value)
    {
        value = default;
        if (!decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return $"'{text}' is not a number of seconds";
        }

        if (Math.Abs(seconds) > MostSeconds)
        {
            return $"{text} is out of range";
        }

        value = TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return null;
    }

    public static string? Octal(string text, out int value)
    {
        value = 0;
        var digits = text.StartsWith("0o", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        if (digits.Length == 0 || !digits.All(digit => digit is >= '0' and <= '7'))
        {
            return $"'{text}' is not an octal number";
        }

        var significant = digits.TrimStart('0');
        if (significant.Length > 3)
        {
            return $"{text} is out of range";
        }

        foreach (var digit in significant)
        {
            value = (value * 8) + (digit - '0');
        }

        return null;
    }

    /// <summary>A path without its trailing slash: <c>/shop/</c> and <c>/shop</c> are the same place.</summary>
    public static string? Prefix(string text, out string value)
    {
        value = text.TrimEnd('/');
        return null;
    }

    public static string? Headers(string text, out HeaderMap value)
    {
        value = text == "dangerous" ? HeaderMap.Dangerous : HeaderMap.Drop;
        return text is "drop" or "dangerous" ? null : $"'{text}' is neither";
    }

    public static string? Level(string text, out LogLevel value)
    {
        value = text switch
        {
            "debug" => LogLevel.Debug,
            "info" => LogLevel.Information,
            "warning" => LogLevel.Warning,
            "error" => LogLevel.Error,
            "critical" => LogLevel.Critical,
            _ => LogLevel.None,
        };
        return value == LogLevel.None ? $"'{text}' is not a level" : null;
    }

    private static string NotWhole(string text) =>
        BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? $"{text} is out of range"
            : $"'{text}' is not a whole number";
}
