using Xunit;

namespace ZiBai.Testing;

/// <summary>A test that needs a program of the machine; skipped, with the reason, where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramFactAttribute : FactAttribute
{
    /// <param name="program">For example <c>nginx</c>.</param>
    /// <param name="package">Debian's package of it; null where that has the program's name.</param>
    public ProgramFactAttribute(string program, string? package = null)
    {
        Program = program;
        Package = package ?? program;
        if (InstalledProgram.Find(program) is null)
        {
            Skip = $"{program} is missing; on Debian: apt-get install {Package}";
        }
    }

    public string Program { get; }

    public string Package { get; }
}
