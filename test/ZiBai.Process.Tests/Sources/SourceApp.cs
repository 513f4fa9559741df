using ZiBai.Cli.Sources;

namespace ZiBai.Process.Tests.Sources;

/// <summary>An app that is source, in a folder of the test's own, with a cache of its own.</summary>
internal sealed class SourceApp : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>Makes the folder.</summary>
    /// <param name="text">The text of <c>app.cs</c>.</param>
    public SourceApp(string text) => Write("app.cs", text);

    /// <summary>The app's folder, as the system names it: traces do, too.</summary>
    public string Folder => _folder.Path;

    /// <summary>The files in the cache.</summary>
    public IReadOnlyList<string> Cached => Directory.Exists(CacheFolder) ? Directory.GetFiles(CacheFolder) : [];

    public string CacheFolder => _folder.File(".cache/zibai");

    /// <summary>Whether a process is the compiler of a <c>zibai</c>. Linux.</summary>
    public static bool IsCompiler(int pid) => SystemProcess.StartEnvironment(pid).Split('\0').Contains($"{CompilerChild.Variable}=1");

    /// <summary>Writes a file, in one step as editors do.</summary>
    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllText(_folder.File(name + ".new"), text);
        File.Move(_folder.File(name + ".new"), _folder.File(name), overwrite: true);
    }

    /// <summary>Starts the tool in the folder.</summary>
    public ChildProcess Start(string app, string options = "", IReadOnlyDictionary<string, string?>? environment = null) => ZiBaiTool.Start(
        [app, "-l", "127.0.0.1:0", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)], Environment(environment), _folder.Path);

    /// <summary>Starts the tool in the folder, and waits until it is ready.</summary>
    public async Task<ChildProcess> StartReadyAsync(string app = "app:App", string options = "", IReadOnlyDictionary<string, string?>? environment = null) =>
        await ZiBaiTool.StartReadyAsync(
            [app, "-l", "127.0.0.1:0", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)], Environment(environment), _folder.Path);

    /// <summary>One request.</summary>
    public static async Task<string> GetAsync(ChildProcess tool, string target = "/")
    {
        await using var client = await RawConnection.ConnectAsync(Assert.Single(ZiBaiTool.ListenAddresses(tool)));
        return (await client.RequestAsync($"GET {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")).BodyText;
    }

    /// <summary>Starts one that is expected to fail, and gives what it says.</summary>
    public async Task<string> FailAsync(string app, string options = "", IReadOnlyDictionary<string, string?>? environment = null)
    {
        await using var tool = Start(app, options, environment);
        Assert.Equal(ExitCode.CannotLoad, await tool.WaitForExitAsync(TimeSpan.FromMinutes(3)));
        Assert.DoesNotContain("Exception", tool.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", tool.Stderr, StringComparison.Ordinal);
        return tool.Stderr;
    }

    public void Dispose() => _folder.Dispose();

    private Dictionary<string, string?> Environment(IReadOnlyDictionary<string, string?>? more)
    {
        var whole = new Dictionary<string, string?>(more ?? new Dictionary<string, string?>());
        whole.TryAdd("XDG_CACHE_HOME", _folder.File(".cache"));
        return whole;
    }
}
