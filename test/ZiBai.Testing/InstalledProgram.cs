namespace ZiBai.Testing;

/// <summary>Programs of the machine that tests put to use.</summary>
public static class InstalledProgram
{
    /// <summary>Where a program is; null where it is not installed. What Debian keeps in sbin is not in everybody's PATH.</summary>
    /// <param name="name">For example <c>nginx</c>.</param>
    public static string? Find(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/usr/local/sbin", "/usr/local/bin"];
        return folders.Where(static folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
