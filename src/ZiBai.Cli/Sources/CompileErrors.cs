namespace ZiBai.Cli.Sources;

/// <summary>Shows errors as compilers do, so that editors and terminals find their place, with the line that each is about.</summary>
internal static class CompileErrors
{
    /// <summary>How many are shown: what comes after is mostly what the first have led to.</summary>
    private const int Shown = 10;

    /// <summary>The errors in the order of the files, each with its line and a caret below.</summary>
    public static string Describe(IEnumerable<CompileError> errors)
    {
        var all = errors.Distinct()
            .OrderBy(static error => error.Path, StringComparer.Ordinal).ThenBy(static error => error.Line).ThenBy(static error => error.Column)
            .ToList();
        return string.Join(Environment.NewLine, [
            .. all.Take(Shown).SelectMany(Lines),
            .. all.Count > Shown ? [$"and {all.Count - Shown} more"] : Array.Empty<string>(),
        ]);
    }

    private static IEnumerable<string> Lines(CompileError error)
    {
        var what = error.Id is null ? "error" : $"error {error.Id}";
        if (error.Path.Length == 0)
        {
            return [$"{what}: {error.Message}"];
        }

        return
        [
            $"{Near(error.Path)}({error.Line + 1},{error.Column + 1}): {what}: {error.Message}",
            error.Text,
            $"{Blank(error.Text, error.Column)}^",
        ];
    }

    /// <summary>As wide as what is before the column: a tab is as wide here as it is in the line above.</summary>
    private static string Blank(string line, int column) =>
        string.Concat(line.Take(column).Select(static character => character == '\t' ? '\t' : ' ')).PadRight(column);

    /// <summary>From the current directory where the file is below it, as whoever typed the command would name it.</summary>
    private static string Near(string path)
    {
        var near = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return near.StartsWith("..", StringComparison.Ordinal) ? path : near;
    }
}
