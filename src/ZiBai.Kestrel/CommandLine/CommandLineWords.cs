using System.CommandLine;
using System.CommandLine.Parsing;

namespace ZiBai.CommandLine;

/// <summary>The words of a command line that a name alone does not place: the app, addresses, strangers.</summary>
internal sealed class CommandLineWords
{
    private readonly List<string> _plain = [];
    private readonly List<string> _listen = [];
    private readonly List<string> _unknownOptions = [];
    private readonly HashSet<string> _withoutValue = [];

    private CommandLineWords()
    {
    }

    /// <summary>The app's import string; null if there is none, or if it is unclear which word it is.</summary>
    public string? App => _plain.Count > 0 && !MayHoldStrangersValue ? _plain[0] : null;

    /// <summary>The listen addresses.</summary>
    public IReadOnlyList<string> Listen => _listen;

    public static CommandLineWords Of(ParseResult result, bool appFromProgram)
    {
        var words = new CommandLineWords();
        words.TakePlain(result);
        words.TakeListen(result);
        words.FindLackingValues(result);
        if (!appFromProgram && words._plain.Count == 0)
        {
            words.TakeAppFromListen(result);
        }

        return words;
    }

    /// <summary>Whether an option's name is followed by no value.</summary>
    public bool LacksValue(OptionEntry entry) => _withoutValue.Overlaps([entry.Name, .. entry.Aliases]);

    /// <param name="appFromProgram">Whether the program serves an app of its own.</param>
    /// <param name="appElsewhere">Whether the app may be named elsewhere.</param>
    public IEnumerable<string> Problems(bool appFromProgram, bool appElsewhere)
    {
        foreach (var unknown in _unknownOptions)
        {
            var name = unknown.Split('=', ':')[0];
            var nearest = NearestOption.Of(name, ZiBaiCommand.AllNames);
            var advice = ForeignOptions.Advice(name) ?? (nearest is null ? "leave it out" : $"did you mean {nearest}?");
            yield return $"{name}: there is no such option; {advice}";
        }

        if (appFromProgram && !MayHoldStrangersValue)
        {
            foreach (var word in _plain)
            {
                yield return $"'{word}' is one argument too many: the program brings its own app; leave it out";
            }
        }
        else if (!appFromProgram && !appElsewhere && _plain.Count == 0)
        {
            var taken = _listen.LastOrDefault(ListenOrApp.IsApp);
            yield return "no app is given"
                + (taken is null ? "" : $" ('{taken}' is taken for a --listen address)")
                + "; say which one to serve, for example: zibai hello:App";
        }
        else if (!appFromProgram && !MayHoldStrangersValue)
        {
            foreach (var word in _plain.Skip(1))
            {
                yield return $"'{word}' is one argument too many: the app is '{_plain[0]}'; leave one of them out";
            }
        }
    }

    /// <summary>Whether a plain word may be meant as the value of an option that does not exist.</summary>
    private bool MayHoldStrangersValue => _unknownOptions.Any(unknown => !unknown.Contains('='));

    private static bool LooksLikeOption(string word) => word.Length > 1 && word[0] == '-';

    private void TakePlain(ParseResult result)
    {
        // A word in square brackets at the start is a directive to System.CommandLine, and a plain word to us.
        _plain.AddRange(result.Tokens.Where(token => token.Type == TokenType.Directive).Select(token => token.Value));
        var words = result.GetResult(OptionTable.App.Name)?.Tokens.Select(token => token.Value).ToArray() ?? [];
        var literal = result.Tokens.Reverse().TakeWhile(token => token.Type == TokenType.Argument).Count();
        if (!result.Tokens.Any(token => token.Type == TokenType.DoubleDash))
        {
            literal = 0;
        }

        for (var i = 0; i < words.Length; i++)
        {
            (LooksLikeOption(words[i]) && i < words.Length - literal ? _unknownOptions : _plain).Add(words[i]);
        }
    }

    private void TakeListen(ParseResult result)
    {
        var into = _listen;
        foreach (var token in result.GetResult(OptionTable.Of(nameof(ZiBaiOptions.Listen)).Name) is OptionResult given ? given.Tokens : [])
        {
            if (LooksLikeOption(token.Value))
            {
                _unknownOptions.Add(token.Value);
                into = _plain;
            }
            else
            {
                into.Add(token.Value);
            }
        }
    }

    private void FindLackingValues(ParseResult result)
    {
        for (var i = 0; i < result.Tokens.Count; i++)
        {
            if (result.Tokens[i].Type == TokenType.Option
                && (i + 1 == result.Tokens.Count || result.Tokens[i + 1].Type != TokenType.Argument))
            {
                _withoutValue.Add(result.Tokens[i].Value);
            }
        }
    }

    /// <summary>
    /// <c>zibai -l :8000 hello:App</c> reads as it is meant: without an app elsewhere, the last of several words after one
    /// <c>--listen</c> is the app if it cannot be an address.
    /// </summary>
    private void TakeAppFromListen(ParseResult result)
    {
        var listen = OptionTable.Of(nameof(ZiBaiOptions.Listen));
        string[] names = [listen.Name, .. listen.Aliases];
        var tokens = result.Tokens;
        for (var last = 2; last < tokens.Count; last++)
        {
            var first = last;
            while (first > 0 && tokens[first].Type == TokenType.Argument)
            {
                first--;
            }

            var endsRun = last + 1 == tokens.Count || tokens[last + 1].Type != TokenType.Argument;
            if (endsRun && last - first > 1 && names.Contains(tokens[first].Value) && ListenOrApp.IsApp(tokens[last].Value))
            {
                _plain.Add(tokens[last].Value);
                _listen.Remove(tokens[last].Value);
            }
        }
    }
}
