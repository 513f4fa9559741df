using System.Collections.Frozen;

namespace ZiBai.Environ;

/// <summary>When a slot's value comes to be.</summary>
internal enum SlotSource
{
    /// <summary>One object for the server's whole life.</summary>
    Server,

    /// <summary>Computed from the request at the first read.</summary>
    Request,

    /// <summary>As <see cref="Request"/>, and absent unless the client sent the header.</summary>
    Header,
}

/// <summary>The one table of the keys the server sets. The switch in <c>RequestEnviron.Slots.cs</c> computes what it lists.</summary>
internal static class EnvironSlots
{
    /// <summary>Key, type and source of each slot, in the order of <see cref="EnvironSlot"/>: the order of enumeration too.</summary>
    public static readonly (string Key, Type Type, SlotSource Source)[] All =
    [
        (EnvironKeys.RequestMethod, typeof(string), SlotSource.Request),
        (EnvironKeys.ScriptName, typeof(string), SlotSource.Request),
        (EnvironKeys.PathInfo, typeof(string), SlotSource.Request),
        (EnvironKeys.QueryString, typeof(string), SlotSource.Request),
        (EnvironKeys.RequestUri, typeof(string), SlotSource.Request),
        (EnvironKeys.RawUri, typeof(string), SlotSource.Request),
        (EnvironKeys.ContentType, typeof(string), SlotSource.Header),
        (EnvironKeys.ContentLength, typeof(string), SlotSource.Header),
        (EnvironKeys.ServerName, typeof(string), SlotSource.Request),
        (EnvironKeys.ServerPort, typeof(string), SlotSource.Request),
        (EnvironKeys.ServerProtocol, typeof(string), SlotSource.Request),
        (EnvironKeys.ServerSoftware, typeof(string), SlotSource.Server),
        (EnvironKeys.RemoteAddr, typeof(string), SlotSource.Request),
        (EnvironKeys.RemotePort, typeof(string), SlotSource.Request),
        (EnvironKeys.WsgiVersion, typeof((int, int)), SlotSource.Server),
        (EnvironKeys.WsgiUrlScheme, typeof(string), SlotSource.Request),
        (EnvironKeys.WsgiInput, typeof(InputStream), SlotSource.Request),
        (EnvironKeys.WsgiInputTerminated, typeof(bool), SlotSource.Server),
        (EnvironKeys.WsgiErrors, typeof(TextWriter), SlotSource.Request),
        (EnvironKeys.WsgiMultithread, typeof(bool), SlotSource.Server),
        (EnvironKeys.WsgiMultiprocess, typeof(bool), SlotSource.Server),
        (EnvironKeys.WsgiRunOnce, typeof(bool), SlotSource.Server),
        (EnvironKeys.WsgiFileWrapper, typeof(Func<Stream, int, FileWrapper>), SlotSource.Server),
        (EnvironKeys.Features, typeof(object), SlotSource.Request),
        (EnvironKeys.RequestAborted, typeof(CancellationToken), SlotSource.Request),
    ];

    private static readonly FrozenDictionary<string, EnvironSlot> _byKey =
        All.Select((slot, index) => KeyValuePair.Create(slot.Key, (EnvironSlot)index)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Finds a key's slot.</summary>
    public static bool TryFind(string key, out EnvironSlot slot) => _byKey.TryGetValue(key, out slot);
}
