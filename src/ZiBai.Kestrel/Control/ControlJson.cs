using System.Text.Json.Serialization;

namespace ZiBai.Control;

/// <summary>Reads and writes <see cref="ControlMessage"/> without reflection, which would cost each worker time at its start.</summary>
[JsonSerializable(typeof(ControlMessage))]
internal sealed partial class ControlJson : JsonSerializerContext;
