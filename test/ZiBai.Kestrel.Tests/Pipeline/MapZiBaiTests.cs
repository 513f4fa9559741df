using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ZiBai.Testing;

namespace ZiBai.Tests.Pipeline;

public sealed class MapZiBaiTests
{
    [Theory]
    [InlineData("/shop", "/shop", "/shop|")]
    [InlineData("/shop", "/shop/", "/shop|/")]
    [InlineData("/shop", "/shop/a/b", "/shop|/a/b")]
    [InlineData("/shop", "/shop/a/", "/shop|/a/")]
    [InlineData("/shop", "/shop//a", "/shop|//a")]
    [InlineData("/shop", "/SHOP/a", "/SHOP|/a")]
    [InlineData("shop", "/shop/a", "/shop|/a")]
    [InlineData("/shop/", "/shop/a", "/shop|/a")]
    [InlineData("~/shop", "/shop/a", "/shop|/a")]
    [InlineData("/shop/{**rest}", "/shop/a/b", "/shop|/a/b")]
    [InlineData("/shop/{*rest}", "/shop", "/shop|")]
    [InlineData("/shop/new", "/shop/new/a", "/shop/new|/a")]
    [InlineData("/a b", "/a%20b/c%2Fd", "/a b|/c%2Fd")]
    [InlineData("/", "/", "|/")]
    [InlineData("", "/a", "|/a")]
    [InlineData("/{**rest}", "/a/b", "|/a/b")]
    [InlineData("/tenants/{id:int}", "/tenants/7/a", "/tenants/7|/a")]
    [InlineData("/{tenant}/shop/{**rest}", "/x%20y/shop/a", "/x y/shop|/a")]
    [InlineData("/v{major}.{minor}", "/v1.2/a", "/v1.2|/a")]
    public async Task ThePatternIsScriptNameAndTheRestIsPathInfo(string pattern, string target, string expected)
    {
        await using var site = await TestSite.StartAsync(site => site.MapZiBai(pattern, TestSite.Paths));

        Assert.Equal(expected, await site.GetAsync(target));
    }

    [Theory]
    [InlineData("/shop", "/")]
    [InlineData("/shop", "/shopping")]
    [InlineData("/tenants/{id:int}", "/tenants/x")]
    public async Task OtherPathsAreNotTheApps(string pattern, string target)
    {
        await using var site = await TestSite.StartAsync(site => site.MapZiBai(pattern, TestSite.Paths));
        using var response = await site.Client.GetAsync(target).WaitAsync(Timeouts.Default);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/shop/{id?}")]
    [InlineData("/shop/{id=1}")]
    [InlineData("/{culture=en}/{**rest}")]
    public async Task AParameterThatMayBeLeftOutIsRefused(string pattern) => await TestSite.StartAsync(site =>
    {
        var refused = Assert.Throws<ArgumentException>(() => site.MapZiBai(pattern, TestSite.Paths));

        Assert.Equal("pattern", refused.ParamName);
        Assert.Contains($"'{pattern}'", refused.Message, StringComparison.Ordinal);
    });

    [Fact]
    public async Task TheGroupsPrefixBelongsToScriptName()
    {
        await using var site = await TestSite.StartAsync(static site =>
            site.MapGroup("/{tenant}").MapGroup("/apps").MapZiBai("/shop", TestSite.Paths));

        Assert.Equal("/x/apps/shop|/a", await site.GetAsync("/x/apps/shop/a"));
    }

    [Fact]
    public async Task ThePathBaseComesBeforeThePattern()
    {
        await using var site = await TestSite.StartAsync(static site =>
        {
            site.UsePathBase("/site");
            site.UseRouting();
            site.MapZiBai("/shop", TestSite.Paths);
        });

        Assert.Equal("/site/shop|/a", await site.GetAsync("/site/shop/a"));
    }

    [Fact]
    public async Task AMoreExactEndpointWins()
    {
        await using var site = await TestSite.StartAsync(static site =>
        {
            site.MapZiBai("/shop", TestSite.Paths);
            site.MapGet("/shop/health", static () => "fine");
            site.MapZiBai("/shop/admin", TestSite.Paths);
        });

        Assert.Equal(
            ("fine", "/shop/admin|/a", "/shop|/a"),
            (await site.GetAsync("/shop/health"), await site.GetAsync("/shop/admin/a"), await site.GetAsync("/shop/a")));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("PROPFIND")]
    public async Task EveryMethodIsTheApps(string method)
    {
        await using var site = await TestSite.StartAsync(static site => site.MapZiBai("/shop", static (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return [TestSite.Bytes((string)environ[EnvironKeys.RequestMethod]!)];
        }));
        using var request = new HttpRequestMessage(new HttpMethod(method), "/shop");
        using var response = await site.Client.SendAsync(request).WaitAsync(Timeouts.Default);

        Assert.Equal(method, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Whoever stands around the app sees the path that he saw before, also of one that fails.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ThePathIsThePipelinesAgainAfterwards(bool fails)
    {
        (string?, string?) seen = default;
        await using var site = await TestSite.StartAsync(site =>
        {
            site.Use(async (http, next) =>
            {
                try
                {
                    await next(http);
                }
                catch (InvalidOperationException)
                {
                    http.Response.StatusCode = 418;
                }

                seen = (http.Request.PathBase.Value, http.Request.Path.Value);
            });
            site.MapZiBai("/shop", fails ? static (_, _) => throw new InvalidOperationException() : TestSite.Paths);
        });

        using var response = await site.Client.GetAsync("/shop/a").WaitAsync(Timeouts.Default);

        Assert.Equal(("", "/shop/a"), seen);
        Assert.Equal(fails ? 418 : 200, (int)response.StatusCode);
    }

    [Fact]
    public async Task TheEndpointTakesMetadata()
    {
        await using var site = await TestSite.StartAsync(static site =>
        {
            site.Use(static next => http => http.GetEndpoint()?.Metadata.GetMetadata<string>() == "closed" ? http.Response.WriteAsync("no") : next(http));
            site.MapZiBai("/shop", TestSite.Paths).WithMetadata("closed");
        });

        Assert.Equal("no", await site.GetAsync("/shop/a"));
    }
}
