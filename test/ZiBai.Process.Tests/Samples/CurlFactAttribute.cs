namespace ZiBai.Process.Tests.Samples;

/// <summary>A test that runs the curl commands of a sample; skipped, with the reason, where there is no curl.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CurlFactAttribute : FactAttribute
{
    public CurlFactAttribute()
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(static folder => File.Exists(Path.Combine(folder, "curl"))))
        {
            Skip = "curl is missing; on Debian: apt-get install curl";
        }
    }
}
