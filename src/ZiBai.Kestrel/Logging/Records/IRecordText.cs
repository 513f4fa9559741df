using Serilog.Events;

namespace ZiBai.Logging.Records;

/// <summary>Makes the record of a request text: one line, with what an exception says below it or in it.</summary>
internal interface IRecordText
{
    void Write(LogEvent record, TextWriter output);
}
