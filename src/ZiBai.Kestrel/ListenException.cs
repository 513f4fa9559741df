namespace ZiBai;

/// <summary>A listen address could not be bound. The message says which, why, and what to do.</summary>
public sealed class ListenException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="address">The listen address as given.</param>
    /// <param name="message">Why it could not be bound and what to do.</param>
    /// <param name="innerException">The system's own error, if there is one.</param>
    public ListenException(string address, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Address = address;
    }

    /// <summary>The listen address as given.</summary>
    public string Address { get; }
}
