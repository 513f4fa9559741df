using System.Reflection;
using Xunit.Sdk;

namespace ZiBai.Conformance.Tests.Fixture;

/// <summary>Runs a theory through each door.</summary>
/// <param name="data">The arguments after the door.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class DoorsAttribute(params object?[] data) : DataAttribute
{
    /// <summary>Whether the rule is the direct door's alone; the theory says why.</summary>
    public bool DirectOnly { get; set; }

    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) =>
        Through.Doors(DirectOnly).Select(door => (object?[])[door, .. data]);
}
