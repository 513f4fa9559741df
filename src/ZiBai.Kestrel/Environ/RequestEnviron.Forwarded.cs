using Microsoft.AspNetCore.Http.Features;
using ZiBai.Forwarding;

namespace ZiBai.Environ;

internal sealed partial class RequestEnviron
{
    private ForwardedFacts? _forwarded;

    /// <summary>The Host header as it came, where a proxy's word has taken its place since; null where none has.</summary>
    public string? HostBeforeForwarding { get; private set; }

    /// <summary>Whether somebody says to speak for the client whose word is not taken: then nobody knows who that is.</summary>
    public bool IsForwardedByStranger { get; private set; }

    /// <summary>
    /// Puts the client in the place of the proxies that are trusted, here and in the server's features, so that everybody sees the same; takes the word of
    /// anyone else out of the headers. Called once for each request, before anything is read.
    /// </summary>
    /// <returns>What is wrong with what a trusted proxy says, as the reason of a 400; null if the request may be served.</returns>
    public string? TakeForwarded()
    {
        var headers = _request!.Headers;
        if (_settings.HeaderMap == HeaderMap.Dangerous)
        {
            ForwardedHeaders.RemoveUnderscored(headers);
        }

        if (!ForwardedHeaders.AnyIn(headers))
        {
            return null;
        }

        var connection = _features!.Get<IHttpConnectionFeature>();
        if (!_settings.Proxies.Trust(connection?.RemoteIpAddress))
        {
            ForwardedHeaders.RemoveAll(headers);
            IsForwardedByStranger = true;
            return null;
        }

        if (ForwardedFacts.Read(headers, _settings.Proxies.Hops, out var facts) is { } wrong)
        {
            return wrong;
        }

        Take(facts, connection);
        return null;
    }

    private void Take(ForwardedFacts facts, IHttpConnectionFeature? connection)
    {
        _forwarded = facts;
        if (facts.Client is { } client)
        {
            if (connection is null)
            {
                _features!.Set(connection = new HttpConnectionFeature());
            }

            // An unknown client stays unknown: the proxy's own address in its place might be one that the app trusts.
            (connection.RemoteIpAddress, connection.RemotePort) = (client.Address, client.Port);
        }

        _request!.Scheme = facts.Scheme ?? _request.Scheme;
        if (facts.Host is not null)
        {
            HostBeforeForwarding = _request.Headers.Host.ToString();
            _request.Headers.Host = facts.Host;
        }
    }

    /// <summary>wsgi.url_scheme: what a proxy says of the client's connection goes before what is known of the proxy's.</summary>
    private string UrlScheme() => _forwarded?.Scheme ?? (_request!.Scheme == "https" ? "https" : _settings.UrlScheme);

    /// <summary>
    /// SCRIPT_NAME. What a proxy took away stood before what the server is told to expect; a path without the latter has lost it to the same proxy.
    /// </summary>
    private string ScriptName()
    {
        var own = ScriptPath.ScriptName(_request!.PathBase, _settings.ScriptName);
        return _forwarded?.Prefix is not { } prefix ? own : ScriptPath.IsUnder(_request.Path, _settings.ScriptName) ? prefix + own : prefix;
    }
}
