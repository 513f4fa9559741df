using ZiBai.Logging.Configuration;
using ZiBai.Testing;

namespace ZiBai.Tests.Logging.Configuration;

/// <summary>A logging configuration file of a test's own, and the folder it is in.</summary>
internal sealed class LoggingFile : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <param name="content">JSON, in which <c>FOLDER</c> stands for the folder.</param>
    public LoggingFile(string content = "{}") => Write(content);

    public string Folder => _folder.Path;

    public string Path => _folder.File("logging.json");

    public ZiBaiOptions Options => new() { App = "hello:App", LoggingConfigFilepath = Path };

    public void Write(string content) => File.WriteAllText(Path, content.Replace("FOLDER", _folder.Path, StringComparison.Ordinal));

    public string PathOf(string name) => _folder.File(name);

    /// <summary>The lines of a file in the folder.</summary>
    public string[] Lines(string name) => File.Exists(_folder.File(name)) ? File.ReadAllLines(_folder.File(name)) : [];

    /// <summary>What is wrong, without the option and the path that each line begins with: <c>(3): there is no sink 'Fil'...</c>.</summary>
    public IEnumerable<string> Problems(bool severalProcesses = false)
    {
        var start = $"--logging-config-filepath: {Path}";
        var problems = Assert.Throws<LoggingConfigurationException>(() => LoggingConfiguration.Read(Options, severalProcesses)).Problems;
        Assert.All(problems, problem => Assert.StartsWith(start, problem, StringComparison.Ordinal));
        return problems.Select(problem => problem[start.Length..].Replace(Folder, "FOLDER", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
