using System.Text.Json;

namespace ZiBai.Control;

/// <summary>
/// Writes and reads <see cref="ControlMessage"/>, an object of JSON whose <c>is</c> says which. By hand: what a serializer makes ready for the types of so many
/// properties is compiled anew in each process, and would be a good part of a worker's start.
/// </summary>
internal static class ControlJson
{
    private const string Is = "is";

    /// <summary>The name of each kind of message.</summary>
    public static IReadOnlyDictionary<Type, string> Names { get; } = new Dictionary<Type, string>
    {
        [typeof(StartServing)] = "start",
        [typeof(WorkersChanged)] = "workers",
        [typeof(ReopenLogs)] = "reopen-logs",
        [typeof(BeginDrain)] = "drain",
        [typeof(Quit)] = "quit",
        [typeof(Ready)] = "ready",
        [typeof(StartFailed)] = "start-failed",
        [typeof(Heartbeat)] = "heartbeat",
        [typeof(Retiring)] = "retiring",
        [typeof(AsksToLeave)] = "asks-to-leave",
        [typeof(StoppedAccepting)] = "stopped-accepting",
    };

    /// <returns>UTF-8.</returns>
    public static byte[] Write(ControlMessage message)
    {
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString(Is, Names[message.GetType()]);
            WriteFields(json, message);
            json.WriteEndObject();
        }

        return text.ToArray();
    }

    /// <param name="text">UTF-8.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="FormatException">It is no message.</exception>
    public static ControlMessage Read(ReadOnlyMemory<byte> text)
    {
        using var json = JsonDocument.Parse(text);
        try
        {
            return ReadFields(json.RootElement);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    private static void WriteFields(Utf8JsonWriter json, ControlMessage message)
    {
        switch (message)
        {
            case StartServing start:
                json.WriteStartObject("options");
                OptionsJson.Write(json, start.Options);
                json.WriteEndObject();
                json.WriteNumber("index", start.Index);
                json.WriteNumber("workers", start.Workers);
                json.WritePropertyName("sockets");
                OptionsJson.WriteTexts(json, start.Sockets);
                json.WriteNumber("heartbeatTicks", start.HeartbeatInterval.Ticks);
                WriteBuilt(json, start.Built);
                break;
            case WorkersChanged changed:
                json.WriteNumber("workers", changed.Workers);
                break;
            case BeginDrain drain:
                json.WriteBoolean("isEnd", drain.IsEnd);
                break;
            case StartFailed failed:
                json.WriteNumber("exitCode", failed.ExitCode);
                json.WriteString("reason", failed.Reason);
                json.WriteString("detail", failed.Detail);
                break;
            case Heartbeat beat:
                json.WriteNumber("requests", beat.Requests);
                json.WriteNumber("active", beat.Active);
                json.WriteNumber("connections", beat.Connections);
                break;
            case Retiring retiring:
                json.WriteNumber("requests", retiring.Requests);
                break;
            case AsksToLeave asks:
                json.WriteString("why", asks.Why);
                break;
        }
    }

    private static ControlMessage ReadFields(JsonElement json) => json.GetProperty(Is).GetString() switch
    {
        "start" => new StartServing(
            OptionsJson.Read(json.GetProperty("options")),
            json.GetProperty("index").GetInt32(),
            json.GetProperty("workers").GetInt32(),
            OptionsJson.ReadTexts(json.GetProperty("sockets")),
            new TimeSpan(json.GetProperty("heartbeatTicks").GetInt64()),
            ReadBuilt(json)),
        "workers" => new WorkersChanged(json.GetProperty("workers").GetInt32()),
        "reopen-logs" => new ReopenLogs(),
        "drain" => new BeginDrain(json.GetProperty("isEnd").GetBoolean()),
        "quit" => new Quit(),
        "ready" => new Ready(),
        "start-failed" => new StartFailed(
            json.GetProperty("exitCode").GetInt32(), json.GetProperty("reason").GetString()!, json.GetProperty("detail").GetString()),
        "heartbeat" => new Heartbeat(
            json.GetProperty("requests").GetInt64(), json.GetProperty("active").GetInt32(), json.GetProperty("connections").GetInt32()),
        "retiring" => new Retiring(json.GetProperty("requests").GetInt64()),
        "asks-to-leave" => new AsksToLeave(json.GetProperty("why").GetString()!),
        "stopped-accepting" => new StoppedAccepting(),
        var other => throw new FormatException($"There is no message '{other}'."),
    };

    private static void WriteBuilt(Utf8JsonWriter json, IReadOnlyDictionary<string, BuiltModule>? built)
    {
        if (built is null)
        {
            return;
        }

        json.WriteStartObject("built");
        foreach (var (name, module) in built)
        {
            json.WritePropertyName(name);
            OptionsJson.WriteTexts(json, [module.Source, module.Assembly]);
        }

        json.WriteEndObject();
    }

    private static Dictionary<string, BuiltModule>? ReadBuilt(JsonElement json)
    {
        if (!json.TryGetProperty("built", out var built))
        {
            return null;
        }

        var modules = new Dictionary<string, BuiltModule>();
        foreach (var module in built.EnumerateObject())
        {
            modules[module.Name] = OptionsJson.ReadTexts(module.Value) is [var source, var assembly]
                ? new BuiltModule(source, assembly)
                : throw new FormatException($"The module '{module.Name}' is not a source and an assembly.");
        }

        return modules;
    }
}
