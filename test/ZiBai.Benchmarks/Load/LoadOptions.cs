using System.Globalization;

namespace ZiBai.Benchmarks.Load;

/// <summary>The command line of the load benchmark.</summary>
internal sealed record LoadOptions
{
    public const string Usage = "[--rounds N] [--seconds N] [--workloads a,b] [--contenders x,y] [--out DIR]";

    /// <summary>Rounds that count. Default 5, at least 1.</summary>
    public int Rounds { get; private init; } = 5;

    /// <summary>How long each contender is loaded in a round. Default 5 s, whole seconds.</summary>
    public TimeSpan RoundTime { get; private init; } = TimeSpan.FromSeconds(5);

    /// <summary>Which workloads, in the order of the table. Default all.</summary>
    public IReadOnlyList<Workload> Workloads { get; private init; } = Workload.All;

    /// <summary>Who takes part in each workload that they can do, by name; the yardstick always does. Null: whom the workload names.</summary>
    public IReadOnlyList<string>? Contenders { get; private init; }

    /// <summary>The folder of the results, made where it is missing. Null: a temporary one.</summary>
    public string? Out { get; private init; }

    /// <summary>The published <c>zibai</c>.</summary>
    public required string Tool { get; init; }

    /// <summary>The folder of the apps.</summary>
    public required string Apps { get; init; }

    /// <summary>What is measured, as git names it.</summary>
    public required string Commit { get; init; }

    /// <param name="tool">The published <c>zibai</c>.</param>
    /// <param name="apps">The folder of the apps.</param>
    /// <param name="commit">What is measured.</param>
    /// <param name="args">What the user typed.</param>
    /// <exception cref="FormatException">Something is wrong with it.</exception>
    public static LoadOptions Parse(string tool, string apps, string commit, IReadOnlyList<string> args)
    {
        var options = new LoadOptions { Tool = tool, Apps = apps, Commit = commit };
        for (var i = 0; i < args.Count; i += 2)
        {
            var value = i + 1 < args.Count ? args[i + 1] : throw new FormatException($"{args[i]} wants a value. Usage: {Usage}");
            options = args[i] switch
            {
                "--rounds" => options with { Rounds = Number(args[i], value) },
                "--seconds" => options with { RoundTime = TimeSpan.FromSeconds(Number(args[i], value)) },
                "--workloads" => options with
                {
                    Workloads =
                    [
                        .. Names(args[i], value, Workload.All.Select(static one => one.Name))
                            .Select(static name => Workload.All.First(one => one.Name == name)),
                    ],
                },
                "--contenders" => options with
                {
                    Contenders = Names(args[i], value, new ContenderTable(tool, apps).All().Select(static one => one.Name)),
                },
                "--out" => options with { Out = value },
                _ => throw new FormatException($"There is no option '{args[i]}'. Usage: {Usage}"),
            };
        }

        return options;
    }

    private static int Number(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{option} is '{value}'. It is a whole number from 1 on.");

    /// <summary>The names that are asked for, in the order of all names.</summary>
    private static string[] Names(string option, string value, IEnumerable<string> all)
    {
        string[] known = [.. all];
        string[] asked = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return asked.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw new FormatException($"{option} has '{unknown}'. There are: {string.Join(", ", known)}.")
            : [.. known.Where(asked.Contains)];
    }
}
