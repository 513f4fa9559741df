using ZiBai.Loading;

namespace ZiBai.CommandLine;

/// <summary>Tells an app from a listen address, where both may stand.</summary>
internal static class ListenOrApp
{
    /// <summary>
    /// Whether <paramref name="text"/> can be meant as an import string and not as a listen address: a port is a number, and a Unix
    /// socket begins with <c>unix:</c>.
    /// </summary>
    public static bool IsApp(string text)
    {
        if (ImportString.Wrong(text) is not null || text.StartsWith("unix:", StringComparison.Ordinal))
        {
            return false;
        }

        var colon = text.LastIndexOf(':');
        var first = text[colon + 1];
        var otherColon = text.IndexOf(':');
        var isPathWithDrive = otherColon == 1 && text[2] is '\\' or '/';
        return (char.IsLetter(first) || first == '_') && (otherColon == colon || isPathWithDrive);
    }
}
