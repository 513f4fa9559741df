namespace ZiBai.Process.Tests.Completing;

/// <summary>A test that types into a shell, on a terminal that the <c>script</c> of util-linux makes; skipped, with the reason, where one of them is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalFactAttribute : FactAttribute
{
    /// <param name="shell">For example <c>zsh</c>.</param>
    public TerminalFactAttribute(string shell)
    {
        Shell = shell;
        if (!OperatingSystem.IsLinux() || !Path.Exists(TypedShell.Terminal))
        {
            Skip = $"There is no {TypedShell.Terminal} of util-linux to make a terminal.";
        }
        else if (InstalledProgram.Find(shell) is null)
        {
            Skip = $"{shell} is missing; on Debian: apt-get install {shell}";
        }
    }

    public string Shell { get; }
}
