using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ZiBai.Cli.Sources;

/// <summary>One thing that is wrong with a source.</summary>
/// <param name="Path">The file; empty where it is about none.</param>
/// <param name="Line">From 0.</param>
/// <param name="Column">In characters, from 0.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Id">The compiler's name for it, for example CS1002; null where it is ours.</param>
/// <param name="Text">The line of the source.</param>
internal sealed record CompileError(string Path, int Line, int Column, string Message, string? Id, string Text)
{
    public static CompileError At(Location location, string message, string? id = null)
    {
        if (location.SourceTree is not { FilePath: { Length: > 0 } path } tree)
        {
            return new CompileError("", 0, 0, message, id, "");
        }

        // Where it stands in the file, whatever a #line says.
        var start = location.GetLineSpan().StartLinePosition;
        return new CompileError(path, start.Line, start.Character, message, id, LineOf(tree.GetText(), start.Line));
    }

    private static string LineOf(SourceText text, int line) => text.Lines[line].ToString();
}
