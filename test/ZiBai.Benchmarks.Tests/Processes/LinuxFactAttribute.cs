namespace ZiBai.Benchmarks.Tests.Processes;

/// <summary>A test that looks at processes as Linux shows them; skipped, with the reason, elsewhere.</summary>
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
