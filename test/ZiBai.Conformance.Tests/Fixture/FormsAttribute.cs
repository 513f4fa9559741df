using System.Reflection;
using Xunit.Sdk;

namespace ZiBai.Conformance.Tests.Fixture;

/// <summary>Runs a theory through each door with each form of app.</summary>
/// <param name="data">The arguments after the door and the form.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FormsAttribute(params object?[] data) : DataAttribute
{
    /// <summary>Whether the rule is the direct door's alone; the theory says why.</summary>
    public bool DirectOnly { get; set; }

    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) =>
        from door in Through.Doors(DirectOnly)
        from form in Enum.GetValues<AppForm>()
        select (object?[])[door, form, .. data];
}
