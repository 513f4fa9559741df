using Xunit;

namespace ZiBai.Testing;

/// <summary>A test that needs a real nginx; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NginxFactAttribute : FactAttribute
{
    public NginxFactAttribute()
    {
        if (Nginx.Executable is null)
        {
            Skip = Nginx.Missing;
        }
    }
}
