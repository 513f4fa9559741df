using System.Globalization;

namespace ZiBai.Validation;

/// <summary>What one call of start_response said, checked.</summary>
internal sealed class StartedResponse
{
    private readonly IReadOnlyList<(string Name, string Value)> _headers;
    private readonly (string Name, string Value)[] _before;

    private StartedResponse(int code, IReadOnlyList<(string Name, string Value)> headers)
    {
        Code = code;
        _headers = headers;
        _before = [.. headers];
    }

    public int Code { get; }

    public long? ContentLength { get; private set; }

    public bool HasContentType { get; private set; }

    /// <summary>RFC 9110 section 6.4.1.</summary>
    public bool AllowsBody => Code is >= 200 and not (204 or 304);

    /// <summary>Checks the arguments of start_response.</summary>
    public static StartedResponse Read(string status, IReadOnlyList<(string Name, string Value)> headers)
    {
        var code = ReadStatus(status);
        if (headers is null)
        {
            throw Rules.HeadersGiven.Broken("it called start_response with headers that are null");
        }

        var response = new StartedResponse(code, headers);
        foreach (var (name, value) in response._before)
        {
            response.Take(name, value);
        }

        return response;
    }

    /// <summary>Whether the app left its list alone.</summary>
    public void ThrowIfHeadersChanged()
    {
        var count = Math.Min(_headers.Count, _before.Length);
        for (var i = 0; i < count; i++)
        {
            if (_headers[i] != _before[i])
            {
                throw Rules.HeadersKept.Broken(
                    $"after the call it changed header {Shown.Text(_before[i].Name)} from {Shown.Text(_before[i].Value)} to "
                    + $"{Shown.Text(_headers[i].Name)} with {Shown.Text(_headers[i].Value)}");
            }
        }

        if (_headers.Count != _before.Length)
        {
            throw Rules.HeadersKept.Broken($"the list had {_before.Length} headers at the call and now has {_headers.Count}");
        }
    }

    private static int ReadStatus(string status)
    {
        if (status is not { Length: >= 4 }
            || status[3] != ' '
            || !int.TryParse(status.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            || code < 100
            || status.AsSpan(4).ContainsAnyExceptInRange(' ', '~'))
        {
            throw Rules.StatusForm.Broken($"it called start_response with status {Shown.Text(status)}");
        }

        return code;
    }

    private void Take(string name, string value)
    {
        if (!HeaderText.IsToken(name))
        {
            throw Rules.HeaderNameForm.Broken($"it called start_response with a header named {Shown.Text(name)}");
        }

        var header = $"it called start_response with header {name}";
        if (value is null)
        {
            throw Rules.HeaderValueForm.Broken($"{header}, whose value is null");
        }

        if (HeaderText.IndexOfForbidden(value) is >= 0 and var index)
        {
            throw Rules.HeaderValueForm.Broken($"{header}, whose value has {Shown.Character(value[index])} at index {index}");
        }

        if (HeaderText.IsHopByHop(name))
        {
            throw Rules.HeaderOfServer.Broken(header);
        }

        switch (name.ToUpperInvariant())
        {
            case "STATUS":
                throw Rules.HeaderStatus.Broken($"{header} and value {Shown.Text(value)}");
            case "CONTENT-LENGTH":
                TakeLength(value);
                break;
            case "CONTENT-TYPE":
                HasContentType = AllowsBody
                    ? true
                    : throw Rules.ContentTypePlace.Broken($"{header} and status {Code}");
                break;
        }
    }

    private void TakeLength(string value)
    {
        if (Code is < 200 or 204)
        {
            throw Rules.ContentLengthPlace.Broken($"it called start_response with header Content-Length and status {Code}");
        }

        if (!HeaderText.TryParseLength(value, out var length))
        {
            throw Rules.ContentLengthForm.Broken($"it called start_response with Content-Length {Shown.Text(value)}");
        }

        if (ContentLength is not null)
        {
            throw Rules.ContentLengthOnce.Broken("it called start_response with more than one Content-Length");
        }

        ContentLength = length;
    }
}
