using Microsoft.Extensions.Primitives;

namespace ZiBai.Response;

internal sealed partial class WsgiResponse
{
    // The names of the headers set here, to be taken back by a replacement. The app's own list may have changed by then.
    private readonly List<string> _names = [];

    private readonly KnownGood _known = new();

    /// <summary>Checks all headers before any is set, so that a refused call leaves what was there.</summary>
    private long? CheckHeaders(IReadOnlyList<(string Name, string Value)> headers, StatusLine line)
    {
        long? length = null;
        for (var i = 0; i < headers.Count; i++)
        {
            var (name, value) = headers[i];
            _known.Check(i, name, value);
            if (!IsContentLength(name))
            {
                continue;
            }

            if (length is not null)
            {
                throw HeaderRules.Refuse("Content-Length more than once. A response has one length; leave the others out.");
            }

            length = HeaderRules.ParseContentLength(value);
        }

        // RFC 9110 section 8.6: these have none, whatever the app says. A 304 keeps the length of the response it stands for.
        return _isConnect && line.Code is < 300 || line.Code is < 200 or 204 or 205 ? null : length;
    }

    private static bool IsContentLength(string name) => name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase);

    private void SetHeaders(IReadOnlyList<(string Name, string Value)> headers, StatusLine line, long? length)
    {
        _response!.StatusCode = line.Code;
        if (line.Reason is not null)
        {
            _response.ReasonPhrase = line.Reason;
        }

        var target = _response.Headers;
        for (var i = 0; i < headers.Count; i++)
        {
            var (name, value) = headers[i];
            _names.Add(name);
            if (!IsContentLength(name))
            {
                var there = target[name];
                target[name] = there.Count == 0 ? value : StringValues.Concat(there, value);
            }
        }

        _hasLength = line.AllowsBody && !(_isConnect && line.Code < 300);
        _takesBody = _hasLength && !_isHead;
        ContentLength = length;
        if (length is not null)
        {
            target.ContentLength = length;
        }
    }

    /// <summary>Takes back what an earlier start_response set, and nothing that others did.</summary>
    private void TakeBackHeaders()
    {
        if (Phase == ResponsePhase.Pending)
        {
            return;
        }

        foreach (var name in _names)
        {
            _response!.Headers.Remove(name);
        }

        _response!.ReasonPhrase = null;
        _names.Clear();
    }
}
