namespace ZiBai.Tests.Validation;

/// <summary>Names the rule that a test breaks.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BreaksAttribute : Attribute
{
    public BreaksAttribute(string rule)
    {
        Rule = rule;
    }

    public string Rule { get; }
}
