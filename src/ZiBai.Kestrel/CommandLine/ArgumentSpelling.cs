namespace ZiBai.CommandLine;

/// <summary>
/// Respells arguments that System.CommandLine reads in another way than they look: it takes ':' for '=', so that <c>-l:8000</c> would lose
/// its colon, gives <c>--url-prefix=</c> the next argument, and bundles single letters. What has no clear meaning becomes a problem.
/// </summary>
internal static class ArgumentSpelling
{
    public static List<string> Respell(IReadOnlyList<string> args, List<string> problems)
    {
        var respelled = new List<string>(args.Count + 1);
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--")
            {
                respelled.AddRange(args.Skip(i));
                break;
            }

            Respell(args[i], respelled, problems);
        }

        return respelled;
    }

    private static void Respell(string arg, List<string> respelled, List<string> problems)
    {
        if (arg.StartsWith("--", StringComparison.Ordinal))
        {
            RespellLong(arg, respelled, problems);
        }
        else if (arg.Length > 2 && arg[0] == '-' && Named(arg[..2]) is { IsSwitch: false } && arg[2] != '=')
        {
            respelled.Add($"{arg[..2]}={arg[2..]}");
        }
        else if (arg.Length == 3 && arg[2] == '=' && Named(arg[..2]) is not null)
        {
            respelled.AddRange([arg[..2], ""]);
        }
        else
        {
            respelled.Add(arg);
        }
    }

    private static void RespellLong(string arg, List<string> respelled, List<string> problems)
    {
        var end = arg.AsSpan().IndexOfAny('=', ':');
        var name = end < 0 ? arg : arg[..end];
        if (end < 0 || (Named(name) is null && !ZiBaiCommand.IsAnswered(name)))
        {
            respelled.Add(arg);
        }
        else if (Named(name) is not { IsSwitch: false } entry)
        {
            problems.Add($"{name}: takes no value, and got '{arg[(end + 1)..]}'; leave the value out");
            respelled.Add(name);
        }
        else if (arg[end] == ':')
        {
            problems.Add($"{name}: '{arg}' joins name and value with ':'; write {name} VALUE or {name}=VALUE");
        }
        else if (end == arg.Length - 1)
        {
            respelled.AddRange([name, ""]);
        }
        else
        {
            respelled.Add(arg);
        }
    }

    private static OptionEntry? Named(string name) =>
        OptionTable.Options.FirstOrDefault(entry => entry.Name == name || entry.Aliases.Contains(name));
}
