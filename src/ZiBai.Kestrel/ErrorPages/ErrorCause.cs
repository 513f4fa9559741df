using ZiBai.Loading;

namespace ZiBai.ErrorPages;

/// <summary>One exception of a failure.</summary>
/// <param name="Name">Its type in short.</param>
/// <param name="Namespace">Its type's namespace; empty for none.</param>
/// <param name="Message">What it says, in one line or several.</param>
/// <param name="Frames">Where it came through, the innermost first.</param>
/// <param name="MoreFrames">Frames that are left out.</param>
internal sealed record ErrorCause(string Name, string Namespace, string Message, IReadOnlyList<CodeFrame> Frames, int MoreFrames)
{
    private const int LongestMessage = 8000;

    /// <summary>The app's own frames.</summary>
    public IEnumerable<CodeFrame> OwnFrames => Frames.Where(static frame => frame.IsOwn);

    public static ErrorCause Of(Exception exception, SourceFiles sources)
    {
        var type = exception.GetType();
        var frames = CallStack.Of(exception, sources, out var more);
        return new(ShownText.Line(ClrNames.Short(type)), ShownText.Line(type.Namespace ?? ""), ShownText.Lines(MessageOf(exception), LongestMessage), frames, more);
    }

    // The app's own code may stand behind it.
    private static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception failure)
        {
            return $"(no message: Message threw {failure.GetType()})";
        }
    }
}
