namespace ZiBai.Tests.Control.Unix;

/// <summary>Tests that start processes, or change the environment: the descriptors and variables of this process are one for all of them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StartsProcesses
{
    public const string Name = "Starts processes";
}
