using ZiBai.Supervision.Watching;

namespace ZiBai.CommandLine;

/// <summary>What options say of each other.</summary>
internal static class ImpliedOptions
{
    /// <summary>
    /// <c>--reload</c> is <c>--watchfiles</c> with the usual globs, and files are watched for worker processes. <c>--debug-anywhere</c> is <c>--debug</c>, too.
    /// </summary>
    public static ZiBaiOptions Complete(ZiBaiOptions options)
    {
        if (options.DebugAnywhere)
        {
            options = options with { Debug = true };
        }

        if (options.Reload && options.Watchfiles is null)
        {
            options = options with { Watchfiles = FilePatterns.Usual };
        }

        return options.Watchfiles is null ? options : options with { Subprocess = Math.Max(1, options.Subprocess) };
    }
}
