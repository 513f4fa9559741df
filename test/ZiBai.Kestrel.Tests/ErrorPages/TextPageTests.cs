using ZiBai.ErrorPages;

namespace ZiBai.Tests.ErrorPages;

public sealed class TextPageTests
{
    private static readonly Exception _failure = Failing.Thrown(new InvalidOperationException("Two\nlines\u001b[31m.", Failing.Thrown(new FormatException("inner"))));

    [Fact]
    public void TheExceptionsItsLinesAndTheEnvironAreTold()
    {
        var line = CallStack.Of(_failure, Failing.Sources, out _)[0].Line;

        var text = TextPage.Of(Failing.Report(_failure, [new("wsgi.input", typeof(InputStream)), new("PATH_INFO", "/"), new("SCRIPT_NAME", "")]));

        Assert.StartsWith(
            $"""
            500 Internal Server Error: GET http://localhost/ HTTP/1.1

            System.InvalidOperationException: Two
                lines\u001B[31m.

                at ZiBai.Tests.ErrorPages.Failing.Thrown(Exception exception) in {Failing.ThisFile}:{line}

            """,
            text,
            StringComparison.Ordinal);
        Assert.Contains($"\n      >    {line}          throw exception; // thrown here\n", text, StringComparison.Ordinal);
        Assert.Contains("\nCaused by System.FormatException: inner\n", text, StringComparison.Ordinal);
        Assert.Contains("\n    The whole stack:\n        at ZiBai.Tests.ErrorPages.Failing.Thrown(", text, StringComparison.Ordinal);
        Assert.Contains("\nenviron:\n    PATH_INFO    /\n    SCRIPT_NAME  \"\"\n    wsgi.input   <InputStream>\n\nZi Bai ", text, StringComparison.Ordinal);
        Assert.EndsWith("a plain 500.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void NoControlCharacterIsLeftAndNoLineEndsInBlanks()
    {
        var text = TextPage.Of(Failing.Report(_failure, [new("a\u001b]0;title\a", "b\r\nc\u0085")], "http://localhost/\u0007"));

        Assert.DoesNotContain(text, static c => char.IsControl(c) && c != '\n');
        Assert.All(text.Split('\n'), static line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public void AFailureWithoutAnExceptionIsTold() => Assert.Contains("it failed", TextPage.Of(Failing.Report()), StringComparison.Ordinal);
}
