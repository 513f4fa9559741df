using ZiBai.Response;

namespace ZiBai.Tests.Response;

public sealed class PrintableTests
{
    [Fact]
    public void TextWithoutControlCharactersIsTheSame()
    {
        const string Text = "Z\u00ee B\u00e1i \u4f60\u597d \U0001f600 \\ \u00a0";

        Assert.Same(Text, Printable.Escape(Text));
    }

    [Fact]
    public void EveryControlCharacterAndLineSeparatorIsEscapedAndNothingElse()
    {
        foreach (var c in Enumerable.Range(0, char.MaxValue + 1).Select(static code => (char)code))
        {
            Assert.Equal(char.IsControl(c) || c is '\u2028' or '\u2029', Printable.Escape(c.ToString()) != c.ToString());
        }
    }

    [Theory]
    [InlineData("a\r\n\tb", @"a\r\n\tb")]
    [InlineData("\0a\u007f", @"\u0000a\u007F")]
    [InlineData("\u2028a", @"\u2028a")]
    public void EscapesAreThoseOfCSharp(string text, string escaped) => Assert.Equal(escaped, Printable.Escape(text));
}
