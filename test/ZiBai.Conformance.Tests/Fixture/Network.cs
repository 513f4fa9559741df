namespace ZiBai.Conformance.Tests.Fixture;

/// <summary>What connections come over.</summary>
public enum Network
{
    Tcp,
    Unix,
}
