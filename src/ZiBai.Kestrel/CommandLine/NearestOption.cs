using ZiBai.Loading;

namespace ZiBai.CommandLine;

/// <summary>Finds the option that a misspelt one was meant to be.</summary>
internal static class NearestOption
{
    /// <summary>The nearest of <paramref name="names"/>, or null if none is near.</summary>
    public static string? Of(string typed, IEnumerable<string> names)
    {
        var word = typed.TrimStart('-').ToLowerInvariant();
        var allowed = Math.Max(1, word.Length / 3);
        string? nearest = null;
        var least = int.MaxValue;
        foreach (var name in names.Where(name => name.StartsWith("--", StringComparison.Ordinal)))
        {
            var distance = NearestNames.Distance(word, name[2..]);
            // '--workers' is meant as '--max-workers', however many letters it lacks.
            if (distance > allowed && word.Length >= 4 && name.Contains(word, StringComparison.Ordinal))
            {
                distance = allowed;
            }

            if (distance <= allowed && distance < least)
            {
                (nearest, least) = (name, distance);
            }
        }

        return nearest;
    }
}
