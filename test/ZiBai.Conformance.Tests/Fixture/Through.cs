namespace ZiBai.Conformance.Tests.Fixture;

/// <summary>Which doors theories run through.</summary>
internal static class Through
{
    /// <summary>All of them, or the direct one.</summary>
    public static Door[] Doors(bool directOnly) => directOnly ? [Door.Direct] : Enum.GetValues<Door>();
}
