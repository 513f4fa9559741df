using Xunit;

namespace ZiBai.Testing;

/// <summary>A test that looks at processes through <c>/proc</c>; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Only Linux has the /proc that this test looks into.";
        }
    }
}
