using Microsoft.Extensions.Configuration;

namespace ZiBai.CommandLine;

/// <summary>A place other than the command line where options are given, as a source of .NET's configuration. Its keys are the options' names without dashes.</summary>
internal abstract class OptionSource : ConfigurationProvider, IConfigurationSource
{
    /// <summary>What is wrong with the source, apart from the values.</summary>
    public IReadOnlyList<string> Problems => ProblemList;

    protected List<string> ProblemList { get; } = [];

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>How a message about the option's value begins here: "ZIBAI_BACKLOG", "zibai.json(3): backlog".</summary>
    public abstract string Subject(OptionEntry entry);

    /// <summary>Where the option's value stands: "ZIBAI_BACKLOG", "zibai.json(3)".</summary>
    public abstract string Origin(OptionEntry entry);

    /// <summary>The values that an option is given here; null if it is not.</summary>
    public IReadOnlyList<string>? Values(OptionEntry entry)
    {
        if (TryGet(entry.Key, out var value))
        {
            return [value ?? ""];
        }

        var values = new List<string>();
        while (TryGet(ConfigurationPath.Combine(entry.Key, $"{values.Count}"), out value))
        {
            values.Add(value ?? "");
        }

        return values.Count > 0 ? values : null;
    }

    /// <summary>Takes the values of an option. Several of them lie below its key, as .NET's configuration has lists.</summary>
    protected void Add(OptionEntry entry, IReadOnlyList<string> values)
    {
        if (!entry.Many)
        {
            Set(entry.Key, values[0]);
            return;
        }

        for (var i = 0; i < values.Count; i++)
        {
            Set(ConfigurationPath.Combine(entry.Key, $"{i}"), values[i]);
        }
    }

    /// <summary>The words of a text that holds several values: addresses have neither blanks nor commas.</summary>
    protected static string[] Words(string text) =>
        text.Split([' ', ',', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words ? words : [""];

    /// <summary>The end of a message about a name that is no option's.</summary>
    /// <param name="typed">The name as an option's, with dashes.</param>
    /// <param name="spell">How an option is spelt in this source.</param>
    /// <param name="otherwise">What to do if none is near.</param>
    protected static string Advice(string typed, Func<OptionEntry, string> spell, string otherwise)
    {
        if (ForeignOptions.Advice(typed) is { } advice)
        {
            return advice;
        }

        var nearest = NearestOption.Of(typed, OptionTable.All.SelectMany(static entry => entry.LongNames));
        return nearest is null ? otherwise : $"did you mean {spell(OptionTable.All.First(entry => entry.LongNames.Contains(nearest)))}?";
    }
}
