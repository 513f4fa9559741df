namespace ZiBai.Cli.Sources;

/// <summary>What a source was compiled to.</summary>
/// <param name="Path">The assembly's file.</param>
/// <param name="Content">What is in the file, so that it can be put back.</param>
internal sealed record CompiledAssembly(string Path, byte[] Content);
