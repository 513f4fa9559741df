using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;

namespace ZiBai.Environ;

/// <summary>
/// The environ of one request at a time. The server's keys live in slots and are computed when first read; <c>HTTP_*</c> keys are answered
/// from the server's own headers; everything an app adds lives in a dictionary made when first needed. To its user it is a
/// <see cref="Dictionary{TKey, TValue}"/>.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The body stream is the app's to dispose, and holds nothing.")]
internal sealed partial class RequestEnviron : IDictionary<string, object?>
{
    private readonly EnvironSettings _settings;
    private IFeatureCollection? _features;
    private IHttpRequestFeature? _request;

    // What is in neither a slot nor the request's headers; once _headersTaken is set, the headers too.
    private Dictionary<string, object?>? _others;
    private bool _headersTaken;

    // Counts the keys that came to be: only these end an enumeration, as in a Dictionary.
    private int _version;

    public RequestEnviron(EnvironSettings settings)
    {
        _settings = settings;
    }

    /// <summary>Begins a request: everything of the one before is forgotten.</summary>
    public void Reset(IFeatureCollection? features, IHttpRequestFeature? request)
    {
        if (_features is not null)
        {
            Forget();
        }

        _features = features;
        _request = request;
    }

    public int Count
    {
        get
        {
            TakeHeaders();
            return CountSlots() + (_others?.Count ?? 0);
        }
    }

    public bool IsReadOnly => false;

    public ICollection<string> Keys => new EnvironView<string>(this, static pair => pair.Key, ContainsKey);

    public ICollection<object?> Values => new EnvironView<object?>(this, static pair => pair.Value, null);

    public object? this[string key]
    {
        get => TryGetValue(key, out var value)
            ? value
            : throw new KeyNotFoundException($"The given key '{key}' was not present in the environ.");
        set
        {
            ArgumentNullException.ThrowIfNull(key);
            if (EnvironSlots.TryFind(key, out var slot))
            {
                SetSlot(slot, value);
                return;
            }

            var others = Others(key);
            var before = others.Count;
            others[key] = value;
            if (others.Count != before)
            {
                _version++;
            }
        }
    }

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (EnvironSlots.TryFind(key, out var slot))
        {
            return TryGetSlot(slot, out value);
        }

        if (!_headersTaken && HeaderKeys.NameOf(key) is { } name)
        {
            if (_settings.HeaderMap == HeaderMap.Dangerous)
            {
                // Several names may stand for the key: only all of them together tell its value.
                TakeHeaders();
                return TryGetValue(key, out value);
            }

            value = HeaderText(name, _request!.Headers[name]);
            return value is not null;
        }

        value = null;
        return _others is not null && _others.TryGetValue(key, out value);
    }

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public void Add(string key, object? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (EnvironSlots.TryFind(key, out var slot))
        {
            if (TryGetSlot(slot, out _))
            {
                throw new ArgumentException($"An item with the same key has already been added. Key: {key}", nameof(key));
            }

            SetSlot(slot, value);
            return;
        }

        Others(key).Add(key, value);
        _version++;
    }

    public bool Remove(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return EnvironSlots.TryFind(key, out var slot) ? RemoveSlot(slot) : Others(key).Remove(key);
    }

    public void Clear()
    {
        RemoveSlots();
        _headersTaken = true;
        _others?.Clear();
    }

    public void Add(KeyValuePair<string, object?> item) => Add(item.Key, item.Value);

    public bool Contains(KeyValuePair<string, object?> item) => TryGetValue(item.Key, out var value) && Equals(value, item.Value);

    public bool Remove(KeyValuePair<string, object?> item) => Contains(item) && Remove(item.Key);

    public void CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) => EnvironView.Copy(this, Count, array, arrayIndex);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        TakeHeaders();
        return Enumerate(_version);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerator<KeyValuePair<string, object?>> Enumerate(int version)
    {
        for (var slot = 0; slot < EnvironSlots.All.Length; slot++)
        {
            ThrowIfModified(version);
            if (TryGetSlot((EnvironSlot)slot, out var value))
            {
                yield return KeyValuePair.Create(EnvironSlots.All[slot].Key, value);
            }
        }

        ThrowIfModified(version);
        if (_others is null)
        {
            yield break;
        }

        // The dictionary notices its own changes; a slot that was filled meanwhile is ours to notice.
        foreach (var pair in _others)
        {
            yield return pair;
            ThrowIfModified(version);
        }
    }

    private void ThrowIfModified(int version)
    {
        if (version != _version)
        {
            throw new InvalidOperationException("Collection was modified; enumeration operation may not execute.");
        }
    }

    private void Forget()
    {
        _body?.End();
        _body = null;
        ResetSlots();
        _others = null;
        _headersTaken = false;
        _forwarded = null;
        HostBeforeForwarding = null;
        IsForwardedByStranger = false;
        _version++;
    }

    /// <summary>Where a key lives that has no slot. A header's key is moved there with all the others before the first change to one.</summary>
    private Dictionary<string, object?> Others(string key)
    {
        if (key.StartsWith(EnvironKeys.HttpPrefix, StringComparison.Ordinal))
        {
            TakeHeaders();
        }

        return _others ??= new Dictionary<string, object?>(StringComparer.Ordinal);
    }
}
