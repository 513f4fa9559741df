using ZiBai.Benchmarks.Servers;

namespace ZiBai.Benchmarks.Start;

/// <summary>Something that is started, and timed until it has done its first work.</summary>
/// <param name="Name">How the table calls it.</param>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments, with where to listen.</param>
/// <param name="Serves">Whether its first work is a response; else it is its end.</param>
internal sealed record StartCase(string Name, string Program, Func<Endpoint, IEnumerable<string>> Arguments, bool Serves)
{
    /// <param name="tool">The published <c>zibai</c>.</param>
    /// <param name="samples">The folder of <c>hello.cs</c>.</param>
    public static IReadOnlyList<StartCase> All(string tool, string samples) =>
    [
        new("bare Kestrel", Environment.ProcessPath!, static endpoint => ["bare", $"{endpoint}", "Hello"], Serves: true),
        new("zibai hello:App", tool, endpoint => ["hello:App", "--app-dir", samples, "-l", $"{endpoint}"], Serves: true),
        new("zibai hello:App -p 1", tool, endpoint => ["hello:App", "--app-dir", samples, "-l", $"{endpoint}", "-p", "1"], Serves: true),
        new("zibai --help", tool, static _ => ["--help"], Serves: false),
    ];
}
