using Microsoft.AspNetCore.Http.Features;
using ZiBai.Environ;

namespace ZiBai.Benchmarks.Micro;

/// <summary>
/// The environ as it would be without slots: a dictionary that is kept for the next request, and filled with every key before the app is called. What an
/// app seldom touches, the two streams, it may share among requests, which is more than it could do in earnest.
/// </summary>
internal sealed class PlainEnviron
{
    private static readonly InputStream _input = new(Stream.Null);

    private readonly Dictionary<string, object?> _environ = new(StringComparer.Ordinal);
    private readonly EnvironSettings _settings;
    private AddressText _local;
    private AddressText _remote;

    public PlainEnviron(EnvironSettings settings)
    {
        _settings = settings;
    }

    /// <summary>Fills it for a request.</summary>
    public Dictionary<string, object?> Fill(IFeatureCollection features, IHttpRequestFeature request)
    {
        _environ.Clear();
        _environ[EnvironKeys.RequestMethod] = request.Method;
        _environ[EnvironKeys.ScriptName] = ScriptPath.ScriptName(request.PathBase, _settings.ScriptName);
        _environ[EnvironKeys.PathInfo] = ScriptPath.PathInfo(request.Path, _settings.ScriptName);
        _environ[EnvironKeys.QueryString] = request.QueryString is ['?', .. var query] ? query : request.QueryString;
        _environ[EnvironKeys.RequestUri] = request.RawTarget;
        _environ[EnvironKeys.RawUri] = request.RawTarget;
        _environ[EnvironKeys.ServerProtocol] = request.Protocol;
        _environ[EnvironKeys.ServerSoftware] = EnvironSettings.ServerSoftware;
        FillAddresses(features);
        _environ[EnvironKeys.WsgiVersion] = EnvironSettings.WsgiVersion;
        _environ[EnvironKeys.WsgiUrlScheme] = request.Scheme == "https" ? "https" : _settings.UrlScheme;
        _environ[EnvironKeys.WsgiInput] = _input;
        _environ[EnvironKeys.WsgiInputTerminated] = EnvironSettings.True;
        _environ[EnvironKeys.WsgiErrors] = TextWriter.Null;
        _environ[EnvironKeys.WsgiMultithread] = _settings.Multithread ? EnvironSettings.True : EnvironSettings.False;
        _environ[EnvironKeys.WsgiMultiprocess] = _settings.Multiprocess ? EnvironSettings.True : EnvironSettings.False;
        _environ[EnvironKeys.WsgiRunOnce] = EnvironSettings.False;
        _environ[EnvironKeys.WsgiFileWrapper] = EnvironSettings.MakeFileWrapper;
        _environ[EnvironKeys.Features] = features;
        _environ[EnvironKeys.RequestAborted] = features.Get<IHttpRequestLifetimeFeature>()?.RequestAborted ?? CancellationToken.None;
        FillHeaders(request);
        return _environ;
    }

    private void FillAddresses(IFeatureCollection features)
    {
        var connection = features.Get<IHttpConnectionFeature>()!;
        _local = AddressText.Of(connection.LocalIpAddress!, connection.LocalPort, _local);
        _remote = AddressText.Of(connection.RemoteIpAddress!, connection.RemotePort, _remote);
        _environ[EnvironKeys.ServerName] = _local.Host;
        _environ[EnvironKeys.ServerPort] = _local.Port;
        _environ[EnvironKeys.RemoteAddr] = _remote.Host;
        _environ[EnvironKeys.RemotePort] = _remote.Port;
    }

    private void FillHeaders(IHttpRequestFeature request)
    {
        foreach (var (name, values) in request.Headers)
        {
            if (HeaderKeys.KeyOf(name, _settings.HeaderMap) is { } key)
            {
                _environ[key] = values.ToString();
            }
        }

        if (request.Headers.ContentType is [var contentType])
        {
            _environ[EnvironKeys.ContentType] = contentType;
        }

        if (request.Headers["Content-Length"] is [var contentLength])
        {
            _environ[EnvironKeys.ContentLength] = contentLength;
        }
    }
}
