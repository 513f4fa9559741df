namespace ZiBai.Tests.Environ;

public sealed class EnvironEnumerationTests
{
    [Fact]
    public void AKeyAddedBeforeTheFirstStepEndsTheEnumeration()
    {
        var environ = new Exchange().Environ();
        using var pairs = environ.GetEnumerator();

        environ["custom"] = 1;

        Assert.Throws<InvalidOperationException>(() => pairs.MoveNext());
    }

    [Fact]
    public void AKeyAddedAmongTheServersKeysEndsTheEnumeration()
    {
        var environ = new Exchange().Environ();
        using var pairs = environ.GetEnumerator();
        pairs.MoveNext();

        environ.Add("custom", 1);

        Assert.Throws<InvalidOperationException>(() => pairs.MoveNext());
    }

    [Fact]
    public void AServersKeyAddedAgainEndsTheEnumerationOfTheOthers()
    {
        var environ = new Exchange().Environ();
        environ["custom"] = 1;
        environ.Remove("REQUEST_METHOD");
        using var pairs = environ.GetEnumerator();
        while (pairs.MoveNext() && pairs.Current.Key != "custom")
        {
        }

        environ["REQUEST_METHOD"] = "GET";

        Assert.Throws<InvalidOperationException>(() => pairs.MoveNext());
    }

    [Theory]
    [InlineData("REQUEST_METHOD")]
    [InlineData("HTTP_X_ONE")]
    [InlineData("custom")]
    public void AKeyMayBeReplacedOrRemovedWhileEveryOneIsVisited(string key)
    {
        var exchange = new Exchange();
        exchange.Request.Headers["X-One"] = "1";
        var environ = exchange.Environ();
        environ["custom"] = 1;
        environ["other"] = 2;

        foreach (var _ in environ)
        {
            if (environ.ContainsKey(key))
            {
                environ[key] = "replaced";
                environ.Remove(key);
            }
        }

        Assert.False(environ.ContainsKey(key));
    }

    [Fact]
    public void ClearEndsTheEnumerationQuietly()
    {
        var environ = new Exchange().Environ();
        environ["custom"] = 1;
        using var pairs = environ.GetEnumerator();
        pairs.MoveNext();

        environ.Clear();

        Assert.False(pairs.MoveNext());
    }
}
