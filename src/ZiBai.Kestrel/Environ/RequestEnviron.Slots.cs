using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace ZiBai.Environ;

internal sealed partial class RequestEnviron
{
    private readonly object?[] _slots = new object?[EnvironSlots.All.Length];
    private BodyStream? _body;
    private AddressText _serverAddress;
    private AddressText _remoteAddress;

    // A bit for each slot: whether its value was computed, set or removed; and whether it then holds nothing.
    private uint _known;
    private uint _absent;

    private static uint Bit(EnvironSlot slot) => 1u << (int)slot;

    private void ResetSlots()
    {
        // Many apps read few of them, and some none.
        if (_known != 0)
        {
            Array.Clear(_slots);
            _known = 0;
            _absent = 0;
        }
    }

    private bool TryGetSlot(EnvironSlot slot, out object? value)
    {
        if ((_known & Bit(slot)) == 0)
        {
            _slots[(int)slot] = Compute(slot);
            _known |= Bit(slot);
            if (_slots[(int)slot] is null)
            {
                _absent |= Bit(slot);
            }
        }

        value = _slots[(int)slot];
        return (_absent & Bit(slot)) == 0;
    }

    private void SetSlot(EnvironSlot slot, object? value)
    {
        if (!TryGetSlot(slot, out _))
        {
            _version++;
        }

        _slots[(int)slot] = value;
        _known |= Bit(slot);
        _absent &= ~Bit(slot);
    }

    private bool RemoveSlot(EnvironSlot slot)
    {
        var held = TryGetSlot(slot, out _);
        _slots[(int)slot] = null;
        _absent |= Bit(slot);
        return held;
    }

    private void RemoveSlots()
    {
        Array.Clear(_slots);
        _known = _absent = uint.MaxValue;
    }

    private int CountSlots()
    {
        var count = 0;
        for (var slot = 0; slot < EnvironSlots.All.Length; slot++)
        {
            // Only a header's slot has to be computed to know whether it is there.
            var present = (_known & Bit((EnvironSlot)slot)) != 0 || EnvironSlots.All[slot].Source == SlotSource.Header
                ? TryGetSlot((EnvironSlot)slot, out _)
                : true;
            count += present ? 1 : 0;
        }

        return count;
    }

    /// <summary>The value of a slot, or null where there is none: then the key is absent.</summary>
    private object? Compute(EnvironSlot slot)
    {
        Debug.Assert(_features is not null && _request is not null, "An environ is read only between the start and the end of a request.");
        return slot switch
        {
            EnvironSlot.RequestMethod => _request.Method,
            EnvironSlot.ScriptName => ScriptName(),
            EnvironSlot.PathInfo => ScriptPath.PathInfo(_request.Path, _settings.ScriptName),
            EnvironSlot.QueryString => _request.QueryString is ['?', .. var query] ? query : _request.QueryString,
            EnvironSlot.RequestUri or EnvironSlot.RawUri => _request.RawTarget,
            EnvironSlot.ContentType => HeaderText("Content-Type", _request.Headers.ContentType),
            EnvironSlot.ContentLength => HeaderText("Content-Length", _request.Headers["Content-Length"]),
            EnvironSlot.ServerName => ServerAddress().Host,
            EnvironSlot.ServerPort => ServerAddress().Port,
            EnvironSlot.ServerProtocol => _request.Protocol,
            EnvironSlot.ServerSoftware => EnvironSettings.ServerSoftware,
            EnvironSlot.RemoteAddr => RemoteAddress().Host,
            EnvironSlot.RemotePort => RemoteAddress().Port,
            EnvironSlot.WsgiVersion => EnvironSettings.WsgiVersion,
            EnvironSlot.WsgiUrlScheme => UrlScheme(),
            EnvironSlot.WsgiInput => new InputStream(_body = new BodyStream(_request.Body)),
            EnvironSlot.WsgiInputTerminated => EnvironSettings.True,
            EnvironSlot.WsgiErrors => new ErrorWriter(_settings.ErrorLogger, Record()),
            EnvironSlot.WsgiMultithread => _settings.Multithread ? EnvironSettings.True : EnvironSettings.False,
            EnvironSlot.WsgiMultiprocess => _settings.Multiprocess ? EnvironSettings.True : EnvironSettings.False,
            EnvironSlot.WsgiRunOnce => EnvironSettings.False,
            EnvironSlot.WsgiFileWrapper => EnvironSettings.MakeFileWrapper,
            EnvironSlot.Features => _features,
            EnvironSlot.RequestAborted => _features.Get<IHttpRequestLifetimeFeature>()?.RequestAborted ?? CancellationToken.None,
            _ => throw new UnreachableException($"The environ slot {slot} has no value."),
        };
    }

    private AddressText ServerAddress()
    {
        if (_forwarded?.Host is { } host)
        {
            return AddressText.OfHostHeader(host, UrlScheme());
        }

        var connection = _features!.Get<IHttpConnectionFeature>();
        _serverAddress = connection?.LocalIpAddress is { } address
            ? AddressText.Of(address, connection.LocalPort, _serverAddress)
            : AddressText.OfUnixSocket(_features!) ?? AddressText.OfHostHeader(_request!.Headers.Host.ToString(), _request.Scheme);
        return _serverAddress;
    }

    private AddressText RemoteAddress()
    {
        var connection = _features!.Get<IHttpConnectionFeature>();
        _remoteAddress = connection?.RemoteIpAddress is { } address
            ? AddressText.Of(address, connection.RemotePort, _remoteAddress)
            : AddressText.None;
        return _remoteAddress;
    }

    /// <summary>
    /// Whether what the client sends next may be no request: the body was malformed, or the client waits to be asked for it (RFC 9110 section 10.1.1)
    /// and never was, and so may send it or not.
    /// </summary>
    public bool BodyIsInDoubt() => _body is { } body ? body.IsBroken || (!body.WasRead && IsAwaited()) : IsAwaited();

    private bool IsAwaited() => _request!.Headers.Expect.Count > 0;

    /// <summary>Sends what is left of the last line in wsgi.errors. Called when the app is through with the request.</summary>
    public void FlushErrors()
    {
        if (_slots[(int)EnvironSlot.WsgiErrors] is ErrorWriter errors)
        {
            errors.Flush();
        }
    }
}
