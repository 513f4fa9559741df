namespace ZiBai.CommandLine;

public sealed class SelfServingProgramTests
{
    private static readonly string _program = AppDomain.CurrentDomain.FriendlyName;

    [Fact]
    public void NoAppArgumentIsNeeded()
    {
        var options = ZiBaiCommand.Parse(["-w", "3"], appFromProgram: true);

        Assert.Null(options.Answer);
        Assert.Null(options.App);
        Assert.Equal(3, options.MaxWorkers);
    }

    [Fact]
    public void AnAppArgumentIsOneTooMany() =>
        Assert.Equal(
            $"{_program}: error: 'hello:App' is one argument too many: the program brings its own app; leave it out",
            ZiBaiCommand.Parse(["hello:App"], appFromProgram: true).Answer!.Text.ReplaceLineEndings("\n"));

    [Fact]
    public void CallHasNothingToCall() =>
        Assert.StartsWith(
            $"{_program}: error: --call: the program brings its own app, and there is no import string to call; leave it out",
            ZiBaiCommand.Parse(["--call"], appFromProgram: true).Answer!.Text, StringComparison.Ordinal);

    [Fact]
    public void TheUsageLineNamesTheProgram() =>
        Assert.StartsWith(
            $"Usage: {_program} [options]{Environment.NewLine}",
            ZiBaiCommand.Parse(["--help"], appFromProgram: true).Answer!.Text, StringComparison.Ordinal);

    [Fact]
    public void TheHelpTextKnowsNoAppArgumentAndNoFactory()
    {
        var text = HelpText.Of("hello", appFromProgram: true);

        Assert.DoesNotContain("hello:App", text, StringComparison.Ordinal);
        Assert.DoesNotContain("--call", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AListenKeepsAllItsWords() =>
        Assert.Equal(["a:1", "b:App"], ZiBaiCommand.Parse(["-l", "a:1", "b:App"], appFromProgram: true).Listen);
}
