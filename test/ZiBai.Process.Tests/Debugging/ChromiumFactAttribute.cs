namespace ZiBai.Process.Tests.Debugging;

/// <summary>A test that looks at a page with Chromium; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (Executable is null)
        {
            Skip = "There is no chromium on this machine; on Debian: apt-get install chromium";
        }
    }

    /// <summary>The browser; null if it is not installed.</summary>
    internal static string? Executable { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(static folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists);
}
