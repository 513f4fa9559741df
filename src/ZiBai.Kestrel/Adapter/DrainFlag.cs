namespace ZiBai.Adapter;

/// <summary>Whether this process drains. While it does, each response says that its connection ends with it.</summary>
internal sealed class DrainFlag
{
    private volatile bool _isSet;

    /// <summary>Whether the drain has begun; it never ends but with the process.</summary>
    public bool IsSet => _isSet;

    /// <summary>Begins the drain.</summary>
    public void Set() => _isSet = true;
}
