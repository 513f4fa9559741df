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

/// <summary>A row of <see cref="EnvironSlots"/>.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Key">Its key.</param>
/// <param name="Type">Of which type its value is.</param>
/// <param name="Source">When its value comes to be.</param>
internal sealed record SlotRow(EnvironSlot Slot, string Key, Type Type, SlotSource Source);

/// <summary>The one table of the keys the server sets. The switch in <c>RequestEnviron.Slots.cs</c> computes what it lists.</summary>
internal static class EnvironSlots
{
    /// <summary>All slots, in the order of <see cref="EnvironSlot"/>: the order of enumeration too.</summary>
    public static readonly SlotRow[] All =
    [
        new(EnvironSlot.RequestMethod, EnvironKeys.RequestMethod, typeof(string), SlotSource.Request),
        new(EnvironSlot.ScriptName, EnvironKeys.ScriptName, typeof(string), SlotSource.Request),
        new(EnvironSlot.PathInfo, EnvironKeys.PathInfo, typeof(string), SlotSource.Request),
        new(EnvironSlot.QueryString, EnvironKeys.QueryString, typeof(string), SlotSource.Request),
        new(EnvironSlot.RequestUri, EnvironKeys.RequestUri, typeof(string), SlotSource.Request),
        new(EnvironSlot.RawUri, EnvironKeys.RawUri, typeof(string), SlotSource.Request),
        new(EnvironSlot.ContentType, EnvironKeys.ContentType, typeof(string), SlotSource.Header),
        new(EnvironSlot.ContentLength, EnvironKeys.ContentLength, typeof(string), SlotSource.Header),
        new(EnvironSlot.ServerName, EnvironKeys.ServerName, typeof(string), SlotSource.Request),
        new(EnvironSlot.ServerPort, EnvironKeys.ServerPort, typeof(string), SlotSource.Request),
        new(EnvironSlot.ServerProtocol, EnvironKeys.ServerProtocol, typeof(string), SlotSource.Request),
        new(EnvironSlot.ServerSoftware, EnvironKeys.ServerSoftware, typeof(string), SlotSource.Server),
        new(EnvironSlot.RemoteAddr, EnvironKeys.RemoteAddr, typeof(string), SlotSource.Request),
        new(EnvironSlot.RemotePort, EnvironKeys.RemotePort, typeof(string), SlotSource.Request),
        new(EnvironSlot.WsgiVersion, EnvironKeys.WsgiVersion, typeof((int, int)), SlotSource.Server),
        new(EnvironSlot.WsgiUrlScheme, EnvironKeys.WsgiUrlScheme, typeof(string), SlotSource.Request),
        new(EnvironSlot.WsgiInput, EnvironKeys.WsgiInput, typeof(InputStream), SlotSource.Request),
        new(EnvironSlot.WsgiInputTerminated, EnvironKeys.WsgiInputTerminated, typeof(bool), SlotSource.Server),
        new(EnvironSlot.WsgiErrors, EnvironKeys.WsgiErrors, typeof(TextWriter), SlotSource.Request),
        new(EnvironSlot.WsgiMultithread, EnvironKeys.WsgiMultithread, typeof(bool), SlotSource.Server),
        new(EnvironSlot.WsgiMultiprocess, EnvironKeys.WsgiMultiprocess, typeof(bool), SlotSource.Server),
        new(EnvironSlot.WsgiRunOnce, EnvironKeys.WsgiRunOnce, typeof(bool), SlotSource.Server),
        new(EnvironSlot.WsgiFileWrapper, EnvironKeys.WsgiFileWrapper, typeof(Func<Stream, int, FileWrapper>), SlotSource.Server),
        new(EnvironSlot.Features, EnvironKeys.Features, typeof(object), SlotSource.Request),
        new(EnvironSlot.RequestAborted, EnvironKeys.RequestAborted, typeof(CancellationToken), SlotSource.Request),
    ];

    private static readonly FrozenDictionary<string, SlotRow> _byKey = All.ToFrozenDictionary(static row => row.Key, StringComparer.Ordinal);

    /// <summary>Finds a key's slot.</summary>
    public static bool TryFind(string key, out EnvironSlot slot)
    {
        var found = _byKey.TryGetValue(key, out var row);
        slot = found ? row!.Slot : default;
        return found;
    }
}
