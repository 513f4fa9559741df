using ZiBai.CommandLine;

namespace ZiBai.Logging.Configuration;

/// <summary>What is wrong with the configuration file, gathered so that all of it is told at once.</summary>
internal sealed class ConfigurationProblems
{
    private readonly string _path;
    private readonly List<(int Line, string Text)> _problems = [];

    /// <param name="path">The file, as it was given.</param>
    public ConfigurationProblems(string path)
    {
        _path = path;
    }

    /// <summary>Whether there are none.</summary>
    public bool AreNone => _problems.Count == 0;

    /// <summary>Adds one, unless it is there.</summary>
    /// <param name="line">The line, from 1; 0 for the file as a whole.</param>
    /// <param name="reason">What is wrong there, and what to do.</param>
    public void Add(int line, string reason)
    {
        var problem = (line, reason.ReplaceLineEndings(" "));
        if (!_problems.Contains(problem))
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Each with the file, the line and the reason.</summary>
    public IReadOnlyList<string> Told =>
        [.. _problems.OrderBy(static problem => problem.Line).Select(problem => $"{_path}{(problem.Line > 0 ? $"({problem.Line})" : "")}: {problem.Text}")];

    /// <exception cref="LoggingConfigurationException">There are some.</exception>
    public void ThrowIfAny()
    {
        if (!AreNone)
        {
            var option = OptionTable.Of(nameof(ZiBaiOptions.LoggingConfigFilepath)).Name;
            throw new LoggingConfigurationException([.. Told.Select(problem => $"{option}: {problem}")]);
        }
    }
}
