using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace ZiBai.Tests.Validation;

/// <summary>What tests that break rules share: the rule stands once, in the test's attribute.</summary>
public abstract class RuleTests
{
    private protected Exchange Exchange { get; } = new();

    /// <summary>Runs an app that breaks the rule which the calling test names.</summary>
    private protected ContractViolationException Broken(WsgiApp app, [CallerMemberName] string test = "") =>
        BrokenBy(() => Exchange.Run(app), test);

    /// <inheritdoc cref="Broken"/>
    private protected async Task<ContractViolationException> BrokenAsync(AsyncWsgiApp app, [CallerMemberName] string test = "")
    {
        var violation = await Assert.ThrowsAsync<ContractViolationException>(() => Exchange.RunAsync(app));
        Assert.Equal(RuleOf(test), violation.Rule.Name);
        return violation;
    }

    /// <summary>Does what breaks the rule which the calling test names.</summary>
    private protected ContractViolationException BrokenBy(Action action, [CallerMemberName] string test = "")
    {
        var violation = Assert.Throws<ContractViolationException>(action);
        Assert.Equal(RuleOf(test), violation.Rule.Name);
        return violation;
    }

    private protected static ReadOnlyMemory<byte> Chunk(string text) => Encoding.Latin1.GetBytes(text);

    private protected static Write Ok(StartResponse startResponse) => startResponse("200 OK", [("Content-Type", "text/plain")]);

    private protected static WsgiApp Answering(string status, params (string Name, string Value)[] headers) => (_, startResponse) =>
    {
        startResponse(status, headers);
        return [];
    };

    private protected static WsgiApp Giving(string body, string status, params (string Name, string Value)[] headers) =>
        (_, startResponse) =>
        {
            startResponse(status, headers);
            return [Chunk(body)];
        };

    private string RuleOf(string test) =>
        GetType().GetMethod(test)?.GetCustomAttribute<BreaksAttribute>()?.Rule
        ?? throw new InvalidOperationException($"{test} does not say which rule it breaks.");
}
