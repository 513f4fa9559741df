namespace ZiBai.Response;

/// <summary>
/// The client went away before what an app wrote was sent. A type of its own, so that it is told from the app's own errors of the same kind, however the
/// app wraps it.
/// </summary>
internal sealed class ClientGoneException : IOException
{
    /// <param name="innerException">What the server said.</param>
    public ClientGoneException(Exception innerException)
        : base("The client went away before the response was written.", innerException)
    {
    }
}
