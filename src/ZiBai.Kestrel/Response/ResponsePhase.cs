namespace ZiBai.Response;

/// <summary>How far a response has come. It only ever moves forward; see <see cref="WsgiResponse"/> for the one transition method.</summary>
internal enum ResponsePhase
{
    /// <summary>start_response was not called yet.</summary>
    Pending,

    /// <summary>Status and headers are there, and unsent: start_response with excInfo may still replace them.</summary>
    Started,

    /// <summary>Status and headers are with the server for good.</summary>
    Committed,

    /// <summary>The app is through. Nothing more is taken from it.</summary>
    Finished,
}
