namespace ZiBai.Cli.Sources;

/// <summary>Compiles sources. Disposing ends what is left of it.</summary>
internal interface ICompiler : IDisposable
{
    /// <summary>Whether the next compile is a quick one.</summary>
    bool IsWarm { get; }

    /// <summary>From now on it may stay in memory between one compile and the next, so that the next one is quick.</summary>
    void Stay();

    /// <summary>Ends a compile that runs, which then fails.</summary>
    void GiveUp();

    /// <exception cref="CompilerFailedException">It could not run, or not to its end. What is wrong with the sources is part of the result.</exception>
    CompileResult Compile(SourceSet sources);
}

/// <summary>What a compiler has made. Exactly one of the two is set.</summary>
/// <param name="Assembly">The assembly, with its symbols inside.</param>
/// <param name="Errors">What is wrong with the sources, as the user is told.</param>
internal sealed record CompileResult(byte[]? Assembly, string? Errors);

/// <summary>The compiler itself failed.</summary>
internal sealed class CompilerFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
