namespace ZiBai.Validation;

/// <summary>How far a response has come, as its app can tell.</summary>
internal enum ResponseStage
{
    /// <summary>start_response was not called yet.</summary>
    Pending,

    /// <summary>start_response was called, and no bytes were given.</summary>
    Started,

    /// <summary>Bytes were given: the headers are out, unless a middleware holds them back.</summary>
    Committed,

    /// <summary>The body has ended or was disposed.</summary>
    Ended,
}
