using ZiBai.Cli.Completion;

namespace ZiBai.Process.Tests.Completing;

/// <summary>What cannot be read is completed as far as it goes, and never with an error.</summary>
public sealed class WrongModuleTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("nothing:")]
    [InlineData("below/nothing:")]
    [InlineData(":")]
    [InlineData(" :")]
    [InlineData("a:b:c")]
    [InlineData("C:/apps/")]
    [InlineData("nowhere/")]
    public void WhatIsNotThereIsNotCompleted(string typed)
    {
        Assert.Empty(Complete(typed));
        Assert.Empty(ImportCompletion.Of(ImportKind.App, _folder.File("nowhere"), typed));
    }

    [Fact]
    public void HalfWrittenSourceIsCompletedAsFarAsItGoes()
    {
        File.WriteAllText(_folder.File("app.cs"), Sources.Text.App("one")[..^40]);

        Assert.Equal(["app:App"], Complete("app:"));
    }

    [Fact]
    public void NoBeginningOfASourceFails()
    {
        for (var length = 0; length <= Shop.Text.Length; length += 7)
        {
            File.WriteAllText(_folder.File("app.cs"), Shop.Text[..length]);
            Assert.All(Enum.GetValues<ImportKind>(), kind => Complete("app:", kind));
        }
    }

    [Fact]
    public void NoBeginningOfAnAssemblyFails()
    {
        var whole = Shop.Compile(Shop.Text);
        for (var length = 0; length <= whole.Length; length += 61)
        {
            File.WriteAllBytes(_folder.File("app.dll"), whole[..length]);
            Complete("app:");
        }
    }

    [Fact]
    public void NoDamageToAnAssemblyFails()
    {
        var whole = Shop.Compile(Shop.Text);
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            var damaged = whole.ToArray();
            for (var changes = random.Next(1, 20); changes > 0; changes--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(_folder.File("app.dll"), damaged);
            Complete("app:");
        }
    }

    [Fact]
    public void HugeFileIsLeftOut()
    {
        Directory.CreateDirectory(_folder.File("site"));
        File.WriteAllText(_folder.File("site/app.cs"), Sources.Text.App("one"));
        File.WriteAllText(_folder.File("site/huge.cs"), Sources.Text.App("two").Replace("Words", "Huge", StringComparison.Ordinal) + new string(' ', 2_000_000));

        Assert.Equal(["site:App"], Complete("site:"));
        Assert.Empty(Complete("site/huge.cs:"));
    }

    [Fact]
    public void DeeplyNestedSourceIsCompletedOrNot()
    {
        File.WriteAllText(_folder.File("app.cs"), string.Concat(Enumerable.Repeat("public static class A { ", 30_000)));

        Complete("app:");
    }

    [Fact]
    public void LinksThatLeadNowhereOrInCirclesAreLeftOut()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateDirectory(_folder.File("site"));
        File.WriteAllText(_folder.File("site/app.cs"), Sources.Text.App("one"));
        File.CreateSymbolicLink(_folder.File("site/a.cs"), _folder.File("site/gone.cs"));
        File.CreateSymbolicLink(_folder.File("site/b.cs"), _folder.File("site/b.cs"));
        Directory.CreateSymbolicLink(_folder.File("site/circle"), _folder.File("site"));
        Directory.CreateSymbolicLink(_folder.File("itself"), _folder.File("itself"));

        Assert.Equal(["site:App"], Complete("site:"));
        Assert.Empty(Complete("site/b:"));
        Assert.Empty(Complete("itself:"));
        Assert.Empty(Complete("itself/"));
        Assert.Equal(["site/", "site:"], Complete("s"));
    }

    [Fact]
    public void LinkToAFileIsFollowed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.WriteAllText(_folder.File("real.cs"), Sources.Text.App("one"));
        File.CreateSymbolicLink(_folder.File("app.cs"), "real.cs");
        Directory.CreateSymbolicLink(_folder.File("below"), ".");

        Assert.Equal(["app:App"], Complete("app:"));
        Assert.Equal(["below/app:App"], Complete("below/app:"));
    }

    [Fact]
    public void ModulesAreOfferedThoughAFolderCannotBeRead()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.WriteAllText(_folder.File("app.cs"), "");
        Directory.CreateDirectory(_folder.File("locked"), UnixFileMode.None);

        Assert.Equal(["app:"], Complete("a"));
        Assert.Equal(["app:"], Complete(""));
        Assert.Empty(Complete("locked:"));
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<string> Complete(string typed, ImportKind kind = ImportKind.App) => ImportCompletion.Of(kind, _folder.Path, typed);
}
