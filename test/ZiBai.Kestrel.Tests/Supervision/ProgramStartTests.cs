using ZiBai.Supervision;

namespace ZiBai.Tests.Supervision;

public sealed class ProgramStartTests
{
    [Theory]
    [InlineData("/opt/app/shop", "/opt/app/shop.dll -p 4", false, "-p 4")]
    [InlineData("/opt/app/shop", "/opt/app/shop.dll", false, "")]
    [InlineData("/usr/bin/dotnet", "shop.dll -p 4", false, "exec shop.dll -p 4")]
    [InlineData("/usr/bin/DOTNET.exe", "shop.dll", false, "exec shop.dll")]
    [InlineData("/opt/tool/zibai", "/opt/tool/zibai.dll shop:App -p 4", true, "")]
    [InlineData("/usr/bin/dotnet", "zibai.dll shop:App -p 4", true, "exec zibai.dll")]
    [InlineData("/opt/dotnet-shop/shop", "shop.dll", false, "")]
    public void AProgramIsStartedAgain(string program, string commandLine, bool isTool, string arguments)
    {
        var start = ProgramStart.Of(program, commandLine.Split(' '), isTool);

        Assert.Equal(program, start.FileName);
        Assert.Equal(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), start.ArgumentList);
        Assert.False(start.UseShellExecute);
    }

    [Fact]
    public void AnArgumentStaysOneWhateverItHolds()
    {
        var start = ProgramStart.Of("/opt/shop", ["shop.dll", "a b", "", "\"'"], isTool: false);

        Assert.Equal(["a b", "", "\"'"], start.ArgumentList);
    }

    [Fact]
    public void ThisProgramIsFound() => Assert.Equal(Environment.ProcessPath, ProgramStart.OfThisProgram().FileName);
}
