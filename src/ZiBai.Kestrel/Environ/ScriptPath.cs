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
        scriptName.Length != 0
        && path.StartsWith(scriptName, StringComparison.Ordinal)
        && (path.Length == scriptName.Length || path[scriptName.Length] == '/')
            ? path[scriptName.Length..]
            : path;

    /// <summary>A script name as the environ wants it: no trailing slash, and nothing at all for the root.</summary>
    public static string Normalise(string? scriptName) => scriptName?.TrimEnd('/') ?? "";
}
