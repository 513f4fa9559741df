namespace ZiBai.Testing;

/// <summary>How the peer ended a connection.</summary>
public enum ConnectionEnd
{
    /// <summary>In order: everything was sent, then a FIN.</summary>
    Closed,

    /// <summary>Broken off: RST. Bytes may be lost.</summary>
    Reset,
}

/// <summary>A connection ended where a test expected more.</summary>
public sealed class ConnectionEndedException : IOException
{
    internal ConnectionEndedException(ConnectionEnd end, string message)
        : base(message) => End = end;

    public ConnectionEnd End { get; }
}
