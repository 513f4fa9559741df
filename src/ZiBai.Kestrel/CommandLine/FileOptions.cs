using ZiBai.Logging.Configuration;

namespace ZiBai.CommandLine;

/// <summary>Options from a JSON file: <c>{ "max-workers": 20 }</c>. The framework's own source of such files forgets the lines.</summary>
internal sealed class FileOptions : OptionSource
{
    private readonly string _path;
    private readonly Dictionary<string, (string Name, int Line)> _places = [];

    /// <summary>Reads the file. That it cannot be used is among the problems.</summary>
    /// <param name="path">The file, relative to the current directory.</param>
    public FileOptions(string path)
    {
        _path = path;
        var config = OptionTable.Of(nameof(ZiBaiOptions.Config)).Name;
        var problems = new ConfigurationProblems(path);
        var whole = ConfigurationFile.Read(path, problems);
        if (whole is { IsObject: false })
        {
            problems.Add(whole.Line, "the file is an object of options; give it in braces, for example { \"max-workers\": 20 }");
        }

        ProblemList.AddRange(problems.Told.Select(problem => $"{config}: {problem}"));
        IsRead = problems.AreNone;
        foreach (var (name, part) in IsRead ? whole!.Members : [])
        {
            if (Wrong(name, part) is { } wrong)
            {
                ProblemList.Add($"{path}({part.Line}): {name}: {wrong}");
            }
        }
    }

    /// <summary>Whether it could be read.</summary>
    public bool IsRead { get; }

    public override string Subject(OptionEntry entry) => $"{Origin(entry)}: {_places[entry.Key].Name}";

    public override string Origin(OptionEntry entry) => $"{_path}({_places[entry.Key].Line})";

    /// <summary>Takes a member of the file; or says what is wrong with it, its value aside.</summary>
    private string? Wrong(string name, ConfigurationPart part)
    {
        var typed = "--" + name;
        if (OptionTable.All.FirstOrDefault(entry => entry.LongNames.Contains(typed, StringComparer.OrdinalIgnoreCase)) is not { } entry)
        {
            return $"there is no such option; {Advice(typed, static entry => entry.Key, "leave it out")}";
        }

        if (entry.Member == nameof(ZiBaiOptions.Config))
        {
            return "a configuration file names no other; leave it out";
        }

        if (part.IsObject)
        {
            return $"an object is no value; {entry.Advice}";
        }

        if (part.IsList && !entry.Many)
        {
            return $"a list is no value; {entry.Advice}";
        }

        if (part.IsList && (part.Members.Count == 0 || part.Members.Any(static member => member.Part.Text is null)))
        {
            return $"the list {(part.Members.Count == 0 ? "is empty" : "holds more than texts")}; {entry.Advice}";
        }

        if (!_places.TryAdd(entry.Key, (name, part.Line)))
        {
            return $"'{_places[entry.Key].Name}' says the same; leave one of them out";
        }

        Add(entry, part.IsList ? [.. part.Members.Select(static member => member.Part.Text!)] : entry.Many ? Words(part.Text!) : [part.Text!]);
        return null;
    }
}
