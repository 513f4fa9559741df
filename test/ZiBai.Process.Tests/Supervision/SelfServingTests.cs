using ZiBai.Process.Tests.Samples;

namespace ZiBai.Process.Tests.Supervision;

public sealed class SelfServingTests
{
    [Fact]
    public Task ProgramStartedByItsExecutableServesWithWorkers() =>
        ServesWithWorkersAsync(BuiltProgram.Start("SelfServing", ["-l", "127.0.0.1:0", "-p", "2"]));

    [Fact]
    public Task ProgramStartedByDotnetServesWithWorkers() => ServesWithWorkersAsync(ChildProcess.Start(
        Path.Combine(BuiltProgram.DotnetRoot, "dotnet"),
        [Path.Combine(BuiltApp.FolderOf("samples/SelfServing"), "SelfServing.dll"), "-l", "127.0.0.1:0", "-p", "2"]));

    private static async Task ServesWithWorkersAsync(ChildProcess program)
    {
        await using var server = await Supervised.OfAsync(program);
        var before = server.Serving;
        Assert.Equal(2, before.Count);
        Assert.Equal("Hello from my own program!\n", (await server.GetAsync()).BodyText);

        await server.RollAsync();

        Assert.Equal(2, server.Serving.Except(before).Count());
        Assert.Equal("Hello from my own program!\n", (await server.GetAsync()).BodyText);
        Assert.Equal(0, await server.EndAsync());
        Assert.Empty(server.Running);
        Assert.DoesNotMatch("ERROR|WARNING", server.Tool.Stderr);
    }
}
