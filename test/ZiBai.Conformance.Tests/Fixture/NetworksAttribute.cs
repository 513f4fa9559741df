using System.Reflection;
using Xunit.Sdk;

namespace ZiBai.Conformance.Tests.Fixture;

/// <summary>Runs a theory through each door over each kind of connection.</summary>
/// <param name="data">The arguments after the door and the network.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class NetworksAttribute(params object?[] data) : DataAttribute
{
    /// <summary>Whether the rule is the direct door's alone; the theory says why.</summary>
    public bool DirectOnly { get; set; }

    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) =>
        from door in Through.Doors(DirectOnly)
        from network in Enum.GetValues<Network>()
        where network != Network.Unix || !OperatingSystem.IsWindows()
        select (object?[])[door, network, .. data];
}
