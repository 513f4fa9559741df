using System.Collections;
using System.Globalization;
using CsCheck;

namespace ZiBai.Tests.Environ;

/// <summary>One operation on a dictionary: its text for a failure's message, and what it answers, as text.</summary>
internal sealed record EnvironOperation(string Text, Func<IDictionary<string, object?>, object?> Run)
{
    /// <summary>The answer, or the type of the exception.</summary>
    public string Answer(IDictionary<string, object?> environ)
    {
        try
        {
            return EnvironOperations.Show(Run(environ));
        }
        catch (Exception exception)
        {
            return exception.GetType().Name;
        }
    }
}

/// <summary>Random operations, each of which a dictionary and an environ have to answer alike.</summary>
internal static class EnvironOperations
{
    public static readonly string[] Keys =
    [
        "REQUEST_METHOD", "PATH_INFO", "CONTENT_TYPE", "CONTENT_LENGTH", "wsgi.input", "wsgi.errors", "wsgi.version", "wsgi.run_once",
        "zibai.features", "zibai.request_aborted",
        "HTTP_HOST", "HTTP_COOKIE", "HTTP_X_ONE", "HTTP_X_EMPTY", "HTTP_X_REPEATED", "HTTP_X_UNDER",
        "HTTP_ABSENT", "HTTP_", "HTTP_x_one", "HTTP_X-ONE", "HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH", "http_host", "request_method",
        "custom.one", "custom.two", "",
    ];

    private static readonly object?[] _values = [null, "", "GET", "text/plain", "a=1; b=2", "changed", 1, true, false, (1, 0)];

    /// <summary>Any one operation.</summary>
    public static readonly Gen<EnvironOperation> Any = Simple().SelectMany(static simple => Gen.Frequency(
        (11, Gen.Const(simple)),
        (1, Gen.Int[0, 40].Select(after => ChangeDuringEnumeration(after, simple)))));

    /// <summary>A value as text. What is made anew for each environ is told by its type.</summary>
    public static string Show(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        KeyValuePair<string, object?> pair => $"{pair.Key}={Show(pair.Value)}",
        InputStream or TextWriter => value.GetType().Name,
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    /// <summary>The items as one text, whatever their order.</summary>
    public static string All(IEnumerable items) => string.Join('\n', items.Cast<object?>().Select(Show).Order(StringComparer.Ordinal));

    private static Gen<EnvironOperation> Simple() => Gen.Select(
        Gen.Int[0, 95],
        Gen.Frequency((1, Gen.Const(static () => (string)null!)), (39, Gen.OneOf(Keys))),
        Gen.Int[0, _values.Length - 1],
        Gen.Int[-1, 60],
        static (kind, key, value, index) => Operation(kind, key, _values[value], index));

    private static EnvironOperation Operation(int kind, string key, object? value, int index)
    {
        var pair = KeyValuePair.Create(key, value);
        var call = $"({Show(key)}, {Show(value)})";
        return (kind / 4) switch
        {
            0 or 1 => new($"get ({Show(key)})", d => d[key]),
            2 or 3 or 4 => new("set " + call, d => d[key] = value),
            5 or 6 => new("Add " + call, Do(d => d.Add(key, value))),
            7 => new("TryGetValue " + Show(key), d => d.TryGetValue(key, out var found) ? Show(found) : "none"),
            8 => new("ContainsKey " + Show(key), d => d.ContainsKey(key)),
            9 or 10 or 11 => new("Remove " + Show(key), d => d.Remove(key)),
            12 => new("Add pair " + call, Do(d => d.Add(pair))),
            13 => new("Contains pair " + call, d => d.Contains(pair)),
            14 => new("Remove pair " + call, d => d.Remove(pair)),
            15 when kind % 4 == 0 => new("Clear", Do(d => d.Clear())),
            15 or 16 => new("Count", d => (d.Count, d.IsReadOnly)),
            17 => new("Keys", d => All(d.Keys)),
            18 => new("Values", d => All(d.Values)),
#pragma warning disable CA1841 // This view is what is tested.
            19 => new("Keys.Contains " + Show(key), d => d.Keys.Contains(key)),
#pragma warning restore CA1841
            20 => new("Values.Contains " + Show(value), d => d.Values.Contains(value)),
            21 => CopyTo(index),
            _ => ChangeOfAView(kind % 8, key, value),
        };
    }

    private static Func<IDictionary<string, object?>, object?> Do(Action<IDictionary<string, object?>> action) => d =>
    {
        action(d);
        return "done";
    };

    private static EnvironOperation CopyTo(int index) => new($"CopyTo at {index}", d =>
    {
        var copied = new KeyValuePair<string, object?>[50];
        var keys = new string[50];
        var values = new object?[50];
        d.CopyTo(copied, index);
        d.Keys.CopyTo(keys, index);
        d.Values.CopyTo(values, index);
        return All(copied) + All(keys) + All(values) + Array.IndexOf(keys, null, index);
    });

    private static EnvironOperation ChangeOfAView(int which, string key, object? value) => which switch
    {
        0 => new("Keys.Add " + Show(key), Do(d => d.Keys.Add(key))),
        1 => new("Keys.Remove " + Show(key), d => d.Keys.Remove(key)),
        2 => new("Values.Add " + Show(value), Do(d => d.Values.Add(value))),
        3 => new("Values.Clear", Do(d => d.Values.Clear())),
        4 => new("CopyTo null", Do(d => d.CopyTo(null!, 0))),
        5 => new("Keys.CopyTo null", Do(d => d.Keys.CopyTo(null!, 0))),
        6 => new("Values.Remove " + Show(value), d => d.Values.Remove(value)),
        _ => new("views", d => (d.Keys.Count, d.Keys.IsReadOnly, d.Values.Count, d.Values.IsReadOnly)),
    };

    /// <summary>The order is each dictionary's own, so what comes after the change is only told by whether it throws.</summary>
    private static EnvironOperation ChangeDuringEnumeration(int after, EnvironOperation change) => new($"enumerate {after}, then {change.Text}", d =>
    {
        // An empty Dictionary hands out a shared enumerator that notices nothing.
        if (d.Count == 0)
        {
            return "empty";
        }

        using var items = d.GetEnumerator();
        for (var i = 0; i < Math.Min(after, d.Count); i++)
        {
            Assert.True(items.MoveNext());
        }

        var answer = change.Answer(d);
        items.MoveNext();
        return answer;
    });
}
