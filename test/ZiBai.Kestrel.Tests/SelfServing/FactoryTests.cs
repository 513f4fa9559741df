using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ZiBai.Testing;
using ZiBai.Worker;

namespace ZiBai.Tests.SelfServing;

/// <summary>samples/SelfServing under the test factory of ASP.NET Core: people test their apps like this, in memory.</summary>
public sealed class FactoryTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WebApplicationFactory<Program> _factory = new();

    public void Dispose()
    {
        _factory.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task TheAppAnswersThroughTheRealAdapter()
    {
        using var client = _factory.CreateClient();
        using var response = await client.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Hello from my own program!\n", await response.Content.ReadAsStringAsync());
        Assert.Equal("Zî Bái", response.Headers.NonValidated["Server"].ToString());
    }

    [Fact]
    public async Task EachFactoryServesForItself()
    {
        using var other = new WebApplicationFactory<Program>();
        using var client = _factory.CreateClient();
        using (var otherClient = other.CreateClient())
        {
            Assert.Equal("Hello from my own program!\n", await otherClient.GetStringAsync("/"));
        }

        other.Dispose();

        Assert.Equal("Hello from my own program!\n", await client.GetStringAsync("/"));
    }

    [Fact]
    public async Task NoSocketIsBound()
    {
        var socket = _folder.Socket("app.sock");
        using var factory = With("listen", $"unix:{socket}");
        using var client = factory.CreateClient();
        await client.GetStringAsync("/");

        Assert.Equal([$"unix:{socket}"], factory.Services.GetRequiredService<WorkerPlan>().Options.Listen);
        Assert.False(File.Exists(socket));
    }

    [Fact]
    public void SignalsStayTheTestRunners()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var before = Handled(1, 15);
        using (_factory.CreateClient())
        {
            Assert.Equal(before, Handled(1, 15));
        }

        _factory.Dispose();
        Assert.Equal(before, Handled(1, 15));

        // proc_pid_status(5): SigCgt, a bit for each signal that has a handler.
        static bool[] Handled(params int[] signals)
        {
            var line = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("SigCgt:", StringComparison.Ordinal));
            var caught = ulong.Parse(line.AsSpan("SigCgt:".Length).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            return [.. signals.Select(signal => (caught >> (signal - 1) & 1) == 1)];
        }
    }

    [Fact]
    public async Task DisposalDrainsTheProgramAndEndsIt()
    {
        var calls = RecordedHooks.Begin();
        using var factory = _factory.WithWebHostBuilder(builder => builder
            .UseSetting("app-dir", _folder.Path)
            .UseSetting("before-serve", RecordedHooks.BeforeServeImport)
            .UseSetting("before-graceful-exit", RecordedHooks.BeforeGracefulExitImport)
            .UseSetting("before-died", RecordedHooks.BeforeDiedImport));
        using (var client = factory.CreateClient())
        {
            await client.GetStringAsync("/");
            Assert.Equal(["before_serve"], calls.Names);
        }

        await factory.DisposeAsync();
        await calls.Ended.WaitAsync(Timeouts.Default);

        Assert.Equal(["before_serve", "before_graceful_exit", "before_died"], calls.Names);
    }

    [Fact]
    public async Task MainReturnsZeroWhenTheHostIsStopped()
    {
        using var factory = new MainUnderFactory(["--environment=Development", "--contentRoot=/", "--applicationName=SelfServing"]);
        var host = await factory.Host.WaitAsync(Timeouts.Default);
        await factory.Started.WaitAsync(Timeouts.Default);

        await host.StopAsync();

        Assert.Equal(0, await factory.ExitCode.WaitAsync(Timeouts.Default));
    }

    [Fact]
    public void SettingsOfTheTestsOwnReachTheHost()
    {
        using var factory = _factory.WithWebHostBuilder(builder => builder
            .UseSetting("Greeting:Language", "fr")
            .UseSetting("novel", "")
            .UseEnvironment("Testing"));

        Assert.Equal("fr", factory.Services.GetRequiredService<IConfiguration>()["Greeting:Language"]);
        Assert.Equal("Testing", factory.Services.GetRequiredService<IHostEnvironment>().EnvironmentName);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("false", false)]
    public void OptionsAreSetAsSettings(string noGevent, bool expected)
    {
        using var factory = _factory.WithWebHostBuilder(builder => builder
            .UseSetting("url-prefix", "/shop")
            .UseSetting("max-requests", "7")
            .UseSetting("no-gevent", noGevent));
        var options = factory.Services.GetRequiredService<WorkerPlan>().Options;

        Assert.Equal(("/shop", 7, expected), (options.UrlPrefix, options.MaxRequestPreProcess, options.NoGevent));
    }

    [Fact]
    public async Task ServicesOfTheTestsOwnAreAdded()
    {
        var marker = new Version(1, 2);
        using var factory = _factory.WithWebHostBuilder(builder => builder.ConfigureServices(services => services.AddSingleton(marker)));
        using var client = factory.CreateClient();

        Assert.Same(marker, factory.Services.GetRequiredService<Version>());
        Assert.Equal("Hello from my own program!\n", await client.GetStringAsync("/"));
    }

    [Fact]
    public void AWrongSettingIsSaidInTheException()
    {
        using var factory = With("max-workers", "many");

        Assert.Contains(
            "--max-workers: 'many' is not a whole number", Assert.ThrowsAny<Exception>(factory.CreateClient).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AFailedStartIsThrown()
    {
        using var factory = With("before-serve", "nowhere:Start");

        Assert.Contains("'nowhere'", Assert.ThrowsAny<AppLoadException>(factory.CreateClient).Message, StringComparison.Ordinal);
    }

    private WebApplicationFactory<Program> With(string setting, string value) =>
        _factory.WithWebHostBuilder(builder => builder.UseSetting(setting, value));
}
