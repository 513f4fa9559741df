using System.Text.Json;
using ZiBai.Transport;

namespace ZiBai.Logging.Configuration;

/// <summary>Reads JSON, with comments and commas at the end of lists, and keeps the lines: the framework's own reader of configuration files forgets them.</summary>
internal static class ConfigurationFile
{
    private static readonly JsonReaderOptions _options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The file's content; null if it could not be read, which is then among the problems.</summary>
    public static ConfigurationPart? Read(string path, ConfigurationProblems problems)
    {
        if (Directory.Exists(path))
        {
            problems.Add(0, "it is a folder; give a JSON file");
            return null;
        }

        if (!Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(0, $"the suffix '{Path.GetExtension(path)}' is not known; give a JSON file whose name ends in .json");
            return null;
        }

        try
        {
            if (UnixFiles.IsPipe(path))
            {
                problems.Add(0, "it is a named pipe, which would be waited for; give a JSON file");
                return null;
            }

            return Parse(File.ReadAllBytes(path), problems);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Add(0, $"there is no such file; give one that exists, relative to the current directory, {Directory.GetCurrentDirectory()}, or whole");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problems.Add(0, $"it cannot be read: {exception.Message} Give a JSON file that this user may read");
        }

        return null;
    }

    private static ConfigurationPart? Parse(byte[] content, ConfigurationProblems problems)
    {
        ReadOnlySpan<byte> json = content;
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        json = json.StartsWith(mark) ? json[mark.Length..] : json;
        var reader = new Utf8JsonReader(json, _options);
        var lines = new LineCount();
        try
        {
            reader.Read();
            var whole = Part(ref reader, json, lines, problems);

            // Tells of what comes after the end.
            reader.Read();
            return whole;
        }
        catch (JsonException exception)
        {
            problems.Add((int)(exception.LineNumber ?? 0) + 1, $"this is not valid JSON: {Reason(exception)}");
        }
        catch (InvalidOperationException exception)
        {
            // A text that is not UTF-8.
            problems.Add(lines.Of(json, (int)reader.TokenStartIndex), $"this is not valid JSON: {exception.Message}");
        }

        return null;
    }

    private static ConfigurationPart Part(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LineCount lines, ConfigurationProblems problems)
    {
        var line = lines.Of(json, (int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var whole = new ConfigurationPart(line);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var nameLine = lines.Of(json, (int)reader.TokenStartIndex);
                    var name = reader.GetString()!;
                    reader.Read();
                    if (whole[name] is { } first)
                    {
                        problems.Add(nameLine, $"'{name}' is given twice, first on line {first.Line}; give it once");
                    }

                    whole.Add(name, Part(ref reader, json, lines, problems));
                }

                return whole;
            case JsonTokenType.StartArray:
                var list = new ConfigurationPart(line, isList: true);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    list.Add(Part(ref reader, json, lines, problems));
                }

                return list;
            case JsonTokenType.String:
                return new ConfigurationPart(line, reader.GetString());
            case JsonTokenType.True:
                return new ConfigurationPart(line, "true");
            case JsonTokenType.False:
                return new ConfigurationPart(line, "false");
            case JsonTokenType.Null:
                // What Serilog takes for null, where something may be null.
                return new ConfigurationPart(line, "");
            default:
                return new ConfigurationPart(line, System.Text.Encoding.ASCII.GetString(reader.ValueSpan));
        }
    }

    // The exception's message goes on with a line counted from 0.
    private static string Reason(JsonException exception)
    {
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? exception.Message : exception.Message[..end]).TrimEnd('.');
    }

    /// <summary>Counts lines up to places that come one after another.</summary>
    private sealed class LineCount
    {
        private int _line = 1;
        private int _counted;

        public int Of(ReadOnlySpan<byte> json, int place)
        {
            _line += json[_counted..place].Count((byte)'\n');
            _counted = place;
            return _line;
        }
    }
}
