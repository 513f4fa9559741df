using System.Runtime.CompilerServices;

namespace ZiBai.Validation;

/// <summary>The one table of rules.</summary>
internal static class Rules
{
    private const string StartSection = "PEP 3333, \"The start_response() Callable\"";
    private const string WriteSection = "PEP 3333, \"The write() Callable\"";
    private const string EnvironSection = "PEP 3333, \"environ Variables\"";
    private const string StreamSection = "PEP 3333, \"Input and Error Streams\"";
    private const string LengthSection = "PEP 3333, \"Handling the Content-Length Header\"";
    private const string DetailSection = "PEP 3333, \"Specification Details\"";

    // Filled by the properties below as they are made; the first of all, therefore.
    private static readonly List<ContractRule> _all = [];

    /// <summary>All rules in the order of this file.</summary>
    public static IReadOnlyList<ContractRule> All { get; } = _all.AsReadOnly();

    public static ContractRule StartResponseBeforeBody { get; } = App(
        "start_response is called before the first non-empty chunk, and before the end of the body.",
        "Call start_response with status and headers first.",
        DetailSection);

    public static ContractRule StartResponseOnce { get; } = App(
        "start_response is called once, or again with the exception that the new response reports.",
        "Leave the second call out, or pass the exception as excInfo.",
        StartSection);

    public static ContractRule StartResponseBeforeEnd { get; } = App(
        "start_response is called before the body has ended or was disposed.",
        "Decide on the response before the last chunk.",
        StartSection);

    public static ContractRule StatusForm { get; } = App(
        "A status is three digits from 100 to 999, a space and a reason in one line of ASCII, which may be empty.",
        "Write it as '200 OK'.",
        StartSection + "; RFC 9112 section 4");

    public static ContractRule HeadersGiven { get; } = App(
        "The headers are a list, which may be empty.",
        "Pass [] where there are none.",
        StartSection);

    public static ContractRule HeaderNameForm { get; } = App(
        "A header's name is letters, digits and !#$%&'*+-.^_`|~.",
        "Write it without colon and spaces, for example 'Content-Type'.",
        StartSection + "; RFC 9110 section 5.1");

    public static ContractRule HeaderValueForm { get; } = App(
        "A header's value is one line of Latin-1 without control characters.",
        "Take line ends out and encode what is not Latin-1, for example as RFC 8187 does.",
        StartSection + "; RFC 9110 section 5.5");

    public static ContractRule HeaderOfServer { get; } = App(
        "Hop-by-hop headers are the server's own.",
        "Leave the header out.",
        "PEP 3333, \"Other HTTP Features\"; RFC 9110 section 7.6.1");

    public static ContractRule HeaderStatus { get; } = App(
        "The status is start_response's first argument and no header.",
        "Leave the Status header out.",
        "wsgiref.validate; RFC 3875 section 6.3.3");

    public static ContractRule HeadersKept { get; } = App(
        "The headers are the server's from the call of start_response on, and a later change is lost.",
        "Finish the list before the call, and make a new one for each response.",
        StartSection);

    public static ContractRule ContentLengthForm { get; } = App(
        "Content-Length is the number of bytes in the body, in decimal digits.",
        "Write it as '12', or leave it out.",
        LengthSection + "; RFC 9110 section 8.6");

    public static ContractRule ContentLengthOnce { get; } = App(
        "A response has one Content-Length.",
        "Leave the others out.",
        LengthSection + "; RFC 9110 section 8.6");

    public static ContractRule ContentLengthPlace { get; } = App(
        "A response with status 1xx or 204 has no Content-Length.",
        "Leave it out.",
        "RFC 9110 section 8.6");

    public static ContractRule ContentLengthReached { get; } = App(
        "The body has as many bytes as Content-Length says.",
        "Count the bytes after encoding, give the whole body, or leave Content-Length out.",
        LengthSection);

    public static ContractRule ContentLengthKept { get; } = App(
        "The body has no more bytes than Content-Length says.",
        "Count the bytes after encoding, or leave Content-Length out.",
        LengthSection);

    public static ContractRule ContentTypePresent { get; } = App(
        "A response with a body has a Content-Type.",
        "Add one, for example 'text/plain; charset=utf-8'; 'application/octet-stream' says that it is not known.",
        "wsgiref.validate; RFC 9110 section 8.3");

    public static ContractRule ContentTypePlace { get; } = App(
        "A response with status 1xx, 204 or 304 has no body and thus no Content-Type.",
        "Leave it out.",
        "wsgiref.validate; RFC 9110 section 6.4.1");

    public static ContractRule BodyGiven { get; } = App(
        "The app returns the chunks of the body.",
        "Return an empty array where there are none.",
        DetailSection);

    public static ContractRule WriteBeforeReturn { get; } = App(
        "write is called before the app returns its body, and not from within it: what is written goes out before the body.",
        "Yield the bytes, or write them before returning.",
        WriteSection);

    public static ContractRule EnvironUntilEnd { get; } = App(
        "The environ and what it holds are valid until the response is finished; then they may belong to another request.",
        "Copy what is needed later while the request lasts.",
        "the contract, \"environ\"");

    public static ContractRule InputLeftOpen { get; } = App(
        "wsgi.input is the server's to close.",
        "Take out the using or Dispose; give readers leaveOpen: true.",
        "wsgiref.validate; " + StreamSection);

    public static ContractRule ErrorsLeftOpen { get; } = App(
        "wsgi.errors is the server's to close.",
        "Take out the using or Dispose; call Flush where the text must be out.",
        "wsgiref.validate; " + StreamSection);

    public static ContractRule ArgumentsGiven { get; } = Server(
        "The app is called with an environ and a start_response.",
        "Pass both.",
        DetailSection);

    public static ContractRule EnvironComplete { get; } = Server(
        "The environ has every key that the contract asks for, \"\" where there is nothing to say.",
        "Set the key before calling the app.",
        EnvironSection);

    public static ContractRule EnvironTypes { get; } = Server(
        "Each value of the environ has the type of its key; a key without a dot has a string.",
        "Convert the value, or give a key of your own a name with a dot.",
        EnvironSection);

    public static ContractRule EnvironHeaderNames { get; } = Server(
        "Content-Type and Content-Length are CONTENT_TYPE and CONTENT_LENGTH, and never also HTTP_CONTENT_TYPE and HTTP_CONTENT_LENGTH.",
        "Remove the key with HTTP_.",
        EnvironSection + "; RFC 3875 section 4.1.18");

    public static ContractRule RequestMethodForm { get; } = Server(
        "REQUEST_METHOD is a token, for example GET.",
        "Refuse such a request before it comes to the app.",
        EnvironSection + "; RFC 9110 section 9.1");

    public static ContractRule ScriptNameForm { get; } = Server(
        "SCRIPT_NAME is \"\" or begins with a slash, and does not end with one.",
        "Give \"\" for the root and '/prefix' for anything else.",
        EnvironSection + "; RFC 3875 section 4.1.13");

    public static ContractRule PathInfoForm { get; } = Server(
        "PATH_INFO is \"\" or begins with a slash.",
        "Leave the slash between SCRIPT_NAME and PATH_INFO to PATH_INFO.",
        EnvironSection + "; RFC 3875 section 4.1.5");

    public static ContractRule RequestContentLengthForm { get; } = Server(
        "CONTENT_LENGTH is \"\" or decimal digits.",
        "Refuse such a request before it comes to the app.",
        EnvironSection + "; RFC 9110 section 8.6");

    public static ContractRule UrlSchemeForm { get; } = Server(
        "wsgi.url_scheme is a URL's scheme, such as http or https.",
        "Give a letter, then letters, digits, '+', '-' or '.'.",
        EnvironSection + "; RFC 3986 section 3.1");

    public static ContractRule WriteGiven { get; } = Server(
        "start_response returns a write callable.",
        "Return one, even if all it does is to throw.",
        WriteSection);

    public static ContractRule BodyIteratedOnce { get; } = Server(
        "The body is iterated once: a second time would run the app's code again.",
        "Keep the chunks, or the enumerator.",
        DetailSection);

    public static ContractRule BodyDisposedOnce { get; } = Server(
        "The body is disposed exactly once.",
        "Dispose it in one place, whatever happened.",
        DetailSection);

    public static ContractRule BodyUsedBeforeDisposal { get; } = Server(
        "The body is used before it is disposed, and not after.",
        "Dispose it after its last chunk.",
        DetailSection);

    private static ContractRule App(string expected, string remedy, string origin, [CallerMemberName] string name = "") =>
        Add(name, ContractParty.App, expected, remedy, origin);

    private static ContractRule Server(string expected, string remedy, string origin, [CallerMemberName] string name = "") =>
        Add(name, ContractParty.Server, expected, remedy, origin);

    private static ContractRule Add(string name, ContractParty party, string expected, string remedy, string origin)
    {
        var rule = new ContractRule(name, party, expected, remedy, origin);
        _all.Add(rule);
        return rule;
    }
}
