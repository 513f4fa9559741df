namespace ZiBai.Tests.Environ;

public sealed class EnvironValidationTests
{
    [Theory]
    [InlineData("HTTP/1.0")]
    [InlineData("HTTP/1.1")]
    [InlineData("HTTP/2")]
    public void TheValidatorFindsNothingInAnEnviron(string protocol)
    {
        var environ = new Exchange(protocol: protocol).Environ();
        var app = Validator.Wrap(static (seen, startResponse) =>
        {
            startResponse((string)seen["SERVER_PROTOCOL"]! == "" ? "500 " : "200 OK", []);
            return Array.Empty<ReadOnlyMemory<byte>>();
        });

        Assert.Empty(app(environ, static (status, _, _) =>
        {
            Assert.Equal("200 OK", status);
            return static _ => { };
        }));
    }
}
