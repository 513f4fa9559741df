namespace ZiBai.Environ;

/// <summary>
/// The client stopped before the end of the request's body, or sent one that is malformed. A type of its own, so that the client's faults are
/// told from errors of the same kind that the app makes or meets elsewhere.
/// </summary>
internal sealed class RequestBodyException : IOException
{
    /// <param name="message">What went wrong.</param>
    /// <param name="statusCode">A 4xx status code to answer with; null where nobody is left to be answered.</param>
    /// <param name="innerException">The server's own error.</param>
    public RequestBodyException(string message, int? statusCode, Exception innerException)
        : base(message, innerException)
    {
        StatusCode = statusCode;
    }

    /// <summary>A 4xx status code to answer with; null where nobody is left to be answered.</summary>
    public int? StatusCode { get; }
}
