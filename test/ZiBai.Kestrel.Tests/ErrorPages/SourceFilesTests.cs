using System.Diagnostics;
using ZiBai.ErrorPages;
using ZiBai.Testing;

namespace ZiBai.Tests.ErrorPages;

public sealed class SourceFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(1, 1, 5)]
    [InlineData(3, 1, 7)]
    [InlineData(10, 5, 14)]
    [InlineData(20, 15, 20)]
    public void LinesAroundTheOneThatCountsAreShown(int line, int first, int last)
    {
        var path = Write(string.Concat(Enumerable.Range(1, 20).Select(static number => $"line {number}\n")));

        var source = Failing.Sources.Around(path, line);

        Assert.Equal(Enumerable.Range(first, last - first + 1).Select(static number => $"line {number}"), source.Lines);
        Assert.Equal((first, line, null), (source.FirstLine, source.MarkedLine, source.Note));
    }

    [Fact]
    public void CommonIndentationIsTakenOffAndTabsAreFourBlanks() =>
        Assert.Equal(["{", "    a", "", "}"], Failing.Sources.Around(Write("\t{\r\n\t\ta  \r\n\r\n    }\r\n"), 2).Lines);

    [Fact]
    public void ControlCharactersAreEscapedAndLongLinesCut()
    {
        var lines = Failing.Sources.Around(Write($"a\u001b[31m\n{new string('x', 5000)}\n"), 1).Lines;

        Assert.Equal(@"a\u001B[31m", lines[0]);
        Assert.Equal(new string('x', 240) + " \u2026", lines[1]);
    }

    [Fact]
    public void AFileThatIsNotThereIsSaidNotToBe() => AssertNone("not on this machine", Failing.Sources.Around(_folder.File("gone.cs"), 1));

    [Fact]
    public void AFolderIsNoFile() => AssertNone("not on this machine", Failing.Sources.Around(_folder.Path, 1));

    [Fact]
    public void APathThatIsNotWholeIsNotLookedFor() => AssertNone("do not say where", Failing.Sources.Around(Path.GetFileName(Failing.ThisFile), 1));

    [Fact]
    public void AnEmptyFileIsSaidToBe() => AssertNone("is empty", Failing.Sources.Around(Write(""), 1));

    [Fact]
    public void AFileThatIsTooLargeIsNotRead() => AssertNone("too large", Failing.Sources.Around(Write(new string('\n', (1 << 20) + 1)), 1));

    [Fact]
    public void AFileThatHasBecomeShorterIsSaidToHaveChanged() => AssertNone("no line 9 any more", Failing.Sources.Around(Write("a\nb\n"), 9));

    [Fact]
    public void AFileThatIsNewerThanTheAppIsShownWithAWarning()
    {
        var path = Write("a\n");
        var source = new SourceFiles(new DateTimeOffset(File.GetLastWriteTimeUtc(path)).AddMinutes(-1)).Around(path, 1);

        Assert.Equal(["a"], source.Lines);
        Assert.Contains("changed after the app was loaded", source.Note, StringComparison.Ordinal);
    }

    /// <summary>To open it would be to wait for who never writes.</summary>
    [Fact]
    public void APipeIsNeverOpened()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using (var mkfifo = System.Diagnostics.Process.Start(new ProcessStartInfo("mkfifo", [_folder.File("pipe")]))!)
        {
            Assert.True(mkfifo.WaitForExit(Timeouts.Default));
        }

        AssertNone("is empty", Failing.Sources.Around(_folder.File("pipe"), 1));
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertNone(string note, SourceExcerpt source)
    {
        Assert.Empty(source.Lines);
        Assert.Contains(note, source.Note, StringComparison.Ordinal);
    }

    private string Write(string text)
    {
        File.WriteAllText(_folder.File("app.cs"), text);
        return _folder.File("app.cs");
    }
}
