namespace ZiBai.Conformance.Tests.Fixture;

/// <summary>The ways a request reaches the engine. Every behaviour is tested through each.</summary>
public enum Door
{
    /// <summary>Straight from the server: what the tool and <see cref="ZiBaiServer"/> use.</summary>
    Direct,

    /// <summary>From inside an ASP.NET Core pipeline: <see cref="ZiBaiPipelineExtensions"/>.</summary>
    Middleware,
}
