using System.Reflection;

namespace ZiBai.Tests.Validation;

public sealed class RuleTableTests
{
    private static readonly string[] _names = [.. ContractRule.All.Select(static rule => rule.Name)];

    [Fact]
    public void EachRuleHasATestThatBreaksIt()
    {
        var broken = typeof(RuleTableTests).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods())
            .Select(static method => method.GetCustomAttribute<BreaksAttribute>()?.Rule)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);

        Assert.Equal(_names.Order(StringComparer.Ordinal), broken.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NoRuleIsThereTwice() => Assert.Equal(_names.Length, _names.Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void TheAppsRulesComeBeforeTheServers() =>
        Assert.Equal(ContractRule.All.OrderBy(static rule => rule.Party), ContractRule.All);

    [Fact]
    public void RuleNamesAreOneWord() => Assert.All(_names, static name => Assert.Matches("^[A-Z][A-Za-z]+$", name));

    [Fact]
    public void EachRuleSaysWhatItAsksForWhatToDoAndWhereItComesFrom() => Assert.All(ContractRule.All, static rule =>
    {
        Assert.EndsWith(".", rule.Expected, StringComparison.Ordinal);
        Assert.EndsWith(".", rule.Remedy, StringComparison.Ordinal);
        Assert.Matches("^(PEP 3333|RFC [0-9]+|wsgiref|the contract)", rule.Origin);
    });

    [Fact]
    public void ARuleReadsAsItsName() => Assert.Equal(_names[0], ContractRule.All[0].ToString());

    [Fact]
    public void AViolationNamesTheAppTheRuleWhatWasGotAndWhatToDo()
    {
        var rule = ContractRule.All.Single(static rule => rule.Name == "StatusForm");

        var violation = new ContractViolationException(rule, "it called start_response with status 'OK'");

        Assert.Equal(
            "The app broke the rule StatusForm: it called start_response with status 'OK'. A status is three digits from 100 to 999, a space "
            + "and a reason in one line of ASCII, which may be empty. Write it as '200 OK'. Source: PEP 3333, \"The start_response() "
            + "Callable\"; RFC 9112 section 4.",
            violation.Message);
    }

    [Fact]
    public void AViolationOfTheServersNamesTheServer()
    {
        var rule = ContractRule.All.First(static rule => rule.Party == ContractParty.Server);

        var violation = new ContractViolationException(rule, "x");

        Assert.StartsWith($"The server broke the rule {rule.Name}: x. ", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AViolationCarriesItsRuleAndWhatWasGot()
    {
        var violation = new ContractViolationException(ContractRule.All[0], "it did");

        Assert.Same(ContractRule.All[0], violation.Rule);
        Assert.Equal("it did", violation.Got);
    }

    [Fact]
    public void AViolationNeedsARule() =>
        Assert.Throws<ArgumentNullException>("rule", static () => new ContractViolationException(null!, "x"));

    [Fact]
    public void ANullAppIsRefused()
    {
        Assert.Throws<ArgumentNullException>("app", static () => Validator.Wrap((WsgiApp)null!));
        Assert.Throws<ArgumentNullException>("app", static () => Validator.Wrap((AsyncWsgiApp)null!));
    }
}
