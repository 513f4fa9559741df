using Serilog.Configuration;

namespace ZiBai.Logging.Configuration;

/// <summary>What a file or console sink gets that does not say otherwise: our own lines, templates that clients cannot break out of, and files that several processes
/// can write.</summary>
internal static class SinkDefaults
{
    private const string OutputTemplate = "outputTemplate";

    /// <summary>Puts them in, wherever among the outputs of a section such a sink is.</summary>
    /// <param name="section">The section.</param>
    /// <param name="methods">The sinks there are.</param>
    /// <param name="accessFormat">What the records of requests look like.</param>
    /// <param name="severalProcesses">Whether several processes write the same files.</param>
    /// <param name="problems">Takes what cannot be where several do.</param>
    public static void Apply(ConfigurationPart section, SerilogMethods methods, string accessFormat, bool severalProcesses, ConfigurationProblems problems)
    {
        if (section["WriteTo"] is not { } outputs)
        {
            return;
        }

        foreach (var list in outputs.All().Where(static each => each.IsList))
        {
            // A sink that is nothing but a name has no place for arguments.
            for (var place = 0; place < list.Members.Count; place++)
            {
                if (list.Members[place].Part is { Text: "Console" } name)
                {
                    list.Replace(place, new ConfigurationPart(name.Line).Add("Name", name));
                }
            }
        }

        foreach (var call in outputs.All().Where(static each => each["Name"]?.Text is "File" or "Console").ToArray())
        {
            var arguments = call["Args"];
            if (arguments is null)
            {
                arguments = new ConfigurationPart(call.Line);
                call.Add("Args", arguments);
            }

            if (call["Name"]!.Text == "File")
            {
                Share(arguments, severalProcesses, problems);
            }

            string[] names = [.. arguments.Members.Select(static argument => argument.Name).Where(static name => !IsTemplate(name)), "formatter"];
            if (arguments["formatter"] is null
                && methods.Forms(typeof(LoggerSinkConfiguration), call["Name"]!.Text!).Any(form =>
                    names.All(name => form.Any(parameter => parameter.Name!.Equals(name, StringComparison.OrdinalIgnoreCase)))))
            {
                arguments.Add("formatter", arguments.Take(OutputTemplate) is { } template
                    ? Formatter<TemplateFormatter>(call.Line).Add(OutputTemplate, template)
                    : Formatter<LogFormatter>(call.Line).Add("accessFormat", new ConfigurationPart(call.Line, accessFormat)));
            }
        }
    }

    // Its further members are arguments of the constructor.
    private static ConfigurationPart Formatter<T>(int line) => new ConfigurationPart(line)
        .Add("type", new ConfigurationPart(line, $"{typeof(T).FullName}, {typeof(T).Assembly.GetName().Name}"));

    private static bool IsTemplate(string name) => name.Equals(OutputTemplate, StringComparison.OrdinalIgnoreCase);

    // Also where one process writes: to a file that another server writes too, that two loggers go to, or that logrotate cuts off, a sink that keeps the file to
    // itself would write where it believes the end to be.
    private static void Share(ConfigurationPart arguments, bool severalProcesses, ConfigurationProblems problems)
    {
        if (IsSaid(arguments["buffered"], "true") is { } buffered)
        {
            if (!severalProcesses)
            {
                return;
            }

            problems.Add(buffered.Line, "\"buffered\": true cannot be with worker processes (-p): several processes write this file, and each would write parts of "
                + "lines between those of others; leave it out");
        }

        if (arguments["shared"] is null)
        {
            arguments.Add("shared", new ConfigurationPart(arguments.Line, "true"));
        }
        else if (severalProcesses && IsSaid(arguments["shared"], "false") is { } shared)
        {
            problems.Add(shared.Line, "\"shared\": false cannot be with worker processes (-p): several processes write this file, and would write over each other's "
                + "lines; leave it out");
        }
    }

    private static ConfigurationPart? IsSaid(ConfigurationPart? argument, string text) =>
        argument?.Text is { } said && said.Equals(text, StringComparison.OrdinalIgnoreCase) ? argument : null;
}
