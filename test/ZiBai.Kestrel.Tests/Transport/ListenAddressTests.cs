using System.Net;
using ZiBai.Transport;

namespace ZiBai.Tests.Transport;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:8000", "127.0.0.1", 8000)]
    [InlineData("0.0.0.0:0", "0.0.0.0", 0)]
    [InlineData("[::1]:8000", "::1", 8000)]
    [InlineData("::1:8000", "::1", 8000)]
    [InlineData("[::]:65535", "::", 65535)]
    [InlineData(":::8000", "::", 8000)]
    public void AnIPAddressIsReadWithItsPort(string text, string ip, int port)
    {
        var address = Parse(text);

        Assert.Equal((IPAddress.Parse(ip), null, null, port), (address.Ip, address.HostName, address.UnixPath, address.Port));
    }

    [Theory]
    [InlineData("localhost:8000", "localhost")]
    [InlineData("app-1.example.com:8000", "app-1.example.com")]
    public void AHostNameIsReadAndNotResolved(string text, string name)
    {
        var address = Parse(text);

        Assert.Equal((null, name, null, 8000), (address.Ip, address.HostName, address.UnixPath, address.Port));
    }

    [Fact]
    public void APortAfterAColonMeansEveryInterface()
    {
        var address = Parse(":8000");

        Assert.Equal((null, null, null, 8000), (address.Ip, address.HostName, address.UnixPath, address.Port));
    }

    [Theory]
    [InlineData("unix:app.sock")]
    [InlineData("unix:./run/../app.sock")]
    [InlineData("UNIX:app.sock")]
    public void ARelativeUnixPathIsMadeAbsolute(string text)
        => Assert.Equal(Path.Combine(Directory.GetCurrentDirectory(), "app.sock"), Parse(text).UnixPath);

    [Fact]
    public void AUnixPathMayHaveSpacesAndColonsInside()
        => Assert.Equal(Path.GetFullPath("/run/my app:1.sock"), Parse("unix:/run/my app:1.sock").UnixPath);

    [Theory]
    [InlineData("localhost:8000")]
    [InlineData("unix:app.sock")]
    public void AnAddressIsShownAsGiven(string text) => Assert.Equal(text, Parse(text).ToString());

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("  ", "it is empty")]
    [InlineData("127.0.0.1", "the port is missing")]
    [InlineData("[::1]", "the port is missing")]
    [InlineData("localhost", "the port is missing")]
    [InlineData("127.0.0.1:", "the port after the last ':' is missing")]
    [InlineData("8000", "a port alone is written with its colon, ':8000'")]
    [InlineData(":65536", "the port 65536 is out of range, 0 to 65535")]
    [InlineData(":99999999999", "out of range")]
    [InlineData(":-1", "the port '-1' is not a number")]
    [InlineData(":80a", "the port '80a' is not a number")]
    [InlineData("127.0.0.1:8000/app", "the port '8000/app' is not a number")]
    [InlineData("http://127.0.0.1:8000", "leave out the scheme, 'http://'")]
    [InlineData("https://localhost", "leave out the scheme, 'https://'")]
    [InlineData(" :8000", "begins or ends with a space")]
    [InlineData("local host:8000", "contains a space")]
    [InlineData("127.0.0.1:8000\n", "contains a control character")]
    [InlineData("*:8000", "'*' is not a host; leave the host out")]
    [InlineData("::1", "':' is not an IPv6 address")]
    [InlineData("[::1:8000", "'[::1' is not an IPv6 address")]
    [InlineData("[127.0.0.1]:8000", "'[127.0.0.1]' is not an IPv6 address")]
    [InlineData("[[::1]]:8000", "is not an IPv6 address")]
    [InlineData("[]:8000", "'[]' is not an IPv6 address")]
    [InlineData("256.0.0.1:8000", "'256.0.0.1' is not an IPv4 address")]
    [InlineData("127.1:8000", "'127.1' is not an IPv4 address")]
    [InlineData("010.0.0.1:8000", "'010.0.0.1' is not an IPv4 address")]
    [InlineData("ex/ample:8000", "'ex/ample' is not a host name")]
    [InlineData("unix:", "the path after 'unix:' is missing")]
    [InlineData("unix:/run/", "the path is a folder")]
    [InlineData("unix:@app", "abstract sockets ('@') are not supported")]
    [InlineData("unix:/run/a\0b", "contains a control character")]
    public void AMistakeIsNamedWithWhatWasGivenAndWhatIsAccepted(string text, string wrong)
    {
        Assert.False(ListenAddress.TryParse(text, out var address, out var error));

        Assert.Null(address);
        Assert.Contains(wrong, error, StringComparison.Ordinal);
        Assert.StartsWith("'", error, StringComparison.Ordinal);
        Assert.Contains("'127.0.0.1:8000'", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    internal static ListenAddress Parse(string text)
    {
        Assert.True(ListenAddress.TryParse(text, out var address, out var error), error);
        return address;
    }
}
