namespace ZiBai.CommandLine;

/// <summary>
/// Takes an option's values into <paramref name="options"/>, or says what is wrong with them: "'abc' is not a whole number".
/// </summary>
internal delegate string? ApplyValues(ref ZiBaiOptions options, IReadOnlyList<string> values);

/// <summary>Reads one value, or says what is wrong with it.</summary>
internal delegate string? ReadValue<T>(string text, out T value);

/// <summary>One row of <see cref="OptionTable"/>: an option as the parser, the help text, the validator and the messages know it.</summary>
/// <param name="Member">The member of <see cref="ZiBaiOptions"/> it sets.</param>
/// <param name="Name">Its name, with the dashes.</param>
/// <param name="Default">Its default, as the help text shows it.</param>
/// <param name="Meaning">What it does, as the help text says it.</param>
/// <param name="Apply">How its values are taken.</param>
internal sealed record OptionEntry(string Member, string Name, string Default, string Meaning, ApplyValues Apply)
{
    /// <summary>What the names of the environment's variables begin with.</summary>
    public const string VariablePrefix = "ZIBAI_";

    /// <summary>Other names, with their dashes.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What its value is called in the help text; null for a switch, which takes none.</summary>
    public string? ValueName { get; init; }

    /// <summary>What a good value looks like, as the end of a message: "give 1 or more, for example --backlog 1024".</summary>
    public string Advice { get; init; } = "leave the value out";

    /// <summary>The words it takes, where it takes no others or where these are the usual ones.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether it takes several values and may be repeated.</summary>
    public bool Many { get; init; }

    /// <summary>Whether it takes no value.</summary>
    public bool IsSwitch => ValueName is null;

    /// <summary>Its name in a configuration file: without the dashes.</summary>
    public string Key => Name.TrimStart('-');

    /// <summary>Its name in the environment.</summary>
    public string Variable => VariableOf(Name);

    /// <summary>Its names of more than a letter, with dashes.</summary>
    public IEnumerable<string> LongNames =>
        Aliases.Where(static alias => alias.StartsWith("--", StringComparison.Ordinal)).Prepend("--" + Key);

    /// <summary>What a name with dashes is in the environment.</summary>
    public static string VariableOf(string name) => VariablePrefix + name.TrimStart('-').ToUpperInvariant().Replace('-', '_');

    public static OptionEntry Switch(string member, string name, string meaning, Func<ZiBaiOptions, ZiBaiOptions> set) =>
        new(member, name, "off", meaning, (ref ZiBaiOptions options, IReadOnlyList<string> _) =>
        {
            options = set(options);
            return null;
        });

    public static OptionEntry One<T>(
        string member, string name, string @default, string meaning, ReadValue<T> read, Func<ZiBaiOptions, T, ZiBaiOptions> set) =>
        new(member, name, @default, meaning, (ref ZiBaiOptions options, IReadOnlyList<string> values) =>
        {
            if (read(values[0], out var value) is { } wrong)
            {
                return wrong;
            }

            options = set(options, value);
            return null;
        });

    /// <summary>The message for <paramref name="wrong"/>: who, what was got, and what to do.</summary>
    public string Problem(string wrong) => $"{Name}: {wrong}; {Advice}";
}
