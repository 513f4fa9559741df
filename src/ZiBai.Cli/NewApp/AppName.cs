using System.Globalization;
using System.Text.RegularExpressions;

namespace ZiBai.Cli.NewApp;

/// <summary>What a new app is called.</summary>
/// <param name="Module">As the import string and the file have it: <c>guest_book</c>.</param>
/// <param name="Class">As its class has it: <c>GuestBookApp</c>. The ending keeps it apart from types that need no <c>using</c>, such as Task.</param>
internal sealed partial record AppName(string Module, string Class)
{
    /// <exception cref="AppNameException">No file and class can be called so.</exception>
    public static AppName Parse(string text)
    {
        if (!Allowed().IsMatch(text))
        {
            throw new AppNameException($"'{text}' cannot be the name of an app: a letter comes first, then letters, digits and _");
        }

        var words = text.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(static word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]);
        return new AppName(text, string.Concat(words) + "App");
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]*\z")]
    private static partial Regex Allowed();
}
