namespace ZiBai;

/// <summary>
/// The app or its server broke a rule of the contract; thrown by what <see cref="Validator"/> puts between them, where it was broken. The
/// message says who broke which rule, what was done, what was expected, what to do, and where the rule comes from.
/// </summary>
public sealed class ContractViolationException : Exception
{
    /// <summary>Makes the exception; its message is derived from these.</summary>
    /// <param name="rule">The rule that was broken.</param>
    /// <param name="got">What was done instead, as a clause: <c>"it called start_response with status 'OK'"</c>.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ContractViolationException(ContractRule rule, string got)
        : base(Describe(rule, got))
    {
        Rule = rule;
        Got = got;
    }

    /// <summary>The rule that was broken.</summary>
    public ContractRule Rule { get; }

    /// <summary>What was done instead, as a clause.</summary>
    public string Got { get; }

    private static string Describe(ContractRule rule, string got)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(got);
        var who = rule.Party == ContractParty.App ? "app" : "server";
        return $"The {who} broke the rule {rule.Name}: {got}. {rule.Expected} {rule.Remedy} Source: {rule.Origin}.";
    }
}
