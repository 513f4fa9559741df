namespace ZiBai.Process.Tests.Logging;

/// <summary>A test that needs a real logrotate; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LogrotateFactAttribute : FactAttribute
{
    public const string Executable = "/usr/sbin/logrotate";

    public LogrotateFactAttribute()
    {
        if (!File.Exists(Executable))
        {
            Skip = $"{Executable} is missing; on Debian: apt-get install logrotate";
        }
    }
}
