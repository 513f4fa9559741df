using System.Collections.Concurrent;

namespace ZiBai.Environ;

/// <summary>
/// Maps header names to <c>HTTP_*</c> keys and back. RFC 3875 section 4.1.18. A name with an underscore has no key of its own: it would
/// stand for the same one as the name with a hyphen, and could so spoof a header that a proxy sets.
/// </summary>
internal static class HeaderKeys
{
    /// <summary>Mappings remembered each way. Clients choose header names, so there has to be a bound; beyond it they are worked out anew.</summary>
    private const int RememberedAtMost = 1024;

    /// <summary>Characters of a name worth remembering; longer ones are nobody's usual headers.</summary>
    private const int LongestRemembered = 64;

    private static readonly ConcurrentDictionary<string, string?> _nameOfKey = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string?> _keyOfName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The header that an environ key stands for, in upper case with hyphens; null if the key stands for none.</summary>
    public static string? NameOf(string key) => Remember(_nameOfKey, key, ComputeName);

    /// <summary>The environ key of a header; null if it has none of the kind <c>HTTP_*</c>.</summary>
    public static string? KeyOf(string name) => Remember(_keyOfName, name, ComputeKey);

    /// <summary>The environ key of a header where names with underscores may be told to have one.</summary>
    public static string? KeyOf(string name, HeaderMap map) =>
        KeyOf(map == HeaderMap.Dangerous && name.Contains('_', StringComparison.Ordinal) ? name.Replace('_', '-') : name);

    private static string? Remember(ConcurrentDictionary<string, string?> memory, string from, Func<string, string?> compute)
    {
        if (memory.TryGetValue(from, out var to))
        {
            return to;
        }

        to = compute(from);
        if (from.Length > LongestRemembered)
        {
            return to;
        }

        // Count takes every lock of the dictionary: only a miss pays for it, and the bound may be passed by as many as there are threads.
        if (memory.Count < RememberedAtMost)
        {
            memory.TryAdd(from, to);
        }

        return to;
    }

    private static string? ComputeName(string key)
    {
        if (!key.StartsWith(EnvironKeys.HttpPrefix, StringComparison.Ordinal) || key.Length == EnvironKeys.HttpPrefix.Length)
        {
            return null;
        }

        var rest = key.AsSpan(EnvironKeys.HttpPrefix.Length);
        foreach (var c in rest)
        {
            if (c is '-' or (>= 'a' and <= 'z') or > '\x7f')
            {
                return null;
            }
        }

        return rest is "CONTENT_TYPE" or "CONTENT_LENGTH" ? null : rest.ToString().Replace('_', '-');
    }

    private static string? ComputeKey(string name) =>
        name.Contains('_', StringComparison.Ordinal)
        || name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
            ? null
            : string.Concat(EnvironKeys.HttpPrefix, name.ToUpperInvariant().Replace('-', '_'));
}
