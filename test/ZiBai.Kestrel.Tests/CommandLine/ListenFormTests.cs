namespace ZiBai.CommandLine;

public sealed class ListenFormTests
{
    [Theory]
    [InlineData("app:App -l a:1 b:2")]
    [InlineData("app:App -l a:1 -l b:2")]
    [InlineData("-l a:1 b:2 -- app:App")]
    [InlineData("-l a:1 -l b:2 -- app:App")]
    [InlineData("-l a:1 app:App -l b:2")]
    [InlineData("-l a:1 b:2 --call app:App")]
    [InlineData("-l a:1 b:2 app:App")]
    [InlineData("--listen=a:1 app:App --listen b:2 --call")]
    public void SeveralAddressesAndTheAppAreToldApart(string line)
    {
        var options = ZiBaiOptions.Parse(line.Split(' '));

        Assert.Null(options.Answer);
        Assert.Equal("app:App", options.App);
        Assert.Equal(["a:1", "b:2"], options.Listen);
    }

    [Theory]
    [InlineData("app:App")]
    [InlineData("/srv/app.dll:Type.Member")]
    [InlineData("C:\\srv\\app.dll:App")]
    [InlineData("a.b:_App")]
    public void TheLastWordAfterListenIsTheAppIfItCannotBeAnAddress(string app)
    {
        var options = ZiBaiOptions.Parse("-l", ":8000", app);

        Assert.Equal(app, options.App);
        Assert.Equal([":8000"], options.Listen);
    }

    [Theory]
    [InlineData("unix:App")]
    [InlineData("localhost:80")]
    [InlineData("::a")]
    [InlineData("[::1]:80")]
    public void AWordThatMayBeAnAddressIsNeverTakenForTheApp(string address)
    {
        var options = ZiBaiOptions.Parse("-l", ":8000", address);

        Assert.Null(options.App);
        Assert.Equal([":8000", address], options.Listen);
    }

    [Fact]
    public void AListenNeverLosesItsOnlyWordToTheApp()
    {
        var answer = ZiBaiOptions.Parse("-l", "app:App").Answer;

        Assert.StartsWith(
            "zibai: error: no app is given ('app:App' is taken for a --listen address); "
            + "say which one to serve, for example: zibai hello:App",
            answer!.Text, StringComparison.Ordinal);
    }
}
