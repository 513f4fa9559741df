namespace ZiBai;

/// <summary>An app or a hook could not be loaded from its import string. The message says what was looked for, where, and what exists.</summary>
public sealed class AppLoadException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="importString">The import string as given.</param>
    /// <param name="message">What was looked for, where, and what to do.</param>
    /// <param name="innerException">What the module itself threw while it was loaded, if it did.</param>
    public AppLoadException(string importString, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ImportString = importString;
    }

    /// <summary>The import string as given.</summary>
    public string ImportString { get; }
}
