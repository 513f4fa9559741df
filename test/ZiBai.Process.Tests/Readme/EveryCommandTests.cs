using System.Reflection;

namespace ZiBai.Process.Tests.Readme;

/// <summary>No command of README.md goes untried.</summary>
public sealed class EveryCommandTests
{
    private static readonly string[] _claims =
        [.. typeof(EveryCommandTests).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Append<MemberInfo>(type))
            .SelectMany(static member => member.GetCustomAttributes<RunsCommandAttribute>()).Select(static claim => claim.Beginning).Distinct()];

    [Fact]
    public void EachIsRunByATest() =>
        Assert.All(
            ReadmeText.Commands,
            static command => Assert.True(
                _claims.Any(claim => command.StartsWith(claim, StringComparison.Ordinal)), $"No test says with {nameof(RunsCommandAttribute)} that it runs: {command}"));

    [Fact]
    public void EachThatATestSaysItRunsIsThere() =>
        Assert.All(_claims, static claim => Assert.Contains(ReadmeText.Commands, command => command.StartsWith(claim, StringComparison.Ordinal)));

    /// <summary>A run of all tests cannot run itself: this is what makes each change run them so.</summary>
    [Fact]
    [RunsCommand("bash test/run.sh")]
    public async Task TheTestsAreRunByTheCommandThatIsShown() =>
        Assert.EndsWith($" {ReadmeText.Command("bash test/run.sh")}\n", await File.ReadAllTextAsync(Path.Combine(BuiltApp.Repository, ".ci", "run")), StringComparison.Ordinal);
}
