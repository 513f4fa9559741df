using Xunit;

namespace ZiBai.Testing;

/// <summary>A test of what only Linux has, such as <c>/proc</c>; skipped, with the reason, elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Only Linux has what this test looks into.";
        }
    }
}
