using System.Reflection;
using ZiBai.Adapter;

namespace ZiBai.Tests.Adapter;

public sealed class ExceptionChainTests
{
    [Fact]
    public void WhatLiesInItComesDepthFirst()
    {
        var chain = new AggregateException("1", new InvalidOperationException("2", new IOException("3")), new IOException("4"));

        Assert.Equal(["1 (2) (4)", "2", "3", "4"], ExceptionChain.Of(chain).Select(static one => one.Message));
    }

    [Fact]
    public void ALongOneIsWalkedAtOnce()
    {
        var exception = new IOException("first");
        for (var i = 0; i < 100_000; i++)
        {
            exception = new IOException("again", exception);
        }

        Assert.Equal("first", ExceptionChain.Of(exception).Last().Message);
    }

    [Fact]
    public void OneThatGoesInCirclesComesToAnEnd()
    {
        var inner = new IOException("inner");
        var outer = new IOException("outer", inner);
        typeof(Exception).GetField("_innerException", BindingFlags.NonPublic | BindingFlags.Instance)!.SetValue(inner, outer);

        Assert.Equal(["outer", "inner"], ExceptionChain.Of(outer).Select(static one => one.Message));
    }
}
