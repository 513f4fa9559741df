using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ZiBai.Validation;

/// <summary>
/// The app's environ: the server's own, as long as the response lasts, with the checked streams in place of the server's wherever they
/// are read. The server, and middleware around the validator, keep theirs.
/// </summary>
internal sealed class CheckedEnviron : IDictionary<string, object?>
{
    private readonly IDictionary<string, object?> _environ;
    private readonly RequestCheck _request;
    private readonly (object Server, object App) _input;
    private readonly (object Server, object App) _errors;

    public CheckedEnviron(IDictionary<string, object?> environ, RequestCheck request)
    {
        _environ = environ;
        _request = request;
        var input = (InputStream)environ[EnvironKeys.WsgiInput]!;
        var errors = (TextWriter)environ[EnvironKeys.WsgiErrors]!;
        _input = (input, new InputStream(new CheckedInput(input, request)));
        _errors = (errors, new CheckedErrors(errors, request));
    }

    public int Count => Open("counted the environ").Count;

    public bool IsReadOnly => Open("asked whether the environ is read-only").IsReadOnly;

    public ICollection<string> Keys =>
        new CheckedView<string>(Open("asked for the environ's keys").Keys, _request, static key => key, static key => key);

    public ICollection<object?> Values =>
        new CheckedView<object?>(Open("asked for the environ's values").Values, _request, ForApp, ForServer);

    public object? this[string key]
    {
        get => ForApp(Open("read", key)[key]);
        set => Open("set", key)[key] = ForServer(value);
    }

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        var found = Open("read", key).TryGetValue(key, out value);
        value = ForApp(value);
        return found;
    }

    public bool ContainsKey(string key) => Open("looked for", key).ContainsKey(key);

    public void Add(string key, object? value) => Open("added", key).Add(key, ForServer(value));

    public bool Remove(string key) => Open("removed", key).Remove(key);

    public void Clear() => Open("cleared the environ").Clear();

    public void Add(KeyValuePair<string, object?> item) => Open("added", item.Key).Add(ForServer(item));

    public bool Contains(KeyValuePair<string, object?> item) => Open("looked for", item.Key).Contains(ForServer(item));

    public bool Remove(KeyValuePair<string, object?> item) => Open("removed", item.Key).Remove(ForServer(item));

    public void CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex)
    {
        var environ = Open("copied the environ");
        environ.CopyTo(array, arrayIndex);
        for (var i = arrayIndex; i < arrayIndex + environ.Count; i++)
        {
            array[i] = ForApp(array[i]);
        }
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        var pairs = Open("enumerated the environ").GetEnumerator();
        return new CheckedView<KeyValuePair<string, object?>>.Enumerator(pairs, _request, ForApp);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IDictionary<string, object?> Open(string verb, string key) =>
        _request.IsFinished ? Open($"{verb} environ key {Shown.Text(key)}") : _environ;

    private IDictionary<string, object?> Open(string use)
    {
        _request.ThrowIfFinished("it " + use);
        return _environ;
    }

    private KeyValuePair<string, object?> ForApp(KeyValuePair<string, object?> pair) => new(pair.Key, ForApp(pair.Value));

    private KeyValuePair<string, object?> ForServer(KeyValuePair<string, object?> pair) => new(pair.Key, ForServer(pair.Value));

    private object? ForApp(object? value) =>
        ReferenceEquals(value, _input.Server) ? _input.App
        : ReferenceEquals(value, _errors.Server) ? _errors.App
        : value;

    private object? ForServer(object? value) =>
        ReferenceEquals(value, _input.App) ? _input.Server
        : ReferenceEquals(value, _errors.App) ? _errors.Server
        : value;
}
