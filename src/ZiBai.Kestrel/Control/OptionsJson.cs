using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace ZiBai.Control;

/// <summary>Writes and reads <see cref="ZiBaiOptions"/> as JSON: those that are not as they are by default, by their properties' names.</summary>
internal static class OptionsJson
{
    /// <summary>The options that a worker is told.</summary>
    public static IReadOnlyList<PropertyInfo> Properties { get; } =
        Array.FindAll(typeof(ZiBaiOptions).GetProperties(), static property => property.Name != nameof(ZiBaiOptions.Answer));

    /// <summary>Writes them into the object that is open.</summary>
    public static void Write(Utf8JsonWriter json, ZiBaiOptions options)
    {
        var usual = new ZiBaiOptions();
        foreach (var property in Properties)
        {
            var value = property.GetValue(options);
            if (!Equals(value, property.GetValue(usual)))
            {
                json.WritePropertyName(property.Name);
                WriteValue(json, value);
            }
        }
    }

    /// <exception cref="FormatException">There is no option of a name, or a text is null.</exception>
    /// <exception cref="InvalidOperationException">A value is of another kind than the option.</exception>
    public static ZiBaiOptions Read(JsonElement json)
    {
        var options = new ZiBaiOptions();
        foreach (var value in json.EnumerateObject())
        {
            var property = typeof(ZiBaiOptions).GetProperty(value.Name) ?? throw new FormatException($"There is no option '{value.Name}'.");
            property.SetValue(options, ReadValue(value.Value, property.PropertyType));
        }

        return options;
    }

    /// <summary>Writes texts as an array.</summary>
    public static void WriteTexts(Utf8JsonWriter json, IReadOnlyList<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>The texts of an array.</summary>
    public static string[] ReadTexts(JsonElement json)
    {
        var texts = new string[json.GetArrayLength()];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = json[i].GetString() ?? throw new FormatException("A text is null.");
        }

        return texts;
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool isSet:
                json.WriteBooleanValue(isSet);
                break;
            case TimeSpan time:
                json.WriteNumberValue(time.Ticks);
                break;
            case int or long or Enum:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case IReadOnlyList<string> texts:
                WriteTexts(json, texts);
                break;
            default:
                throw new NotSupportedException($"An option of the type {value.GetType()} cannot be told to a worker.");
        }
    }

    private static object? ReadValue(JsonElement json, Type type)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) ? json.GetString()
            : type == typeof(bool) ? json.GetBoolean()
            : type == typeof(int) ? json.GetInt32()
            : type == typeof(long) ? json.GetInt64()
            : type == typeof(TimeSpan) ? new TimeSpan(json.GetInt64())
            : type.IsEnum ? Enum.ToObject(type, json.GetInt64())
            : ReadTexts(json);
    }
}
