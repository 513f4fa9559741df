namespace ZiBai.Loading;

/// <summary>The end of an error about a name that does not exist: the names that do.</summary>
internal static class NearestNames
{
    private const int Suggestions = 3;
    private const int Listed = 10;

    /// <summary>"Did you mean ...?" where a name is near, else a listing, else that there is nothing.</summary>
    /// <param name="wanted">The name that was looked for.</param>
    /// <param name="existing">The names that exist. A dotted one may be named from any of its parts on.</param>
    /// <param name="nothing">The sentence for an empty list.</param>
    /// <param name="listed">Names that a listing has at most.</param>
    /// <param name="written">How a name is to be written; null: as it is.</param>
    public static string Describe(
        string wanted, IEnumerable<string> existing, string nothing, int listed = Listed, Func<string, string>? written = null)
    {
        var names = existing.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
        {
            return nothing;
        }

        // A third of the letters may differ: what a slip of the fingers changes, not another word.
        var limit = Math.Max(1, wanted.Length / 3);
        var near = names
            .Select(name => (Name: name, Distance: Endings(name).Min(ending => Distance(wanted, ending))))
            .Where(pair => pair.Distance <= limit)
            .OrderBy(pair => pair.Distance)
            .Take(Suggestions)
            .Select(pair => Written(pair.Name))
            .ToList();
        if (near.Count > 0)
        {
            return $"Did you mean {string.Join(" or ", near)}?";
        }

        var more = names.Count > listed ? $" and {names.Count - listed} more" : "";
        return $"What exists: {string.Join(", ", names.Take(listed).Select(Written))}{more}.";

        string Written(string name) => written is null ? name : written(name);
    }

    /// <summary>Edit distance that takes no notice of case, because a wrong case is the commonest slip.</summary>
    public static int Distance(string left, string right)
    {
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            previous[column] = column;
        }

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var same = char.ToUpperInvariant(left[row - 1]) == char.ToUpperInvariant(right[column - 1]);
                current[column] = Math.Min(
                    Math.Min(previous[column], current[column - 1]) + 1,
                    previous[column - 1] + (same ? 0 : 1));
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }

    private static IEnumerable<string> Endings(string name)
    {
        yield return name;
        for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            yield return name[(dot + 1)..];
        }
    }
}
