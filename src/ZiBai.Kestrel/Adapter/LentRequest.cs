using System.Collections;
using System.Diagnostics.CodeAnalysis;
using ZiBai.Environ;
using ZiBai.Response;

namespace ZiBai.Adapter;

/// <summary>
/// What an app holds of a request: its environ, start_response and write. Behind them stand objects that serve the connection's next request
/// too; this one is made for each request and ends with it, so that an app that keeps something cannot reach into a stranger's request.
/// </summary>
internal sealed class LentRequest : IDictionary<string, object?>
{
    private RequestEnviron? _environ;
    private WsgiResponse? _response;

    public LentRequest(RequestEnviron environ, WsgiResponse response)
    {
        _environ = environ;
        _response = response;
    }

    public int Count => Environ.Count;

    public bool IsReadOnly => false;

    public ICollection<string> Keys => new EnvironView<string>(this, static pair => pair.Key, ContainsKey);

    public ICollection<object?> Values => new EnvironView<object?>(this, static pair => pair.Value, null);

    private RequestEnviron Environ => _environ ?? throw new InvalidOperationException(
        "The environ was used after its response was finished. Copy what is needed later while the request lasts.");

    public object? this[string key]
    {
        get => Environ[key];
        set => Environ[key] = value;
    }

    /// <summary>The start_response callable.</summary>
    public Write StartResponse(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? excInfo)
    {
        Response.Start(status, headers, excInfo);
        return Write;
    }

    /// <summary>Ends the loan.</summary>
    public void End()
    {
        _environ = null;
        _response = null;
    }

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value) => Environ.TryGetValue(key, out value);

    public bool ContainsKey(string key) => Environ.ContainsKey(key);

    public void Add(string key, object? value) => Environ.Add(key, value);

    public bool Remove(string key) => Environ.Remove(key);

    public void Clear() => Environ.Clear();

    public void Add(KeyValuePair<string, object?> item) => Environ.Add(item);

    public bool Contains(KeyValuePair<string, object?> item) => Environ.Contains(item);

    public bool Remove(KeyValuePair<string, object?> item) => Environ.Remove(item);

    public void CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) => Environ.CopyTo(array, arrayIndex);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Environ.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private WsgiResponse Response => _response ?? throw new InvalidOperationException(
        "The response is already finished: its start_response and write are of no use after the app's body has ended.");

    private void Write(ReadOnlyMemory<byte> data) => Response.Write(data);
}
