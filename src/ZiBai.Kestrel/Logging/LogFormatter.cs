using Serilog.Events;
using Serilog.Formatting;

namespace ZiBai.Logging;

/// <summary>How records become text wherever nothing else is asked for: one line each, and what an exception says below it.</summary>
internal sealed class LogFormatter : ITextFormatter
{
    private readonly LineFormatter _line = new();

    public void Format(LogEvent logEvent, TextWriter output) => _line.Format(logEvent, output);
}
