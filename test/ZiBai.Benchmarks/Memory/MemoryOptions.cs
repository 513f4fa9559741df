using System.Globalization;

namespace ZiBai.Benchmarks.Memory;

/// <summary>The command line of the memory benchmark.</summary>
/// <param name="Minutes">How long the mixed load lasts. Default 10, whole minutes, at least 1.</param>
/// <param name="Out">The folder of the results, made where it is missing; null for a new one.</param>
internal sealed record MemoryOptions(int Minutes = 10, string? Out = null)
{
    public const string Usage = "[minutes] [--out DIR]";

    /// <exception cref="FormatException">Something is wrong with it.</exception>
    public static MemoryOptions Parse(string[] args) => args switch
    {
        [] => new MemoryOptions(),
        ["--out", var folder, .. var rest] => Parse(rest) with { Out = folder },
        ["--out"] => throw new FormatException($"--out wants a value. Usage: {Usage}"),
        [['-', ..], ..] => throw new FormatException($"There is no option '{args[0]}'. Usage: {Usage}"),
        [var minutes, .. var rest] => Parse(rest) with { Minutes = Number(minutes) },
    };

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"The minutes are '{text}'. They are a whole number from 1 on.");
}
