namespace ZiBai.Validation;

/// <summary>What the server puts into the environ.</summary>
internal static class EnvironCheck
{
    // Those that PEP 3333 asks for, and those besides whose type the contract fixes. zibai.features is of a type that is not ours to name.
    private static readonly (string Key, Type Type, bool IsRequired)[] _keys =
    [
        (EnvironKeys.RequestMethod, typeof(string), true),
        (EnvironKeys.ScriptName, typeof(string), true),
        (EnvironKeys.PathInfo, typeof(string), true),
        (EnvironKeys.QueryString, typeof(string), true),
        (EnvironKeys.ServerName, typeof(string), true),
        (EnvironKeys.ServerPort, typeof(string), true),
        (EnvironKeys.ServerProtocol, typeof(string), true),
        (EnvironKeys.WsgiVersion, typeof((int, int)), true),
        (EnvironKeys.WsgiUrlScheme, typeof(string), true),
        (EnvironKeys.WsgiInput, typeof(InputStream), true),
        (EnvironKeys.WsgiErrors, typeof(TextWriter), true),
        (EnvironKeys.WsgiMultithread, typeof(bool), true),
        (EnvironKeys.WsgiMultiprocess, typeof(bool), true),
        (EnvironKeys.WsgiRunOnce, typeof(bool), true),
        (EnvironKeys.WsgiInputTerminated, typeof(bool), false),
        (EnvironKeys.WsgiFileWrapper, typeof(Func<Stream, int, FileWrapper>), false),
        (EnvironKeys.RequestAborted, typeof(CancellationToken), false),
    ];

    private static readonly string[] _refused =
    [
        EnvironKeys.HttpPrefix + EnvironKeys.ContentType,
        EnvironKeys.HttpPrefix + EnvironKeys.ContentLength,
    ];

    public static void Check(IDictionary<string, object?> environ)
    {
        CheckKeys(environ);
        CheckStrings(environ);
        CheckForms(environ);
    }

    private static void CheckKeys(IDictionary<string, object?> environ)
    {
        foreach (var (key, type, isRequired) in _keys)
        {
            if (environ.TryGetValue(key, out var value))
            {
                if (!type.IsInstanceOfType(value))
                {
                    throw Rules.EnvironTypes.Broken($"environ key {key} is {Shown.TypeOf(value)} and no {type}");
                }
            }
            else if (isRequired)
            {
                throw Rules.EnvironComplete.Broken($"the environ has no {key}");
            }
        }

        foreach (var key in _refused)
        {
            if (environ.ContainsKey(key))
            {
                throw Rules.EnvironHeaderNames.Broken($"the environ has {key}");
            }
        }
    }

    private static void CheckStrings(IDictionary<string, object?> environ)
    {
        foreach (var (key, value) in environ)
        {
            if (value is not string && !key.Contains('.', StringComparison.Ordinal))
            {
                throw Rules.EnvironTypes.Broken($"environ key {Shown.Text(key)} is {Shown.TypeOf(value)} and no string");
            }
        }
    }

    private static void CheckForms(IDictionary<string, object?> environ)
    {
        if (Text(environ, EnvironKeys.RequestMethod) is var method && !HeaderText.IsToken(method))
        {
            throw Rules.RequestMethodForm.Broken($"REQUEST_METHOD is {Shown.Text(method)}");
        }

        if (Text(environ, EnvironKeys.ScriptName) is { Length: > 0 } script && (script[0] != '/' || script[^1] == '/'))
        {
            throw Rules.ScriptNameForm.Broken($"SCRIPT_NAME is {Shown.Text(script)}");
        }

        if (Text(environ, EnvironKeys.PathInfo) is { Length: > 0 } path && path[0] != '/')
        {
            throw Rules.PathInfoForm.Broken($"PATH_INFO is {Shown.Text(path)}");
        }

        if (Text(environ, EnvironKeys.WsgiUrlScheme) is var scheme && !IsScheme(scheme))
        {
            throw Rules.UrlSchemeForm.Broken($"wsgi.url_scheme is {Shown.Text(scheme)}");
        }

        if (environ.TryGetValue(EnvironKeys.ContentLength, out var length)
            && length is string { Length: > 0 } digits
            && !HeaderText.TryParseLength(digits, out _))
        {
            throw Rules.RequestContentLengthForm.Broken($"CONTENT_LENGTH is {Shown.Text(digits)}");
        }
    }

    private static string Text(IDictionary<string, object?> environ, string key) => (string)environ[key]!;

    private static bool IsScheme(string text) =>
        text.Length > 0
        && char.IsAsciiLetter(text[0])
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');
}
