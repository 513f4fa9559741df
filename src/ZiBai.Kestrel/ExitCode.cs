namespace ZiBai;

/// <summary>Exit codes of a serving process.</summary>
public static class ExitCode
{
    /// <summary>Ended as asked.</summary>
    public const int Success = 0;

    /// <summary>An unexpected failure; the log has it.</summary>
    public const int Failure = 1;

    /// <summary>The command line or the options are wrong.</summary>
    public const int Usage = 2;

    /// <summary>The app or a hook could not be loaded, or <c>before_serve</c> threw.</summary>
    public const int CannotLoad = 3;

    /// <summary>A listen address could not be bound.</summary>
    public const int CannotListen = 4;
}
