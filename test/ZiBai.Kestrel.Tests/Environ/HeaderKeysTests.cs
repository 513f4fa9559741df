using System.Globalization;
using ZiBai.Environ;

namespace ZiBai.Tests.Environ;

public sealed class HeaderKeysTests
{
    [Theory]
    [InlineData("Host", "HTTP_HOST")]
    [InlineData("x-forwarded-for", "HTTP_X_FORWARDED_FOR")]
    [InlineData("X", "HTTP_X")]
    [InlineData("Content-Types", "HTTP_CONTENT_TYPES")]
    [InlineData("!#$%&'*+.^`|~0", "HTTP_!#$%&'*+.^`|~0")]
    public void AHeaderHasAKey(string name, string key) => Assert.Equal(key, HeaderKeys.KeyOf(name));

    [Theory]
    [InlineData("X_Real-IP")]
    [InlineData("_")]
    [InlineData("Content-Type")]
    [InlineData("content-length")]
    [InlineData("Content_Type")]
    public void AHeaderThatIsAmbiguousOrNamedOtherwiseHasNone(string name) => Assert.Null(HeaderKeys.KeyOf(name));

    [Theory]
    [InlineData("HTTP_HOST", "HOST")]
    [InlineData("HTTP_X_FORWARDED_FOR", "X-FORWARDED-FOR")]
    [InlineData("HTTP_CONTENT_TYPES", "CONTENT-TYPES")]
    public void AKeyStandsForAHeader(string key, string name) => Assert.Equal(name, HeaderKeys.NameOf(key));

    [Theory]
    [InlineData("HTTP_")]
    [InlineData("HTTP")]
    [InlineData("http_host")]
    [InlineData("HTTP_Host")]
    [InlineData("HTTP_X-ONE")]
    [InlineData("HTTP_CONTENT_TYPE")]
    [InlineData("HTTP_CONTENT_LENGTH")]
    [InlineData("HTTP_\u00c4")]
    [InlineData("wsgi.input")]
    [InlineData("")]
    public void AKeyThatNoHeaderCouldHaveStandsForNone(string key) => Assert.Null(HeaderKeys.NameOf(key));

    [Fact]
    public void BothWaysAgree() => Assert.All(
        new[] { "Accept-Encoding", "X-A-B-C", "ETag" },
        static name => Assert.Equal(name, HeaderKeys.NameOf(HeaderKeys.KeyOf(name)!), ignoreCase: true));

    [Fact]
    public void MoreNamesThanAreRememberedAreStillMapped() => Assert.All(
        Enumerable.Range(0, 3000).Select(static number => number.ToString(CultureInfo.InvariantCulture)),
        static number => Assert.Equal("HTTP_X_MANY_" + number, HeaderKeys.KeyOf("X-Many-" + number)));
}
