namespace ZiBai.Environ;

internal sealed partial class RequestEnviron
{
    /// <summary>
    /// What it holds, for people to look at: nothing is made or begun for that. In the place of an object of the server's that nobody has asked for stands
    /// its type.
    /// </summary>
    public IEnumerable<KeyValuePair<string, object?>> Shown()
    {
        TakeHeaders();
        for (var i = 0; i < EnvironSlots.All.Length; i++)
        {
            var (_, key, type, source) = EnvironSlots.All[i];
            var slot = (EnvironSlot)i;
            if ((_known & Bit(slot)) == 0 && source == SlotSource.Request && type != typeof(string))
            {
                yield return new(key, type);
            }
            else if (TryGetSlot(slot, out var value))
            {
                yield return new(key, value);
            }
        }

        foreach (var pair in _others ?? [])
        {
            yield return pair;
        }
    }

    /// <summary>The request's URL as the client knows it, as far as that can be told.</summary>
    public string Url() => _request!.RawTarget is ['/', ..] target ? $"{UrlScheme()}://{_request.Headers.Host}{target}" : _request.RawTarget;
}
