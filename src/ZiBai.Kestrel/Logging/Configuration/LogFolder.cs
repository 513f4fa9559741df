using ZiBai.Transport;

namespace ZiBai.Logging.Configuration;

/// <summary>
/// Tries whether a log file can be made. Serilog opens some files only for the first record, and then says what is wrong where nobody may hear it.
/// </summary>
internal static class LogFolder
{
    /// <summary>Why the file cannot be made; null if it can. Its folder is made if it is not there, as Serilog does.</summary>
    /// <param name="path">As the configuration has it: with environment variables, and relative to the current directory.</param>
    public static string? Wrong(string path)
    {
        try
        {
            var whole = Path.GetFullPath(Environment.ExpandEnvironmentVariables(path));
            if (Directory.Exists(whole) || Path.EndsInDirectorySeparator(whole))
            {
                return $"the log file {whole} is a folder; give the path of a file";
            }

            if (UnixFiles.IsPipe(whole))
            {
                return $"the log file {whole} is a named pipe, which would be waited for; give the path of a file";
            }

            if (File.Exists(whole) && CanBeAppendedTo(whole))
            {
                return null;
            }

            var folder = Path.GetDirectoryName(whole)!;
            Directory.CreateDirectory(folder);
            using var trial = new FileStream(
                Path.Combine(folder, $".zibai-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"the log file '{path}' cannot be made: {exception.Message} Give the path of one in a folder that this user may write to, relative to the "
                + "current directory or whole";
        }
    }

    // A file, or a device, that is there may be writable where its folder is not.
    private static bool CanBeAppendedTo(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }
}
