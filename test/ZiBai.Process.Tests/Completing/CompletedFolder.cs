using ZiBai.Process.Tests.Samples;
using ZiBai.Process.Tests.Stopping;

namespace ZiBai.Process.Tests.Completing;

/// <summary>A folder with apps to complete.</summary>
internal sealed class CompletedFolder : IDisposable
{
    /// <summary>The environment of a shell that finds the tool.</summary>
    public static readonly IReadOnlyDictionary<string, string?> ToolInPath = new Dictionary<string, string?>
    {
        ["DOTNET_ROOT"] = BuiltProgram.DotnetRoot,
        ["PATH"] = $"{System.IO.Path.GetDirectoryName(Redirected.Tool)}:{System.Environment.GetEnvironmentVariable("PATH")}",
        ["ZIBAI_APP_DIR"] = null,
    };

    private readonly TempFolder _folder = new();

    public CompletedFolder()
    {
        Put("hello.cs", Sources.Text.App("one"));
        Put("hello.txt", "");
        Put("my app.cs", Sources.Text.App("two"));
        Put("shop.cs", Shop.Text);
        Put("apps/other.cs", Sources.Text.App("three"));
        Put("apps/below/zibai.json", "");
    }

    public string Path => _folder.Path;

    /// <summary>The environment of a shell that finds the tool, and is at home here.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>(ToolInPath) { ["HOME"] = Path, ["TERM"] = "dumb" };

    public void Put(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllText(_folder.File(name), text);
    }

    public void Dispose() => _folder.Dispose();
}
