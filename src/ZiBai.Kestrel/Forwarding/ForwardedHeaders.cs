using Microsoft.AspNetCore.Http;

namespace ZiBai.Forwarding;

/// <summary>The headers by which proxies tell whom they speak for. From anyone else they are lies, and are taken out of the request.</summary>
internal static class ForwardedHeaders
{
    public const string For = "X-Forwarded-For";
    public const string Proto = "X-Forwarded-Proto";
    public const string Host = "X-Forwarded-Host";
    public const string Prefix = "X-Forwarded-Prefix";

    /// <summary>RFC 7239.</summary>
    public const string Forwarded = "Forwarded";

    private static readonly string[] _names = [For, Proto, Host, Prefix, Forwarded];

    /// <summary>Whether there is any. Most requests to a server that faces its clients have none, and pay for nothing else.</summary>
    public static bool AnyIn(IHeaderDictionary headers)
    {
        foreach (var name in _names)
        {
            if (headers.ContainsKey(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes them all away.</summary>
    public static void RemoveAll(IHeaderDictionary headers)
    {
        foreach (var name in _names)
        {
            headers.Remove(name);
        }
    }

    /// <summary>
    /// Takes away those that are spelt with underscores: where such names are mapped they stand for the same environ keys, and no proxy sets them.
    /// </summary>
    public static void RemoveUnderscored(IHeaderDictionary headers)
    {
        List<string>? spoofs = null;
        foreach (var (name, _) in headers)
        {
            if (name.Contains('_', StringComparison.Ordinal) && _names.Contains(name.Replace('_', '-'), StringComparer.OrdinalIgnoreCase))
            {
                (spoofs ??= []).Add(name);
            }
        }

        foreach (var name in spoofs ?? [])
        {
            headers.Remove(name);
        }
    }

    /// <summary>
    /// The value that the outermost trusted proxy set: of the list's last values, one for each hop, the first. What stands before them may come from
    /// anybody and is taken out of the header. Null where there is none.
    /// </summary>
    public static string? Outermost(IHeaderDictionary headers, string name, int hops)
    {
        var lines = headers[name];
        if (lines.Count == 0)
        {
            return null;
        }

        var text = lines.Count == 1 ? lines[0] ?? "" : string.Join(", ", lines.ToArray());
        ReadOnlySpan<char> value = [];
        var (start, end) = (0, text.Length);
        for (var hop = 0; hop < hops && end > 0;)
        {
            var comma = text.LastIndexOf(',', end - 1);
            if (text.AsSpan(comma + 1, end - comma - 1).Trim(" \t") is { IsEmpty: false } found)
            {
                value = found;
                start = comma + 1;
                hop++;
            }

            end = comma;
        }

        if (value.IsEmpty)
        {
            headers.Remove(name);
            return null;
        }

        if (start > 0 || lines.Count > 1)
        {
            headers[name] = text.AsSpan(start).Trim(" \t").ToString();
        }

        return value.ToString();
    }
}
