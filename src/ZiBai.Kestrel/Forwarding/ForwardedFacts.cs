using Microsoft.AspNetCore.Http;

namespace ZiBai.Forwarding;

/// <summary>
/// What trusted proxies say of a request. Each fact comes from the outermost of them; what a header does not say is null. X-Forwarded-* and Forwarded may
/// both be there, but what both say has to be the same: a proxy that sets one passes the other on as the client made it.
/// </summary>
internal sealed class ForwardedFacts
{
    /// <summary>The client.</summary>
    public ForwardedNode? Client { get; private set; }

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string? Scheme { get; private set; }

    /// <summary>What the client calls the server, with or without a port.</summary>
    public string? Host { get; private set; }

    /// <summary>The path that was taken away: <c>""</c>, or with a leading and without a trailing slash.</summary>
    public string? Prefix { get; private set; }

    /// <summary>Reads the headers of a request, and takes out of them what was not set by the trusted hops.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="hops">Trusted proxies between the client and this server.</param>
    /// <param name="facts">What they say.</param>
    /// <returns>What is wrong with it, as the reason of a 400; null if nothing is.</returns>
    public static string? Read(IHeaderDictionary headers, int hops, out ForwardedFacts facts)
    {
        facts = new ForwardedFacts();
        return facts.TakeClient(ForwardedHeaders.Outermost(headers, ForwardedHeaders.For, hops), ForwardedHeaders.For)
            ?? facts.TakeScheme(ForwardedHeaders.Outermost(headers, ForwardedHeaders.Proto, hops), ForwardedHeaders.Proto)
            ?? facts.TakeHost(ForwardedHeaders.Outermost(headers, ForwardedHeaders.Host, hops), ForwardedHeaders.Host)
            ?? facts.TakePrefix(ForwardedHeaders.Outermost(headers, ForwardedHeaders.Prefix, hops))
            ?? facts.TakeForwarded(headers, hops);
    }

    private string? TakeForwarded(IHeaderDictionary headers, int hops)
    {
        var lines = headers[ForwardedHeaders.Forwarded];
        if (lines.Count == 0)
        {
            return null;
        }

        // Line by line: a quote that one leaves open must not swallow the next.
        List<ForwardedElement> elements = [];
        foreach (var line in lines)
        {
            if (!ForwardedElement.TryRead(line, elements))
            {
                return Wrong(ForwardedHeaders.Forwarded, "is not of the form of RFC 7239");
            }
        }

        if (elements.Count == 0)
        {
            headers.Remove(ForwardedHeaders.Forwarded);
            return null;
        }

        var trusted = elements[Math.Max(0, elements.Count - hops)..];
        headers[ForwardedHeaders.Forwarded] = string.Join(", ", trusted.Select(static element => element.Text));
        return TakeClient(trusted[0].For, ForwardedHeaders.Forwarded)
            ?? TakeScheme(trusted[0].Proto, ForwardedHeaders.Forwarded)
            ?? TakeHost(trusted[0].Host, ForwardedHeaders.Forwarded);
    }

    private string? TakeClient(string? text, string header)
    {
        if (text is null)
        {
            return null;
        }

        if (!ForwardedNode.TryParse(text, out var client))
        {
            return Wrong(header, "names no address");
        }

        if (Client is { } said && !Equals(said.Address, client.Address))
        {
            return Contradicts(ForwardedHeaders.For);
        }

        Client ??= client;
        return null;
    }

    private string? TakeScheme(string? text, string header)
    {
        if (text is null)
        {
            return null;
        }

        if (!ForwardedText.TryReadScheme(text, out var scheme))
        {
            return Wrong(header, "names a scheme that is neither http nor https");
        }

        if (Scheme is not null && Scheme != scheme)
        {
            return Contradicts(ForwardedHeaders.Proto);
        }

        Scheme = scheme;
        return null;
    }

    private string? TakeHost(string? text, string header)
    {
        if (text is null)
        {
            return null;
        }

        if (!ForwardedText.IsHost(text))
        {
            return Wrong(header, "names no host");
        }

        if (Host is not null && !Host.Equals(text, StringComparison.OrdinalIgnoreCase))
        {
            return Contradicts(ForwardedHeaders.Host);
        }

        Host ??= text;
        return null;
    }

    private string? TakePrefix(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (!ForwardedText.TryReadPrefix(text, out var prefix))
        {
            return Wrong(ForwardedHeaders.Prefix, "is no path that begins with one '/'");
        }

        Prefix = prefix;
        return null;
    }

    private static string Wrong(string header, string what) => $"its {header}, from a trusted proxy, {what}";

    private static string Contradicts(string header) =>
        $"its {header} and its Forwarded, from a trusted proxy, contradict each other; have the proxy remove the one that it does not set";
}
