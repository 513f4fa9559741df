using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Configuration;

namespace ZiBai.CommandLine;

/// <summary>The places where options are given beside the command line: the environment, and after it the file of <c>--config</c>.</summary>
internal sealed class OptionSources
{
    private readonly List<string> _problems = [];
    private readonly OptionSource[] _firstToLast;

    private OptionSources(EnvironmentOptions environment, FileOptions? file)
    {
        var builder = new ConfigurationBuilder();
        OptionSource?[] lastToFirst = [file, environment];
        foreach (var source in lastToFirst.OfType<OptionSource>())
        {
            builder.Add(source);
            _problems.AddRange(source.Problems);
        }

        // .NET's configuration would put the lists of two sources together, item by item; here the first source that has the option gives all of it.
        _firstToLast = [.. builder.Build().Providers.Reverse().Cast<OptionSource>()];
        MayNameApp = file is { IsRead: false } || Find(OptionTable.App) is not null;
    }

    /// <summary>What is wrong with them, apart from the values.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Whether they name an app, as far as is known.</summary>
    public bool MayNameApp { get; }

    /// <param name="result">The command line, which may name the file.</param>
    /// <param name="variables">The environment.</param>
    public static OptionSources Read(ParseResult result, IEnumerable<KeyValuePair<string, string>> variables)
    {
        var environment = new EnvironmentOptions(variables);
        var config = OptionTable.Of(nameof(ZiBaiOptions.Config));
        var path = result.GetResult(config.Name) is OptionResult { Implicit: false } given
            ? given.Tokens.Count == 1 ? given.Tokens[0].Value : null
            : environment.Values(config)?[0];
        return new OptionSources(environment, path is null ? null : new FileOptions(path));
    }

    /// <summary>The first place that gives an option; null if none does.</summary>
    public OptionSource? Find(OptionEntry entry) => Array.Find(_firstToLast, source => source.Values(entry) is not null);
}
