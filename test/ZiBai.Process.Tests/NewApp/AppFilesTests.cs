using ZiBai.Cli.NewApp;
using ZiBai.Process.Tests.Packaging;

namespace ZiBai.Process.Tests.NewApp;

public sealed class AppFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/opt/a;b")]
    [InlineData("/opt/per%20cent & $(more) 'quoted' @(all) <b>")]
    public async Task ItsTestsFindTheServerWhateverItsFolderIsCalled(string folder)
    {
        AppFiles.Of(AppName.Parse("hello"), folder).WriteTo(_folder.Path);

        var output = await DotnetCommand.RunAsync(["msbuild", "hello.Tests", "-getProperty:ZiBaiFolder"], folder: _folder.Path);

        Assert.Equal(folder, output.Trim());
    }
}
