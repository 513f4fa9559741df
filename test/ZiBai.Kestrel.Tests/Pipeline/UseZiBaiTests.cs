using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ZiBai.Testing;

namespace ZiBai.Tests.Pipeline;

public sealed class UseZiBaiTests
{
    [Theory]
    [InlineData("/", "|/")]
    [InlineData("/a%20b/c%2Fd", "|/a b/c%2Fd")]
    public async Task WithoutAPathBaseTheWholePathIsPathInfo(string target, string expected)
    {
        await using var site = await TestSite.StartAsync(static site => site.UseZiBai(TestSite.Paths));

        Assert.Equal(expected, await site.GetAsync(target));
    }

    [Theory]
    [InlineData("/shop", "/shop|")]
    [InlineData("/shop/", "/shop|/")]
    [InlineData("/shop/a", "/shop|/a")]
    [InlineData("/Shop/a", "/Shop|/a")]
    [InlineData("/other/a", "|/other/a")]
    public async Task WhatUsePathBaseSplitsOffIsScriptName(string target, string expected)
    {
        await using var site = await TestSite.StartAsync(static site =>
        {
            site.UsePathBase("/shop");
            site.UseZiBai(TestSite.Paths);
        });

        Assert.Equal(expected, await site.GetAsync(target));
    }

    [Fact]
    public async Task ASlashAtTheEndOfAPathBaseIsNoPartOfScriptName()
    {
        await using var site = await TestSite.StartAsync(static site =>
        {
            site.Use(next => http =>
            {
                http.Request.PathBase = "/shop/";
                return next(http);
            });
            site.UseZiBai(TestSite.Paths);
        });

        Assert.Equal("/shop|/a", await site.GetAsync("/a"));
    }

    [Fact]
    public async Task BranchesWithinBranchesJoin()
    {
        await using var site = await TestSite.StartAsync(static site =>
        {
            site.UsePathBase("/site");
            site.Map("/a b", static branch => branch.Map("/c", static inner => inner.UseZiBai(TestSite.Paths)));
        });

        Assert.Equal("/site/a b/c|/d", await site.GetAsync("/site/a%20b/c/d"));
    }

    [Fact]
    public async Task ItEndsItsBranch()
    {
        await using var site = await TestSite.StartAsync(static site => site.Map("/shop", static branch =>
        {
            branch.UseZiBai(TestSite.Paths);
            branch.Run(static _ => throw new InvalidOperationException("behind the end"));
        }));

        Assert.Equal("/shop|/a", await site.GetAsync("/shop/a"));
    }

    /// <summary>A WebApplication runs its endpoints last, so that the app, which answers everything, would hide them all.</summary>
    [Fact]
    public async Task TheSitesOwnEndpointsComeFirst()
    {
        await using var site = await TestSite.StartAsync(static site =>
        {
            site.MapGet("/health", static () => "fine");
            site.UseZiBai(TestSite.Paths);
        });

        Assert.Equal(("fine", "|/healthy"), (await site.GetAsync("/health"), await site.GetAsync("/healthy")));
    }

    /// <summary>A branch has no endpoints: one that was found before it cannot be run there any more.</summary>
    [Fact]
    public async Task InABranchTheAppAnswersThoughAnEndpointWasFound()
    {
        await using var site = await TestSite.StartAsync(static site =>
        {
            site.MapGet("/{**all}", static () => "fallback");
            site.Map("/shop", static branch => branch.UseZiBai(TestSite.Paths));
        });

        Assert.Equal(("/shop|/a", "fallback"), (await site.GetAsync("/shop/a"), await site.GetAsync("/a")));
    }

    [Fact]
    public async Task AnAsynchronousAppIsServedToo()
    {
        static async IAsyncEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
        {
            startResponse("201 Created", [("X-One", "1")]);
            await Task.Yield();
            yield return TestSite.Bytes("a");
            yield return TestSite.Bytes("b");
        }

        await using var site = await TestSite.StartAsync(static site => site.UseZiBai(App));
        using var response = await site.Client.GetAsync("/").WaitAsync(Timeouts.Default);

        Assert.Equal((201, "ab"), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal("1", Assert.Single(response.Headers.GetValues("X-One")));
    }

    [Fact]
    public async Task TheOptionsReachTheApp()
    {
        await using var site = await TestSite.StartAsync(static site => site.UseZiBai(
            static (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return [TestSite.Bytes($"{environ[EnvironKeys.WsgiMultithread]} {environ["HTTP_X_ONE"]} {Thread.CurrentThread.Name}")];
            },
            new ZiBaiPipelineOptions { MaxWorkers = 1, NoGevent = true, HeaderMap = HeaderMap.Dangerous }));
        site.Client.DefaultRequestHeaders.Add("X_One", "1");

        Assert.Equal("False 1 zibai-app-1", await site.GetAsync("/"));
    }

    [Fact]
    public async Task ItsThreadsEndWithTheHost()
    {
        Thread? thread = null;
        await using (var site = await TestSite.StartAsync(site => site.UseZiBai(
            (_, startResponse) =>
            {
                thread = Thread.CurrentThread;
                startResponse("200 OK", []);
                return [];
            },
            new ZiBaiPipelineOptions { NoGevent = true })))
        {
            await site.GetAsync("/");
        }

        Assert.True(thread!.Join(Timeouts.Default));
    }

    /// <summary>What is kept for the next request holds nothing of the last, whoever sends it.</summary>
    [Fact]
    public async Task AnEnvironEndsWithItsRequest()
    {
        List<IDictionary<string, object?>> kept = [];
        await using var site = await TestSite.StartAsync(site => site.UseZiBai((environ, startResponse) =>
        {
            kept.Add(environ);
            environ["mine"] = environ[EnvironKeys.PathInfo];
            startResponse("200 OK", []);
            return [TestSite.Bytes($"{environ["mine"]} {environ.Count}")];
        }));

        var (first, second) = (await site.GetAsync("/1"), await site.GetAsync("/2"));

        Assert.Equal(("/1", "/2"), (first.Split(' ')[0], second.Split(' ')[0]));
        Assert.Equal(first.Split(' ')[1], second.Split(' ')[1]);
        Assert.NotSame(kept[0], kept[1]);
        Assert.All(kept, static environ => Assert.Throws<InvalidOperationException>(() => environ.Count));
    }

    [Fact]
    public async Task WithoutItsServicesItSaysWhatIsMissing()
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var app = new ApplicationBuilder(services);

        var missing = Assert.Throws<InvalidOperationException>(() => app.UseZiBai(TestSite.Paths));

        Assert.Contains("builder.Services.AddZiBai()", missing.Message, StringComparison.Ordinal);
    }
}
