using System.Text;
using ZiBai.Cli.Sources;

namespace ZiBai.Process.Tests.Sources;

/// <summary>Sources and apps as texts.</summary>
internal static class Text
{
    /// <summary>The file of an app that answers with a word; <c>/throws</c> throws on its line 5.</summary>
    public static string App(string word) => $$"""
        public static class Words
        {
            public static IEnumerable<ReadOnlyMemory<byte>> App(IDictionary<string, object?> environ, StartResponse startResponse)
            {
                if ((string)environ["PATH_INFO"]! == "/throws") throw new InvalidOperationException("thrown here");
                startResponse("200 OK", []);
                return ["{{word}}"u8.ToArray()];
            }
        }

        """;

    /// <summary>One that does not compile, at line 7, column 36.</summary>
    public static string AppWithTypo => App("typo").Replace("ToArray()];", "ToArray()]", StringComparison.Ordinal);

    /// <summary>A set of one file, <c>/src/app.cs</c>.</summary>
    public static SourceSet Set(string text, string path = "/src/app.cs") => new("app", [new SourceFile(path, Encoding.UTF8.GetBytes(text))]);
}
