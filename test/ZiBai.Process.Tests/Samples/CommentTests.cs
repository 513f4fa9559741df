namespace ZiBai.Process.Tests.Samples;

/// <summary>What holds for all samples.</summary>
public sealed class CommentTests
{
    public static TheoryData<string> Files =>
        new(Directory.EnumerateFiles(Path.Combine(BuiltApp.Repository, "samples"), "*.cs").Select(static file => Path.GetFileName(file)!).Order());

    [Theory]
    [MemberData(nameof(Files))]
    public void EachSaysItsIdeaHowToServeItAndWhatToSee(string file)
    {
        var comment = SampleComment.Of($"samples/{file}");

        Assert.Matches("^[A-Z][a-z ]+: ", comment.Idea);
        Assert.Equal(["zibai", $"samples/{file}:App"], comment.Command.Take(2));
        Assert.NotEmpty(comment.Curls);
    }

    [Theory]
    [InlineData("Mixed")]
    [InlineData("OwnSockets")]
    [InlineData("ParsedOptions")]
    [InlineData("SelfServing")]
    public void EachProgramDoesSoToo(string sample)
    {
        var comment = SampleComment.Of($"samples/{sample}/Program.cs");

        Assert.Matches("^[A-Z][a-z ]+: ", comment.Idea);
        Assert.Equal(["dotnet", "run", "--project", $"samples/{sample}"], comment.Command.Take(4));
        Assert.NotEmpty(comment.Curls);
    }

    [Theory]
    [InlineData("hello.cs", "/")]
    [InlineData("noreference.cs", "/")]
    [InlineData("middleware.cs", "/")]
    [InlineData("upload.cs", "/")]
    [InlineData("streaming.cs", "/?0")]
    public async Task EachKeepsTheRules(string file, string target)
    {
        await using var sample = await ServedSample.StartAsync(file, "--validate");

        Assert.InRange((await sample.GetAsync(target)).StatusCode, 200, 405);
        await sample.RequestAsync($"HEAD {target} HTTP/1.1\r\nHost: test\r\n\r\n");
        Assert.DoesNotContain("broke the rule", sample.Tool.Stderr, StringComparison.Ordinal);
    }
}
