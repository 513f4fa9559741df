namespace ZiBai.Process.Tests.Options;

/// <summary>A test that needs a terminal, which the <c>script</c> of util-linux makes; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalTheoryAttribute : TheoryAttribute
{
    public TerminalTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux() || !Path.Exists("/usr/bin/script"))
        {
            Skip = "There is no /usr/bin/script of util-linux to make a terminal.";
        }
    }
}
