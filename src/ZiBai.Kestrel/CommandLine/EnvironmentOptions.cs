using System.Collections;
using ZiBai.Control.Unix;

namespace ZiBai.CommandLine;

/// <summary>Options from environment variables: <c>ZIBAI_MAX_WORKERS</c> is <c>--max-workers</c>.</summary>
internal sealed class EnvironmentOptions : OptionSource
{
    private static readonly StringComparison _case = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly Dictionary<string, string> _variables = [];

    /// <param name="variables">All variables there are; of those that begin like ours each has to be an option.</param>
    public EnvironmentOptions(IEnumerable<KeyValuePair<string, string>> variables)
    {
        var ours = new SortedList<string, string>(StringComparer.Ordinal);
        foreach (var (variable, value) in variables)
        {
            if (IsOurs(variable))
            {
                ours[variable] = value;
            }
        }

        foreach (var variable in ours.Keys)
        {
            var value = ours[variable];
            if (OptionTable.All.FirstOrDefault(entry => entry.LongNames.Any(name => OptionEntry.VariableOf(name).Equals(variable, _case))) is not { } entry)
            {
                var typed = "--" + variable[OptionEntry.VariablePrefix.Length..].ToLowerInvariant().Replace('_', '-');
                ProblemList.Add($"{variable}: there is no such option; {Advice(typed, static entry => entry.Variable, "unset it")}");
            }
            else if (!_variables.TryAdd(entry.Key, variable))
            {
                ProblemList.Add($"{variable}: {_variables[entry.Key]} says the same; unset one of them");
            }
            else
            {
                Add(entry, entry.Many ? Words(value) : [value]);
            }
        }
    }

    /// <summary>The variables of this process.</summary>
    public static IReadOnlyDictionary<string, string> OfProcess()
    {
        var variables = new Dictionary<string, string>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return variables;
    }

    public override string Subject(OptionEntry entry) => _variables[entry.Key];

    public override string Origin(OptionEntry entry) => _variables[entry.Key];

    // What a supervisor tells its workers is nobody's option.
    private static bool IsOurs(string variable) =>
        variable.StartsWith(OptionEntry.VariablePrefix, _case) && !variable.Equals(UnixHandover.Variable, _case);
}
