namespace ZiBai.Tests.Control.Unix;

/// <summary>A fact about Unix systems; skipped on Windows.</summary>
public sealed class UnixOnlyFactAttribute : FactAttribute
{
    public UnixOnlyFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows does it in another way.";
        }
    }
}
