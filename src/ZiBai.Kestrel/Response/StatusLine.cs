using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace ZiBai.Response;

/// <summary>The first argument of start_response, taken apart. PEP 3333, "The start_response() Callable"; RFC 9112 section 4.</summary>
/// <param name="Code">Status code, 100 to 999.</param>
/// <param name="Reason">The reason phrase; null where it is the usual one for the code.</param>
internal readonly record struct StatusLine(int Code, string? Reason)
{
    /// <summary>Whether the response may have a body. RFC 9110 section 6.4.1.</summary>
    public bool AllowsBody => Code is >= 200 and not (204 or 205 or 304);

    /// <summary>Parses <c>"NNN reason"</c>.</summary>
    /// <exception cref="ArgumentException">The status has another form.</exception>
    public static StatusLine Parse(string status)
    {
        ArgumentNullException.ThrowIfNull(status);
        if (status.Length < 4
            || status[3] != ' '
            || !int.TryParse(status.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            || code < 100)
        {
            throw new ArgumentException(
                $"start_response was called with status '{Printable.Escape(status)}'. A status is three digits from 100 to 999, a space and a reason, "
                + "for example '200 OK'.",
                nameof(status));
        }

        var reason = status.AsSpan(4);
        if (reason.IndexOfAnyExceptInRange(' ', '~') is >= 0 and var index)
        {
            // RFC 9112 has room for more, but the server writes reasons as ASCII and would send a question mark.
            throw new ArgumentException(
                $"start_response was called with status '{Printable.Escape(status)}'. Its reason has {HeaderRules.Describe(reason[index])}; "
                + "a reason is one line of ASCII.",
                nameof(status));
        }

        // The server knows the usual reasons as bytes; only another one is worth a string.
        var isUsual = reason.IsEmpty || reason.SequenceEqual(ReasonPhrases.GetReasonPhrase(code));
        return new StatusLine(code, isUsual ? null : reason.ToString());
    }
}
