using ZiBai.Supervision.Watching;
using ZiBai.Testing;

namespace ZiBai.Tests.Supervision.Watching;

public sealed class FilePatternsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("*.dll", "a.dll", true)]
    [InlineData("*.dll", "a.dlls", false)]
    [InlineData("*.dll", "a.DLL", false)]
    [InlineData("*.dll", "bin/a.dll", false)]
    [InlineData("*.dll;appsettings.json", "appsettings.json", true)]
    [InlineData(" *.dll ; *.json ", "a.json", true)]
    [InlineData("*.dll;", "a.json", false)]
    [InlineData("**/*.dll", "a.dll", true)]
    [InlineData("**/*.dll", "out/net10.0/a.dll", true)]
    [InlineData("**.dll", "out/net10.0/a.dll", true)]
    [InlineData("**/*.dll", "bin/net10.0/a.dll", false)]
    [InlineData("**.dll", "a/obj/a.dll", false)]
    [InlineData("**/*", ".git/index", false)]
    [InlineData("**/*", "web/node_modules/a/package.json", false)]
    [InlineData("**/*.dll", ".cache/zibai/a.dll", false)]
    [InlineData("**/*", "robin/a.dll", true)]
    [InlineData("bin/**/*.dll", "bin/net10.0/a.dll", true)]
    [InlineData("bin/**/*.dll", "bin/obj/a.dll", false)]
    [InlineData("**/bin/*.dll", "a/bin/a.dll", true)]
    [InlineData("**/*.cs;bin/**/*.dll", "bin/net10.0/a.dll", true)]
    [InlineData("**/*.cs;bin/**/*.dll", "bin/a.cs", false)]
    [InlineData(FilePatterns.Usual, "a/Hello.cs", true)]
    [InlineData(FilePatterns.Usual, "Hello.csproj", true)]
    [InlineData(FilePatterns.Usual, "hello.dll", true)]
    [InlineData(FilePatterns.Usual, "appsettings.json", true)]
    [InlineData(FilePatterns.Usual, ".env", true)]
    [InlineData(FilePatterns.Usual, "data/rows.json", false)]
    [InlineData(FilePatterns.Usual, "obj/Debug/Hello.AssemblyInfo.cs", false)]
    [InlineData("bin/*.dll", "bin/a.dll", true)]
    [InlineData("bin\\*.dll", "bin/a.dll", true)]
    [InlineData("bin/*.dll", "obj/a.dll", false)]
    [InlineData("bin/", "bin/net10.0/a.dll", true)]
    [InlineData("a..b", "a..b", true)]
    public void AFileIsMeantOrNot(string patterns, string file, bool meant)
    {
        var path = _folder.File(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        var globs = new FilePatterns(_folder.Path, patterns);

        Assert.Equal(meant, globs.Match(path));
        Assert.Equal(meant ? [path] : [], globs.Files());
    }

    [Fact]
    public void TheGlobsWithoutAFileAreKnown()
    {
        Directory.CreateDirectory(_folder.File("bin"));
        string[] files = [_folder.File("a.cs"), _folder.File("bin/a.dll")];
        Array.ForEach(files, file => File.WriteAllText(file, ""));

        Assert.Equal(["x/**", "**/*.dll"], new FilePatterns(_folder.Path, "*.cs;x/**;**/*.dll;bin/*.dll").Without(files));
    }

    [Theory]
    [InlineData("*.dll", false)]
    [InlineData("*.dll;a.json", false)]
    [InlineData("*.dll;conf/a.json", true)]
    [InlineData("conf\\a.json", true)]
    [InlineData("**/*.dll", true)]
    [InlineData("**.dll", true)]
    [InlineData("**", true)]
    public void WhetherTheyReachBelowIsKnown(string patterns, bool reach) => Assert.Equal(reach, new FilePatterns(_folder.Path, patterns).ReachBelow);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" ; ;")]
    public void WithoutAGlobTheyAreWrong(string patterns) => Assert.Equal("there is no glob", FilePatterns.Wrong(patterns));

    [Theory]
    [InlineData("/etc/*", "/etc/*")]
    [InlineData("*.dll;../a", "../a")]
    [InlineData("a/../../b", "a/../../b")]
    [InlineData("a\\..\\b", "a/../b")]
    [InlineData("..", "..")]
    public void WhatLeadsOutIsWrong(string patterns, string culprit) => Assert.Equal($"'{culprit}' leads out of --app-dir", FilePatterns.Wrong(patterns));

    [Theory]
    [InlineData("*.dll;appsettings.json")]
    [InlineData("a..b")]
    [InlineData("**")]
    [InlineData("***")]
    [InlineData("**/**/*.cs;./a")]
    [InlineData("[a]{b}?!")]
    public void WhatIsNotWrongCanBeMade(string patterns)
    {
        Assert.Null(FilePatterns.Wrong(patterns));
        Assert.Empty(new FilePatterns(_folder.Path, patterns).Files());
    }

    [Fact]
    public void AFolderThatIsGoneHasNoFiles() => Assert.Empty(new FilePatterns(_folder.File("gone"), "**/*").Files());

    public void Dispose() => _folder.Dispose();
}
