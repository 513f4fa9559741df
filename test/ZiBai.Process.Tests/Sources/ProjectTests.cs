namespace ZiBai.Process.Tests.Sources;

/// <summary>The tool builds and serves projects.</summary>
public sealed class ProjectTests : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <AssemblyName>another</AssemblyName>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
        </Project>
        """;

    // What the SDK that runs these tests sets for its own children; another build must not take it over.
    private static readonly Dictionary<string, string?> _environment = new()
    {
        ["MSBuildSDKsPath"] = null,
        ["MSBuildExtensionsPath"] = null,
        ["MSBuildLoadMicrosoftTargetsReadOnly"] = null,
        ["MSBUILD_EXE_PATH"] = null,
        ["DOTNET_HOST_PATH"] = null,
        ["PATH"] = $"{Samples.BuiltProgram.DotnetRoot}:{Environment.GetEnvironmentVariable("PATH")}",
    };

    // Base-library types alone: there is nothing to restore.
    private static readonly string _source = Text.App("built")
        .Replace("object?", "object", StringComparison.Ordinal)
        .Replace("]!", "]", StringComparison.Ordinal)
        .Replace("StartResponse startResponse", "Func<string, IReadOnlyList<(string, string)>, Exception, Action<byte[]>> startResponse", StringComparison.Ordinal)
        .Replace("\"200 OK\", []", "\"200 OK\", [], null", StringComparison.Ordinal)
        .Replace("ReadOnlyMemory<byte>", "byte[]", StringComparison.Ordinal);

    private readonly SourceApp _app = new("// Of no concern.");

    public ProjectTests()
    {
        _app.Write("shop/shop.csproj", Project);
        _app.Write("shop/Shop.cs", _source);
    }

    [Fact]
    public async Task ProjectIsBuiltForReleaseAndServed()
    {
        await using var tool = await _app.StartReadyAsync("shop:App", "-p 2", _environment);

        Assert.Equal("built", await SourceApp.GetAsync(tool));
        Assert.True(File.Exists(Path.Combine(_app.Folder, "shop/bin/Release/net10.0/another.dll")));
        Assert.All(tool.Stderr.Split('\n'), static line => Assert.Contains(" INFO ", line, StringComparison.Ordinal));
        Assert.DoesNotContain("shop", tool.Stdout, StringComparison.Ordinal);
    }

    /// <summary>Optimised code may name the line of the call above. A build for release that is there already does not count.</summary>
    [Fact]
    public async Task ForDebuggingTheLineThatThrewIsNamed()
    {
        var lines = _source.Split('\n');
        lines[4] = "        var text = environ[\"PATH_INFO\"].ToString();\n        _ = int.Parse(text);";
        _app.Write("shop/Shop.cs", string.Join('\n', lines));

        Assert.Contains("Shop.cs:line 5", await TraceAsync(""), StringComparison.Ordinal);
        Assert.Contains("Shop.cs:line 6", await TraceAsync("--debug"), StringComparison.Ordinal);

        async Task<string> TraceAsync(string options)
        {
            await using var tool = await _app.StartReadyAsync("shop:App", options, _environment);
            await SourceApp.GetAsync(tool);
            return (await tool.WaitForLineAsync(@"Shop\.cs:line", ChildOutput.Stderr)).Text;
        }
    }

    [Fact]
    public async Task BuildThatFailsIsShown()
    {
        _app.Write("shop/Shop.cs", "broken");

        var said = await _app.FailAsync("shop/shop.csproj:App", "-p 1", _environment);

        Assert.Contains("zibai: error: 'shop/shop.csproj:App' could not be built: 'dotnet build' of ", said, StringComparison.Ordinal);
        Assert.Matches(@"Shop\.cs\(1,\d+\): error CS", said);
    }

    [Fact]
    public async Task WithoutTheSdkItIsSaidWhatToDo()
    {
        var said = await _app.FailAsync("shop:App", environment: new Dictionary<string, string?> { ["PATH"] = "/nowhere" });

        Assert.Contains("'dotnet' could not be started to build it", said, StringComparison.Ordinal);
        Assert.Contains("Install the .NET SDK", said, StringComparison.Ordinal);
    }

    public void Dispose() => _app.Dispose();
}
