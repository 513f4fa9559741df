using Microsoft.Extensions.Primitives;

namespace ZiBai.Environ;

internal sealed partial class RequestEnviron
{
    /// <summary>
    /// A header's value as one string, null where it was not sent. Repeated fields are joined with a comma (RFC 9110 section 5.3); cookies with a
    /// semicolon, since a comma may stand inside one (RFC 6265 section 5.4).
    /// </summary>
    private static string? HeaderText(string name, StringValues values) => values.Count switch
    {
        0 => null,
        1 => values[0] ?? "",
        _ => string.Join(name.Equals("Cookie", StringComparison.OrdinalIgnoreCase) ? "; " : ",", values.ToArray()),
    };

    /// <summary>Copies the headers to the other keys, so that they can be counted, enumerated and changed like these.</summary>
    private void TakeHeaders()
    {
        if (_headersTaken)
        {
            return;
        }

        _headersTaken = true;
        foreach (var (name, values) in _request!.Headers)
        {
            if (HeaderKeys.KeyOf(name, _settings.HeaderMap) is not { } key || HeaderText(name, values) is not { } text)
            {
                continue;
            }

            // Two names have one key only where underscores are mapped. The server keeps each name's values together, the names in wire order.
            _others ??= new Dictionary<string, object?>(StringComparer.Ordinal);
            if (!_others.TryAdd(key, text))
            {
                _others[key] = $"{_others[key]},{text}";
            }
        }
    }
}
