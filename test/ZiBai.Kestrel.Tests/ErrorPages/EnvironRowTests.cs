using ZiBai.ErrorPages;

namespace ZiBai.Tests.ErrorPages;

public sealed class EnvironRowTests
{
    public static TheoryData<object?, string, bool> Values() => new()
    {
        { "text", "text", false },
        { "", "", false },
        { "a\r\nb\u001b", @"a\r\nb\u001B", false },
        { new string('x', 2000), new string('x', 1000) + " \u2026", false },
        { true, "true", false },
        { 7, "7", false },
        { 1.5, "1.5", false },
        { (1, 0), "(1, 0)", false },
        { null, "null", true },
        { typeof(InputStream), "InputStream", true },
        { new List<string> { "a" }, "List<string>", true },
        { new Untellable(), "Untellable", true },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void AValueIsShownAsTextAndAnObjectAsItsType(object? value, string shown, bool isType) =>
        Assert.Equal([new EnvironRow("key", shown, isType)], EnvironRow.Of([new("key", value)]));

    [Fact]
    public void RowsAreSortedByTheirKeys() =>
        Assert.Equal(["B", "C", "a", "wsgi.x"], EnvironRow.Of([new("wsgi.x", ""), new("a", ""), new("C", ""), new("B", "")]).Select(static row => row.Key));

    [Fact]
    public void AKeyIsMadeFitForALine() => Assert.Equal(@"a\nb", EnvironRow.Of([new("a\nb", "")])[0].Key);

    [Fact]
    public void TooManyRowsAreCounted()
    {
        var rows = EnvironRow.Of(Enumerable.Range(1000, 350).Select(static number => KeyValuePair.Create($"{number}", (object?)"")));

        Assert.Equal((301, "50 more"), (rows.Count, rows[^1].Value));
    }

    private sealed class Untellable
    {
        public override string ToString() => throw new InvalidOperationException("Nobody asked.");
    }
}
