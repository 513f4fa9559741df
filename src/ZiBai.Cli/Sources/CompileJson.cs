using System.Text.Json.Serialization;

namespace ZiBai.Cli.Sources;

/// <summary>Reads and writes what a compiler process is told and tells, without reflection.</summary>
// By metadata: the writers that are generated otherwise write an array that is null as an empty one.
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SourceSet))]
[JsonSerializable(typeof(CompileResult))]
internal sealed partial class CompileJson : JsonSerializerContext;
