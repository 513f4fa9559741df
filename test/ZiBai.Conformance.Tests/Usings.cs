global using ZiBai.Conformance.Tests.Fixture;
global using ZiBai.Testing;
global using AsyncChunks = System.Collections.Generic.IAsyncEnumerable<System.ReadOnlyMemory<byte>>;
global using Chunks = System.Collections.Generic.IEnumerable<System.ReadOnlyMemory<byte>>;
global using EnvironMap = System.Collections.Generic.IDictionary<string, object?>;
