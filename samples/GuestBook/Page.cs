using System.Net;

namespace GuestBook;

/// <summary>HTML. What somebody else wrote is encoded, always.</summary>
internal static class Page
{
    // The form goes to the page's own address, so it names none.
    public static string Of(IEnumerable<Entry> entries) => Document($"""
        <form method="post">
        <p><label>Name <input name="name" maxlength="100" required></label></p>
        <p><label>Text <textarea name="text" maxlength="2000" required></textarea></label></p>
        <p><button>Sign</button></p>
        </form>
        <dl>
        {string.Concat(entries.Select(static entry => $"<dt>{WebUtility.HtmlEncode(entry.Name)}</dt><dd>{WebUtility.HtmlEncode(entry.Text)}</dd>\n"))}</dl>
        """);

    /// <param name="text">Ours: it is not encoded.</param>
    public static string Message(string text) => Document($"<p>{text}</p>");

    private static string Document(string body) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Guest book</title></head>
        <body>
        <h1>Guest book</h1>
        {body}
        </body>
        </html>

        """;
}
