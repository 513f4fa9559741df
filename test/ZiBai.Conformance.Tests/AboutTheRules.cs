using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ZiBai.Conformance.Tests;

/// <summary>
/// What these tests prove: contract.md sentence by sentence, and what PEP 3333 asks of a server. One file for each group of rules: AsyncTests, BodyTests,
/// CloseTests, EnvironTests, ErrorTests (an app's failures), ErrorsStreamTests (wsgi.errors), FileWrapperTests, InputTests, StartResponseTests and ThreadTests,
/// with ClientGoneTests, DebugTests, DrainTests and EndlessTests for what cuts across them. Each test quotes its rule, or says it in other words, and names its source.
/// </summary>
/// <remarks>
/// Rules of PEP 3333 that do not carry over, and why:
/// <list type="bullet">
/// <item>Native strings and bytestrings, Latin-1 "strings" ("A Note On String Types", "Unicode Issues"): C# has one string type and byte buffers. What is left
/// of them is that header values carry bytes as Latin-1, and that PATH_INFO, unlike in Python, is real text (UTF-8 decoded, once).</item>
/// <item>environ "must be a builtin Python dictionary", not a subclass: here it is an IDictionary that cannot be told from a Dictionary, which a property test
/// of the environ shows.</item>
/// <item>exc_info as a tuple (type, value, traceback), and the care to clear it "to avoid circular references": an Exception carries its own trace, and the
/// garbage collector takes circles.</item>
/// <item>That start_response is called with positional arguments: a delegate's caller may name them and means the same.</item>
/// <item>len(iterable) == 1 as the way to a Content-Length: here a body says how many chunks it has by being a collection; a generator, an async one included,
/// cannot, and is chunked. Holding its first chunk back to look for a second would break the rule that chunks are never delayed, which goes first.</item>
/// <item>The fileno() of a wrapped file, and what a wrapper does for one without close(): every Stream has what both are for.</item>
/// <item>readlines(hint) as an option, read(size) without a size, __iter__: Stream and InputStream have the methods of their own platform for them.</item>
/// <item>writelines() of wsgi.errors: a TextWriter writes lines by WriteLine.</item>
/// <item>wsgi.run_once: a server of this kind never serves one request alone; it is false.</item>
/// <item>"Supporting Older (&lt;2.2) Versions of Python", the CGI gateway, and os.environ's part in "Application Configuration": there is nothing they are
/// about. What an operator sets reaches an app as it reaches any .NET program.</item>
/// <item>"Middleware Handling of Block Boundaries": a rule for middleware, and the server is none. The validator, which is, has tests of its own.</item>
/// <item>Transfer codings and hop-by-hop headers: these carry over, and more strictly. The PEP lets a server drop or refuse them: this one refuses.</item>
/// </list>
/// </remarks>
public sealed partial class AboutTheRules
{
    /// <summary>The list above stays true of each test that is added: contract.md, PEP 3333, an RFC or README.md is its source.</summary>
    [Fact]
    public void EveryTestNamesTheSourceOfItsRule()
    {
        List<string> without = [];
        var tests = 0;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(PathOfThisFile())!, "*Tests*.cs"))
        {
            foreach (Match test in Test().Matches(File.ReadAllText(file).ReplaceLineEndings("\n")))
            {
                tests++;
                if (!Source().IsMatch(test.Groups["doc"].Value))
                {
                    without.Add($"{Path.GetFileName(file)}: {test.Groups["name"].Value}");
                }
            }
        }

        Assert.Empty(without);
        Assert.InRange(tests, 100, int.MaxValue);
    }

    [GeneratedRegex(@"(?<doc>(?:^ {4}///.*\n)*)(?:^ {4}\[.*\]\n)+^ {4}public (?:async )?(?:Task|void) (?<name>\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Test();

    [GeneratedRegex(@"contract\.md|PEP 3333|RFC \d+|README\.md")]
    private static partial Regex Source();

    private static string PathOfThisFile([CallerFilePath] string path = "") => path;
}
