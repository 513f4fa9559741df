using System.Text;

namespace ZiBai.Logging.Output;

/// <summary>
/// Text on standard output or error that is no record: an answer to the command line, or why the process ends. A stream that is closed, or that nobody
/// reads, is no reason for another end than the one that was due.
/// </summary>
internal static class PlainText
{
    /// <summary>For a reader who takes what there is at once if he takes anything.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    /// <summary>What the process was started to write: whoever pages through it has time.</summary>
    /// <param name="descriptor">1 or 2.</param>
    /// <param name="text">Without the end of the line.</param>
    public static void Answer(int descriptor, string text) => Write(descriptor, Line(text), Timeout.InfiniteTimeSpan);

    /// <summary>Why the process ends, on standard error. The end does not wait long for a reader.</summary>
    /// <param name="text">Without the end of the line.</param>
    public static void Complain(string text) => Write(descriptor: 2, Line(text), _patience);

    /// <summary>Writes where somebody would take it now, and nothing elsewhere.</summary>
    public static void WriteAtOnce(int descriptor, byte[] line)
    {
        if (!OperatingSystem.IsWindows() && StandardDescriptor.IsWritable(descriptor))
        {
            Write(descriptor, line, _patience);
        }
    }

    private static void Write(int descriptor, byte[] lines, TimeSpan patience)
    {
        using var queue = new LineQueue(StandardStream.Open(descriptor), static _ => [], capacity: lines.Length, patience);
        queue.Add(lines);
    }

    private static byte[] Line(string text) => Encoding.UTF8.GetBytes(text + Environment.NewLine);
}
