using System.Reflection;
using System.Text;
using System.Text.Json;
using ZiBai.Control;

namespace ZiBai.Tests.Control;

public sealed class OptionsJsonTests
{
    public static TheoryData<string> Names => [.. OptionsJson.Properties.Select(static property => property.Name)];

    [Fact]
    public void EveryOptionIsTold() =>
        Assert.Equal(
            typeof(ZiBaiOptions).GetProperties().Select(static property => property.Name).Except([nameof(ZiBaiOptions.Answer)]),
            OptionsJson.Properties.Select(static property => property.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void AnOptionThatIsSetSurvives(string name)
    {
        var property = typeof(ZiBaiOptions).GetProperty(name)!;
        var options = new ZiBaiOptions();
        var other = Other(property, property.GetValue(options));
        property.SetValue(options, other);

        var text = Write(options);
        var read = property.GetValue(Read(text));

        Assert.Equal(other, read);
        Assert.NotEqual(property.GetValue(new ZiBaiOptions()), read);
    }

    [Theory]
    [InlineData("""{ "Colour": "red" }""")]
    [InlineData("""{ "Listen": [null] }""")]
    public void WhatIsNoOptionIsRefused(string text) => Assert.Throws<FormatException>(() => Read(text));

    private static object Other(PropertyInfo property, object? value) => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) switch
    {
        var type when type == typeof(string) => "\u96ea \"\n" + value,
        var type when type == typeof(bool) => !(bool)value!,
        var type when type == typeof(int) => int.MaxValue,
        var type when type == typeof(long) => long.MaxValue,
        var type when type == typeof(TimeSpan) => new TimeSpan(123_456_789_012_345),
        var type when type.IsEnum => Enum.GetValues(type).Cast<object>().Last(each => !each.Equals(value)),
        _ => new[] { "[::1]:80", "" },
    };

    private static string Write(ZiBaiOptions options)
    {
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            OptionsJson.Write(json, options);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static ZiBaiOptions Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return OptionsJson.Read(json.RootElement);
    }
}
