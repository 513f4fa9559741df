namespace ZiBai.Logging.Configuration;

/// <summary>The logging configuration file cannot be used.</summary>
internal sealed class LoggingConfigurationException : Exception
{
    /// <param name="problems">All that is wrong with it, a line each.</param>
    public LoggingConfigurationException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems))
    {
        Problems = problems;
    }

    /// <summary>All that is wrong with it, each with the option, the file, the line and the reason.</summary>
    public IReadOnlyList<string> Problems { get; }
}
