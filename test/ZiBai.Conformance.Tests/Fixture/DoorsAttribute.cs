using System.Reflection;
using Xunit.Sdk;

namespace ZiBai.Conformance.Tests.Fixture;

/// <summary>Runs a theory through each door.</summary>
/// <param name="data">The arguments after the door.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class DoorsAttribute(params object?[] data) : DataAttribute
{
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) =>
        Enum.GetValues<Door>().Select(door => (object?[])[door, .. data]);
}
