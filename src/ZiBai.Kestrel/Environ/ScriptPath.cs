namespace ZiBai.Environ;

/// <summary>Splits a request's path into SCRIPT_NAME and PATH_INFO.</summary>
internal static class ScriptPath
{
    /// <summary>
    /// The path after the script name. A path that does not lie under it is given whole: a proxy in front has already taken the prefix
    /// away.
    /// </summary>
    /// <param name="path">The decoded path.</param>
    /// <param name="scriptName"><c>""</c>, or a prefix without a trailing slash.</param>
    public static string PathInfo(string path, string scriptName) =>
        IsUnder(path, scriptName) ? path[scriptName.Length..] : path;

    /// <summary>Whether a path lies under a script name, as every path does under none.</summary>
    public static bool IsUnder(string path, string scriptName) =>
        path.StartsWith(scriptName, StringComparison.Ordinal)
        && (scriptName.Length == 0 || path.Length == scriptName.Length || path[scriptName.Length] == '/');

    /// <summary>Where the app is mounted: a path that a pipeline has split off the request's own goes before what is the same for every request.</summary>
    /// <param name="pathBase">What was split off, decoded; <c>""</c> outside of pipelines.</param>
    /// <param name="scriptName">The server's script name.</param>
    public static string ScriptName(string pathBase, string scriptName) => pathBase.Length == 0 ? scriptName : Normalise(pathBase);

    /// <summary>How many characters the first segments of a path take up, each with the slash before it.</summary>
    public static int LengthOf(string path, int segments)
    {
        var end = 0;
        while (segments-- > 0 && end < path.Length)
        {
            var next = path.IndexOf('/', end + 1);
            end = next < 0 ? path.Length : next;
        }

        return end;
    }

    /// <summary>The variable SCRIPT_NAME of the process's own environment, as it stands; null where it is not set.</summary>
    public static string? OfEnvironment() => Environment.GetEnvironmentVariable("SCRIPT_NAME");

    /// <summary>A script name as the environ wants it: no trailing slash, and nothing at all for the root.</summary>
    public static string Normalise(string? scriptName) => scriptName?.TrimEnd('/') ?? "";
}
