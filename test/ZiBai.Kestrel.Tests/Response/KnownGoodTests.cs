using ZiBai.Response;

namespace ZiBai.Tests.Response;

/// <summary>What one response had is not checked again in the next: as long as it is the very same, and no longer.</summary>
public sealed class KnownGoodTests
{
    private readonly Responding _one = new();

    [Fact]
    public void AnotherValueOfAKnownNameIsChecked()
    {
        Respond("200 OK", ("X-One", "1"));

        Assert.Throws<ArgumentException>(() => Respond("200 OK", ("X-One", "1\n")));
    }

    [Fact]
    public void AnotherNameWithAKnownValueIsChecked()
    {
        Respond("200 OK", ("X-One", "1"));

        Assert.Throws<ArgumentException>(() => Respond("200 OK", ("Connection", "1")));
        Assert.Throws<ArgumentException>(() => Respond("200 OK", ("X One", "1")));
    }

    [Fact]
    public void AnotherStatusIsParsed()
    {
        Respond("200 OK");
        Respond("404 Not Here");

        Assert.Equal((404, "Not Here"), (_one.Exchange.Response.StatusCode, _one.Exchange.Response.ReasonPhrase));
        Assert.Throws<ArgumentException>(() => Respond("20 OK"));
    }

    [Fact]
    public void WhatWasRefusedIsRefusedAgain()
    {
        (string, string) bad = ("X-One", "\0");

        Assert.Throws<ArgumentException>(() => Respond("200 OK", bad));
        Assert.Throws<ArgumentException>(() => Respond("200 OK", bad));
    }

    [Fact]
    public void NoNameAndNoValueAreRefusedOnTheFirstResponseToo()
    {
        Assert.Throws<ArgumentException>(() => Respond("200 OK", (null!, null!)));
        Assert.Throws<ArgumentNullException>(() => Respond(null!));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(KnownGood.Headers)]
    [InlineData(KnownGood.Headers + 3)]
    public void EachHeaderIsSentAgainHoweverManyThereAre(int count)
    {
        (string, string)[] headers = [.. Enumerable.Range(0, count).Select(static i => ($"X-{i}", $"{i}"))];
        Respond("200 OK", headers);
        Respond("200 OK", headers);

        Assert.Equal(headers, _one.Exchange.Headers.Select(static header => (header.Key, header.Value.ToString())));
        headers[^1] = ("X-Last", "\r\n");
        Assert.Throws<ArgumentException>(() => Respond("200 OK", headers));
    }

    /// <summary>A response on the same connection as the one before.</summary>
    private void Respond(string status, params (string, string)[] headers)
    {
        var exchange = _one.Exchange;
        exchange.Headers.Clear();
        exchange.Response.ReasonPhrase = null;
        _one.Response.Reset(exchange.Features, exchange.Request, exchange.Response, exchange.Body);
        _one.Response.Start(status, headers);
    }
}
