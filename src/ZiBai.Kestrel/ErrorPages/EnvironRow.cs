using System.Globalization;
using ZiBai.Loading;

namespace ZiBai.ErrorPages;

/// <summary>One key of an environ as a page shows it.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Its value; of an object, whose text might be anything and cost any time, the type.</param>
/// <param name="IsType">Whether the value stands for an object.</param>
internal sealed record EnvironRow(string Key, string Value, bool IsType = false)
{
    private const int MostRows = 300;

    /// <summary>The rows of an environ, sorted by key.</summary>
    /// <param name="environ">Keys and values; in the place of a value that is not there yet, its type.</param>
    public static IReadOnlyList<EnvironRow> Of(IEnumerable<KeyValuePair<string, object?>> environ)
    {
        KeyValuePair<string, object?>[] pairs = [.. environ.OrderBy(static pair => pair.Key, StringComparer.Ordinal)];
        List<EnvironRow> rows = [.. pairs.Take(MostRows).Select(static pair => Of(ShownText.Line(pair.Key), pair.Value))];
        if (pairs.Length > MostRows)
        {
            rows.Add(new EnvironRow("\u2026", string.Create(CultureInfo.InvariantCulture, $"{pairs.Length - MostRows} more"), IsType: true));
        }

        return rows;
    }

    private static EnvironRow Of(string key, object? value) => value switch
    {
        null => new(key, "null", IsType: true),
        string text => new(key, ShownText.Line(text)),
        bool flag => new(key, flag ? "true" : "false"),
        (int major, int minor) => new(key, string.Create(CultureInfo.InvariantCulture, $"({major}, {minor})")),
        int or long or double or decimal or DateTimeOffset or DateTime or TimeSpan or Guid =>
            new(key, ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)),
        Type type => new(key, ShownText.Line(ClrNames.Short(type)), IsType: true),
        _ => new(key, ShownText.Line(ClrNames.Short(value.GetType())), IsType: true),
    };
}
