using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using ZiBai.Testing;

namespace ZiBai.Tests.Pipeline;

/// <summary>What the app throws is for those around it to answer and to log.</summary>
public sealed class FailureTests
{
    private readonly InvalidOperationException _failure = new("of the app");

    public static TheoryData<bool, bool> Forms => new() { { false, false }, { false, true }, { true, false } };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task TheExceptionHandlerGetsTheVeryException(bool asynchronous, bool noGevent)
    {
        Exception? seen = null;
        await using var site = await StartAsync(asynchronous, noGevent, site => site.UseExceptionHandler(handler => handler.Run(http =>
        {
            seen = http.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error;
            return http.Response.WriteAsync("sorry");
        })));

        using var response = await site.Client.GetAsync("/").WaitAsync(Timeouts.Default);

        Assert.Same(_failure, seen);
        Assert.Equal((HttpStatusCode.InternalServerError, "sorry"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.False(response.Headers.Contains("X-Secret"));
    }

    /// <summary>Who answers it logs it: nobody else does.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public async Task TheExceptionIsLoggedOnce(bool asynchronous, bool noGevent)
    {
        await using var site = await StartAsync(
            asynchronous, noGevent, static site => site.UseExceptionHandler(static handler => handler.Run(static _ => Task.CompletedTask)));

        using var response = await site.Client.GetAsync("/").WaitAsync(Timeouts.Default);

        var entry = Assert.Single(site.Log.Entries, static entry => entry.Level >= LogLevel.Warning);
        Assert.Equal(("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", _failure), (entry.Category, entry.Exception));
    }

    [Fact]
    public async Task TheDevelopersPageShowsWhereTheAppFailed()
    {
        await using var site = await StartAsync(false, false, static site => site.UseDeveloperExceptionPage());

        using var response = await site.Client.GetAsync("/").WaitAsync(Timeouts.Default);

        var page = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("of the app", page, StringComparison.Ordinal);
        Assert.Contains($"at {typeof(FailureTests).FullName}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAHandlerItIsTheServersAndATestServerThrowsIt()
    {
        await using var site = await StartAsync(false, false, static _ => { });

        Assert.Same(_failure, await Record.ExceptionAsync(() => site.GetAsync("/")));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AFailureGivesItsTurnBack(bool asynchronous, bool noGevent)
    {
        await using var site = await StartAsync(asynchronous, noGevent, static _ => { });

        for (var i = 0; i < 3; i++)
        {
            Assert.Same(_failure, await Record.ExceptionAsync(() => site.GetAsync("/")));
        }
    }

    /// <summary>A response of the app that is not what it said is answered by the engine: there is no exception to pass on.</summary>
    [Fact]
    public async Task ABodyThatIsTooShortIsAnsweredByTheEngine()
    {
        await using var site = await TestSite.StartAsync(static site => site.UseZiBai(static (_, startResponse) =>
        {
            startResponse("200 OK", [("Content-Length", "3")]);
            return [];
        }));

        using var response = await site.Client.GetAsync("/").WaitAsync(Timeouts.Default);

        Assert.Equal((500, "Internal Server Error\n"), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal("BodyTooShort", Assert.Single(site.Log.Entries, static entry => entry.Level >= LogLevel.Warning).EventId.Name);
    }

    private Task<TestSite> StartAsync(bool asynchronous, bool noGevent, Action<IApplicationBuilder> outer) => TestSite.StartAsync(site =>
    {
        outer(site);
        var options = new ZiBaiPipelineOptions { NoGevent = noGevent, MaxWorkers = 1 };
        _ = asynchronous ? site.UseZiBai(FailAsync, options) : site.UseZiBai(Fail, options);
    });

    private IEnumerable<ReadOnlyMemory<byte>> Fail(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("X-Secret", "1")]);
        throw _failure;
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> FailAsync(IDictionary<string, object?> environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("X-Secret", "1")]);
        await Task.Yield();
        yield return default;
        throw _failure;
    }
}
