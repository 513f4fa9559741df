using System.Globalization;
using System.Reflection;
using Serilog;
using Serilog.Configuration;
using ZiBai.Loading;

namespace ZiBai.Logging.Configuration;

/// <summary>The sinks, enrichers and filters that a section names, with their arguments.</summary>
internal sealed partial class SectionCheck
{
    private void CheckCalls(ConfigurationPart? calls, Type receiver, string kind, string example)
    {
        if (calls is { Text: not null })
        {
            _problems.Add(calls.Line, $"'{calls.Text}' is no list; give one in brackets, for example [ {{ \"Name\": \"{example.Split(' ')[0]}\" }} ]");
            return;
        }

        foreach (var (_, call) in calls?.Members ?? [])
        {
            var name = call.Text ?? call["Name"]?.Text;
            if (string.IsNullOrEmpty(name))
            {
                _problems.Add(call.Line, $"the {kind} has no Name; give one, for example \"Name\": \"{example.Split(' ')[0]}\"");
            }
            else if (_methods.Forms(receiver, name) is { Count: > 0 } forms)
            {
                CheckCall(call, name, forms);
            }
            else
            {
                var near = NearestNames.Describe(name, _methods.Names(receiver), "");
                _problems.Add(call["Name"]?.Line ?? call.Line,
                    $"there is no {kind} '{name}'; give the name of one, for example {example}, and the assembly it is in under Using"
                    + (near.StartsWith("Did", StringComparison.Ordinal) ? $". {near}" : ""));
            }
        }
    }

    private void CheckCall(ConfigurationPart call, string name, IReadOnlyList<IReadOnlyList<ParameterInfo>> forms)
    {
        if (call.Text is null)
        {
            CheckKeys(call, ["Name", "Args"], static _ => null);
        }

        IReadOnlyList<(string Name, ConfigurationPart Part)> given = call["Args"]?.Members ?? [];
        string[] all = [.. forms.SelectMany(static form => form).Select(static parameter => parameter.Name!).Distinct()];
        var unknown = given.Where(argument => !all.Contains(argument.Name, StringComparer.OrdinalIgnoreCase)).ToArray();
        foreach (var (argument, part) in unknown)
        {
            _problems.Add(part.Line, $"{name} has no argument '{argument}': {NearestNames.Describe(argument, all, "It has none.")}");
        }

        if (unknown.Length > 0)
        {
            return;
        }

        // The forms that take all that is given, and those among them that ask for nothing more.
        var taking = forms.Where(form => given.All(argument => Find(form, argument.Name) is not null)).ToArray();
        if (taking.Length == 0)
        {
            _problems.Add(call.Line, $"{name} does not take these arguments together: {string.Join(", ", given.Select(static argument => argument.Name))}");
            return;
        }

        var missing = taking
            .Select(form => form.Where(parameter => !SerilogMethods.IsOptional(parameter) && !given.Any(argument => Is(parameter, argument.Name))).ToArray())
            .MinBy(static parameters => parameters.Length)!;
        if (missing.Length > 0)
        {
            _problems.Add(call.Line, $"{name} lacks {string.Join(" and ", missing.Select(static parameter => $"'{parameter.Name}'"))} among its Args");
            return;
        }

        foreach (var (argument, part) in given)
        {
            CheckValue(name, Find(taking[^1], argument)!, part);
        }
    }

    private void CheckValue(string name, ParameterInfo parameter, ConfigurationPart value)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (value.Text is { } text)
        {
            var expanded = Environment.ExpandEnvironmentVariables(text);
            var mayBeEmpty = expanded.Length == 0 && type != parameter.ParameterType;
            if (!mayBeEmpty && Wrong(type, expanded) is { } wrong)
            {
                _problems.Add(value.Line, $"{name}: '{text}' is not {wrong}");
            }
        }
        else if (type == typeof(Action<LoggerConfiguration>))
        {
            CheckContent(value);
        }
        else if (type == typeof(Action<LoggerSinkConfiguration>))
        {
            CheckCalls(value, typeof(LoggerSinkConfiguration), "sink", "File or Console");
        }
        else if (type == typeof(Action<LoggerEnrichmentConfiguration>))
        {
            CheckCalls(value, typeof(LoggerEnrichmentConfiguration), "enricher", "FromLogContext");
        }
    }

    private static string? Wrong(Type type, string text)
    {
        if (type.IsEnum)
        {
            var names = Enum.GetNames(type);
            return names.Contains(text, StringComparer.Ordinal) || int.TryParse(text, CultureInfo.InvariantCulture, out _)
                ? null
                : $"among {string.Join(", ", names)}";
        }

        return type == typeof(bool) && !bool.TryParse(text, out _) ? "true or false"
            : (type == typeof(int) && !int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
                || (type == typeof(long) && !long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)) ? "a whole number that fits"
            : type == typeof(TimeSpan) && !TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _) ? "a time such as 00:00:30"
            : null;
    }

    private static ParameterInfo? Find(IReadOnlyList<ParameterInfo> form, string name) => form.FirstOrDefault(parameter => Is(parameter, name));

    private static bool Is(ParameterInfo parameter, string name) => parameter.Name!.Equals(name, StringComparison.OrdinalIgnoreCase);
}
