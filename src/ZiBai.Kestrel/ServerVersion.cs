using System.Reflection;

namespace ZiBai;

/// <summary>The version of this server.</summary>
internal static class ServerVersion
{
    /// <summary>As the build says it, for example <c>0.1.0</c>.</summary>
    public static string Text { get; } =
        typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
