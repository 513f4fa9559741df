namespace ZiBai.Logging.Configuration;

/// <summary>A value of the configuration file, with the line that it is on: an object or a list of further ones, or a text.</summary>
internal sealed class ConfigurationPart
{
    private readonly List<(string Name, ConfigurationPart Part)> _members = [];

    /// <param name="line">The line it begins on, from 1.</param>
    /// <param name="text">The text, or a number as one; null for an object or a list.</param>
    /// <param name="isList">Whether it is a list.</param>
    public ConfigurationPart(int line, string? text = null, bool isList = false)
    {
        Line = line;
        Text = text;
        IsList = isList;
    }

    public int Line { get; }

    public string? Text { get; }

    public bool IsList { get; }

    public bool IsObject => Text is null && !IsList;

    /// <summary>What it holds, in order. The members of a list are named by their numbers.</summary>
    public IReadOnlyList<(string Name, ConfigurationPart Part)> Members => _members;

    /// <summary>The member of a name, in whatever case: so does Serilog look for them.</summary>
    public ConfigurationPart? this[string name] =>
        _members.Find(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Part;

    public ConfigurationPart Add(string name, ConfigurationPart part)
    {
        _members.Add((name, part));
        return this;
    }

    /// <summary>Takes the member of a name out, and gives it.</summary>
    public ConfigurationPart? Take(string name)
    {
        var member = this[name];
        _members.RemoveAll(each => each.Part == member);
        return member;
    }

    /// <summary>Adds to a list.</summary>
    public ConfigurationPart Add(ConfigurationPart part) => Add($"{_members.Count}", part);

    /// <summary>Puts another in the place of a member.</summary>
    public void Replace(int place, ConfigurationPart part) => _members[place] = (_members[place].Name, part);

    /// <summary>As configuration sources have it: each text under the names that lead to it.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Flat(string path = "") => Text is not null
        ? [new(path, Text)]
        : _members.SelectMany(member => member.Part.Flat(path.Length == 0 ? member.Name : $"{path}:{member.Name}"));

    /// <summary>It and all that it holds.</summary>
    public IEnumerable<ConfigurationPart> All() => _members.SelectMany(static member => member.Part.All()).Prepend(this);
}
