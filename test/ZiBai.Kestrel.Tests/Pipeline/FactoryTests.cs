extern alias Mixed;

using Microsoft.AspNetCore.Mvc.Testing;
using ZiBai.Testing;

namespace ZiBai.Tests.Pipeline;

/// <summary>samples/Mixed under the test factory of ASP.NET Core.</summary>
public sealed class FactoryTests
{
    [Fact]
    public async Task TheApiAndTheAppAnswerInMemory()
    {
        await using var factory = new WebApplicationFactory<Mixed::Program>();
        using var client = factory.CreateClient();

        Assert.Equal("{\"greeting\":\"Hello, you!\"}", await client.GetStringAsync("/api/greeting/you").WaitAsync(Timeouts.Default));
        Assert.Equal(
            "The shop is at /shop, and this is its page /a b\n", await client.GetStringAsync("/shop/a%20b").WaitAsync(Timeouts.Default));
    }
}
