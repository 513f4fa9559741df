using System.Text.Json.Serialization;

namespace ZiBai.Cli.Sources;

/// <summary>Reads and writes what a compiler process is told and tells, without reflection.</summary>
[JsonSerializable(typeof(SourceSet))]
[JsonSerializable(typeof(CompileResult))]
internal sealed partial class CompileJson : JsonSerializerContext;
