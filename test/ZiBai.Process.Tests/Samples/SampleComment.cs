using System.Text.RegularExpressions;

namespace ZiBai.Process.Tests.Samples;

/// <summary>The comment that a sample begins with.</summary>
/// <param name="Idea">What it shows.</param>
/// <param name="Command">What serves it: <c>zibai</c> or <c>dotnet</c>, and the words after that.</param>
/// <param name="Curls">What to run then, and what that shows.</param>
internal sealed partial record SampleComment(string Idea, IReadOnlyList<string> Command, IReadOnlyList<(string Curl, string Shows)> Curls)
{
    private const string DefaultAddress = "http://127.0.0.1:8000";

    /// <summary>Reads it.</summary>
    /// <param name="path">The file, relative to the repository.</param>
    public static SampleComment Of(string path)
    {
        string[] lines =
        [
            .. File.ReadLines(Path.Combine(BuiltApp.Repository, path)).TakeWhile(static line => line.StartsWith("// ", StringComparison.Ordinal))
                .Select(static line => line[3..]),
        ];
        return new SampleComment(
            lines[0],
            lines.Single(static line => line.StartsWith("  zibai ", StringComparison.Ordinal) || line.StartsWith("  dotnet ", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries),
            [.. lines.Select(static line => Curl().Match(line)).Where(static match => match.Success)
                .Select(static match => (match.Groups[1].Value, match.Groups[2].Value))]);
    }

    /// <summary>Runs one of the curl commands, in the repository.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <param name="address">Where the sample is served, in the place of the address that the comment has.</param>
    /// <returns>The command when it has ended, and what the comment says that it shows.</returns>
    public async Task<(ChildProcess Curl, string Shows)> CurlAsync(int index, string address)
    {
        var (command, shows) = Curls[index];
        Assert.Contains(DefaultAddress, command, StringComparison.Ordinal);
        var curl = ChildProcess.Start(
            "/bin/sh", ["-c", $"exec {command.Replace(DefaultAddress, address, StringComparison.Ordinal)}"], workingDirectory: BuiltApp.Repository);
        await curl.WaitForExitAsync();
        return (curl, shows);
    }

    [GeneratedRegex("^  (curl .*?)   +(.*)$")]
    private static partial Regex Curl();
}
