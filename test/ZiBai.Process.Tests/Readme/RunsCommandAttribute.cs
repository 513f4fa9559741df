namespace ZiBai.Process.Tests.Readme;

/// <summary>Says that a test runs commands of README.md.</summary>
/// <param name="beginning">What they begin with.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
internal sealed class RunsCommandAttribute(string beginning) : Attribute
{
    public string Beginning => beginning;
}
