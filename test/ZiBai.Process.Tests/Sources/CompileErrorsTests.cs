using ZiBai.Cli.Sources;

namespace ZiBai.Process.Tests.Sources;

public sealed class CompileErrorsTests
{
    [Fact]
    public void TabsBeforeTheColumnStayTabsAboveTheCaret() => Assert.Equal(
        ["/src/a.cs(3,4): error CS1: wrong", "\t\txx(1)", "\t\t ^"],
        LinesOf(new CompileError("/src/a.cs", 2, 3, "wrong", "CS1", "\t\txx(1)")));

    [Fact]
    public void ColumnBeyondTheLineHasItsCaretThere() => Assert.Equal("  x ^", string.Concat("  x", LinesOf(At(0, 4, "  x"))[2].AsSpan(3)));

    [Fact]
    public void PathBelowTheCurrentDirectoryIsRelativeToIt() => Assert.StartsWith(
        Path.Combine("sub", "a.cs") + "(1,1): error", LinesOf(At(0, 0) with { Path = Path.Combine(Environment.CurrentDirectory, "sub", "a.cs") })[0], StringComparison.Ordinal);

    [Fact]
    public void TenErrorsAreAllShown() => Assert.Equal(30, LinesOf([.. Enumerable.Range(0, 10).Select(static line => At(line, 0))]).Length);

    [Fact]
    public void OfMoreThanTenTheOthersAreCounted()
    {
        var lines = LinesOf([.. Enumerable.Range(0, 13).Reverse().Select(static line => At(line, 0))]);

        Assert.Equal((31, "and 3 more"), (lines.Length, lines[^1]));
        Assert.StartsWith("/src/a.cs(1,1)", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void SameErrorIsToldOnce() => Assert.Equal(3, LinesOf(At(1, 1), At(1, 1)).Length);

    [Fact]
    public void ErrorOfNoFileIsItsMessage() => Assert.Equal(["error CS5: wrong"], LinesOf(new CompileError("", 0, 0, "wrong", "CS5", "")));

    private static CompileError At(int line, int column, string text = "text") => new("/src/a.cs", line, column, "wrong", "CS1", text);

    private static string[] LinesOf(params CompileError[] errors) => CompileErrors.Describe(errors).Split(Environment.NewLine);
}
