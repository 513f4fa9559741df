namespace ZiBai.Tests.Architecture;

/// <summary>Which folder may know of which.</summary>
public sealed class FolderRuleTests
{
    private const string Server = "src/ZiBai.Kestrel/";

    [Theory]
    [InlineData("Environ", "ZiBai.Adapter")]
    [InlineData("Environ", "ZiBai.Worker")]
    [InlineData("Environ", "ZiBai.Supervision")]
    [InlineData("Forwarding", "ZiBai.Adapter")]
    [InlineData("Forwarding", "ZiBai.Environ")]
    [InlineData("Forwarding", "ZiBai.Worker")]
    [InlineData("Forwarding", "ZiBai.Supervision")]
    [InlineData("Response", "ZiBai.Adapter")]
    [InlineData("Response", "ZiBai.Worker")]
    [InlineData("Response", "ZiBai.Supervision")]
    [InlineData("ErrorPages", "ZiBai.Adapter")]
    [InlineData("ErrorPages", "ZiBai.Environ")]
    [InlineData("ErrorPages", "ZiBai.Worker")]
    [InlineData("ErrorPages", "ZiBai.Supervision")]
    [InlineData("Environ", "ZiBai.ErrorPages")]
    [InlineData("Response", "ZiBai.ErrorPages")]
    [InlineData("Worker", "ZiBai.ErrorPages")]
    [InlineData("Adapter", "ZiBai.Worker")]
    [InlineData("Adapter", "ZiBai.Supervision")]
    [InlineData("Supervision", "ZiBai.Adapter")]
    [InlineData("Supervision", "ZiBai.Worker")]
    [InlineData("Supervision", "ZiBai.Loading")]
    [InlineData("Supervision", "Microsoft.AspNetCore")]
    [InlineData("Control", "ZiBai.Adapter")]
    [InlineData("Control", "ZiBai.Worker")]
    [InlineData("Control", "ZiBai.Supervision")]
    [InlineData("Control", "Microsoft.AspNetCore")]
    public void AFolderDoesNotKnowOf(string folder, string name) => Assert.Empty(
        from file in Sources.In(Server + folder)
        from line in Sources.Mentions(File.ReadAllText(file), name)
        select $"{Path.GetFileName(file)}: {line}");

    [Theory]
    [InlineData("Environ")]
    [InlineData("Forwarding")]
    [InlineData("Response")]
    [InlineData("ErrorPages")]
    [InlineData("Adapter")]
    [InlineData("Worker")]
    [InlineData("Supervision")]
    [InlineData("Control")]
    public void AFolderOfTheRulesIsThere(string folder) => Assert.NotEmpty(Sources.In(Server + folder));

    [Fact]
    public void WhatAppsSeeKnowsOfNoServer() => Assert.Empty(
        from file in Sources.In("src/ZiBai.Abstractions")
        where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("\\obj\\", StringComparison.Ordinal)
        from line in Sources.Mentions(File.ReadAllText(file), "Microsoft")
        select $"{Path.GetFileName(file)}: {line}");

    [Theory]
    [InlineData("using ZiBai.Worker;")]
    [InlineData("using static ZiBai.Worker.Drain;")]
    [InlineData("using Work = ZiBai.Worker;")]
    [InlineData("    var drain = new ZiBai.Worker.Drain();")]
    [InlineData("    var drain = new global::ZiBai.Worker.Drain();")]
    [InlineData("    var drain = new Worker.Drain();")]
    public void AMentionIsFound(string line) => Assert.Single(Sources.Mentions(line, "ZiBai.Worker"));

    [Theory]
    [InlineData("using ZiBai.Workers;")]
    [InlineData("// as ZiBai.Worker does")]
    [InlineData("/// <see cref=\"ZiBai.Worker.Drain\"/>")]
    [InlineData("    context.Worker.Count();")]
    [InlineData("    MaxWorker.Count();")]
    public void WhatIsNoMentionIsNot(string line) => Assert.Empty(Sources.Mentions(line, "ZiBai.Worker"));
}
