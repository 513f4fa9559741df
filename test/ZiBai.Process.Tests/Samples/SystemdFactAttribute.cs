namespace ZiBai.Process.Tests.Samples;

/// <summary>A test that has systemd look at a unit; skipped, with the reason, where there is no systemd.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SystemdFactAttribute : FactAttribute
{
    public const string Executable = "/usr/bin/systemd-analyze";

    public SystemdFactAttribute()
    {
        if (!File.Exists(Executable))
        {
            Skip = $"{Executable} is missing; on Debian: apt-get install systemd";
        }
    }
}
