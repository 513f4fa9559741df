using ZiBai.Cli.NewApp;

namespace ZiBai.Process.Tests.NewApp;

public sealed class AppNameTests
{
    [Theory]
    [InlineData("hello", "HelloApp")]
    [InlineData("guest_book", "GuestBookApp")]
    [InlineData("Shop2", "Shop2App")]
    [InlineData("task", "TaskApp")]
    [InlineData("a__b_", "ABApp")]
    public void TheClassIsNamedAsClassesAre(string module, string expected) => Assert.Equal(new AppName(module, expected), AppName.Parse(module));

    [Theory]
    [InlineData("")]
    [InlineData("_")]
    [InlineData("2nd")]
    [InlineData("hello-world")]
    [InlineData("héllo")]
    [InlineData("hello\n")]
    public void WhatIsNoNameOfAClassIsRefused(string text) => Assert.Throws<AppNameException>(() => AppName.Parse(text));
}
