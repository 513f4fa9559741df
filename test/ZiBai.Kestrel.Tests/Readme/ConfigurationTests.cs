using System.Text.Json;
using ZiBai.CommandLine;
using ZiBai.Supervision.Watching;
using ZiBai.Testing;
using ZiBai.Tests.Repository;

namespace ZiBai.Tests.Readme;

/// <summary>What README.md says of the places where options are given.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void TheFileAndTheLineShownGiveWhatTheySay()
    {
        var path = _folder.File("zibai.json");
        File.WriteAllText(path, Repo.Blocks("json").Single(block => block.Contains("\"max-workers\"", StringComparison.Ordinal)));
        var words = Repo.Blocks("sh").Single(block => block.StartsWith("ZIBAI_", StringComparison.Ordinal)).Trim().Split(' ');
        var variables = words.TakeWhile(word => word != "zibai").Select(word => word.Split('=')).Select(pair => KeyValuePair.Create(pair[0], pair[1]));
        var args = words.SkipWhile(word => word != "zibai").Skip(1).Select(word => word == "zibai.json" ? path : word);

        var options = ZiBaiCommand.Parse([.. args], appFromProgram: false, variables);

        Assert.Null(options.Answer);
        Assert.Equal(
            JsonSerializer.Serialize(new ZiBaiOptions
            {
                App = "hello:App",
                Listen = ["127.0.0.1:8000", "unix:/run/hello/app.sock"],
                MaxWorkers = 30,
                Subprocess = 4,
                Config = path,
            }),
            JsonSerializer.Serialize(options));
    }

    [Fact]
    public void TheGlobsOfReloadAreThoseShown() => Assert.Contains($"`--reload` watches `{FilePatterns.Usual}`", Repo.Readme, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();
}
