using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ZiBai.ErrorPages;

/// <summary>Reads where an exception came through.</summary>
internal static partial class CallStack
{
    private const int MostFrames = 100;
    private const int MostSources = 12;
    private const string Iteration = "+MoveNext()";

    /// <summary>The frames, the innermost first, those that only carry others left out.</summary>
    /// <param name="exception">The exception. Its own code is not asked.</param>
    /// <param name="sources">Where the app's frames find their lines.</param>
    /// <param name="more">Frames that were too many, as in a recursion without end.</param>
    public static IReadOnlyList<CodeFrame> Of(Exception exception, SourceFiles sources, out int more)
    {
        var shown = new StackTrace(exception, fNeedFileInfo: true).GetFrames()
            .Select(static frame => (Frame: frame, Method: frame.GetMethod()))
            .Where(static one => one.Method is { } method && !IsHidden(method))
            .ToList();
        more = Math.Max(0, shown.Count - MostFrames);
        var frames = new List<CodeFrame>();
        var found = 0;
        foreach (var (frame, method) in shown.Take(MostFrames))
        {
            var isOwn = OwnCode.Has(method!);
            var file = frame.GetFileName();
            var source = isOwn && file is not null && found++ < MostSources ? sources.Around(file, frame.GetFileLineNumber()) : null;
            frames.Add(new CodeFrame(NameOf(frame), file is null ? null : ShownText.Line(file), frame.GetFileLineNumber(), isOwn, source));
        }

        return frames;
    }

    private static bool IsHidden(MethodBase method) =>
        method.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false)
        || method.DeclaringType?.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false) == true;

    /// <summary>
    /// As the runtime's own traces have it, which know what became of asynchronous methods and iterators: "   at Orders.Total(Order order) in FILE:line 5".
    /// What the compiler calls lambdas and generic types is put back into C#.
    /// </summary>
    private static string NameOf(StackFrame frame)
    {
        var text = new StackTrace(frame).ToString().Trim();
        text = text.StartsWith("at ", StringComparison.Ordinal) ? text["at ".Length..] : text;
        var file = frame.GetFileName();
        var place = file is null ? -1 : text.IndexOf($" in {file}:", StringComparison.Ordinal);
        text = place < 0 ? text : text[..place];
        text = text.EndsWith(Iteration, StringComparison.Ordinal) ? text[..^Iteration.Length] : text;
        return ShownText.Line(Arity().Replace(LocalFunction().Replace(Lambda().Replace(text, ".$1.<lambda>"), ".$1.$2"), ""));
    }

    [GeneratedRegex(@"\.<>c(?:__DisplayClass\w+)?\.<(\w+)>b__\w+")]
    private static partial Regex Lambda();

    [GeneratedRegex(@"(?:\.<>c(?:__DisplayClass\w+)?)?\.<(\w+)>g__(\w+)\|\w+")]
    private static partial Regex LocalFunction();

    [GeneratedRegex(@"`\d+")]
    private static partial Regex Arity();
}
