using ZiBai.Validation;

namespace ZiBai;

/// <summary>A rule of the contract that <see cref="Validator"/> watches.</summary>
public sealed class ContractRule
{
    internal ContractRule(string name, ContractParty party, string expected, string remedy, string origin)
    {
        Name = name;
        Party = party;
        Expected = expected;
        Remedy = remedy;
        Origin = origin;
    }

    /// <summary>The rule's name, one word: <c>"StatusForm"</c>. Names do not change between versions.</summary>
    public string Name { get; }

    /// <summary>Who is bound by the rule.</summary>
    public ContractParty Party { get; }

    /// <summary>What the rule asks for, in one sentence.</summary>
    public string Expected { get; }

    /// <summary>What to do where it is broken, in one sentence.</summary>
    public string Remedy { get; }

    /// <summary>Where the rule comes from: a section of PEP 3333, an RFC, or the contract.</summary>
    public string Origin { get; }

    /// <summary>All rules, each once, the app's before the server's.</summary>
    public static IReadOnlyList<ContractRule> All => Rules.All;

    /// <summary>Gives <see cref="Name"/>.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    /// <summary>The error of one breach.</summary>
    /// <param name="got">What was done instead, as a clause: <c>"it called start_response with status 'OK'"</c>.</param>
    internal ContractViolationException Broken(string got) => new(this, got);
}
