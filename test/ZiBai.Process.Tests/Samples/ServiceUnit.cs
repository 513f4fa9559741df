namespace ZiBai.Process.Tests.Samples;

/// <summary>A unit of systemd's: what its lines set.</summary>
internal sealed class ServiceUnit
{
    private readonly Dictionary<string, string> _settings;

    /// <param name="path">The file. No name is set twice in it.</param>
    public ServiceUnit(string path)
    {
        Lines = [.. File.ReadLines(path).Where(static line => !line.StartsWith('#'))];
        _settings = Lines.Where(static line => line.Contains('=', StringComparison.Ordinal)).Select(static line => line.Split('=', 2))
            .ToDictionary(static pair => pair[0], static pair => pair[1]);
    }

    /// <summary>Without comments.</summary>
    public IReadOnlyList<string> Lines { get; }

    public IReadOnlyCollection<string> Names => _settings.Keys;

    public string this[string name] => _settings[name];
}
