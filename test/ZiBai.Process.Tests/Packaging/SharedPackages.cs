namespace ZiBai.Process.Tests.Packaging;

/// <summary>The tests of what is published and packed, which share one set of it.</summary>
[CollectionDefinition(nameof(BuiltPackages))]
public sealed class SharedPackages : ICollectionFixture<BuiltPackages>;
