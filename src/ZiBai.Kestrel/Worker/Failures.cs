using ZiBai.Logging.Output;

namespace ZiBai.Worker;

/// <summary>How a process says what kept it from serving.</summary>
internal static class Failures
{
    /// <summary>What is said before an exception that nobody foresaw.</summary>
    public const string Unexpected = "an unexpected failure; please report it";

    /// <summary>Says it on standard error.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(int exitCode, IEnumerable<string> problems)
    {
        PlainText.Complain(string.Join(Environment.NewLine, problems.Select(static problem => "zibai: error: " + problem)));
        return exitCode;
    }

    /// <summary>What there is to say of an exception beyond its type and message, which the line before has told.</summary>
    public static string WhereThrown(Exception cause)
    {
        var (whole, told) = (cause.ToString(), $"{cause.GetType()}: {cause.Message}");
        return (whole.StartsWith(told, StringComparison.Ordinal) ? whole[told.Length..] : whole).TrimStart('\r', '\n');
    }
}
