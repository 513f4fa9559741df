using System.Net.Sockets;

namespace ZiBai.Tests.Transport;

/// <summary>A test that needs Unix.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "needs Unix" : null;
}

/// <summary>A test that needs IPv6 on the machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class IPv6FactAttribute : FactAttribute
{
    public IPv6FactAttribute() => Skip = Socket.OSSupportsIPv6 ? null : "needs IPv6";
}

/// <summary>A test that needs Linux, and IPv6 on the machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxIPv6FactAttribute : FactAttribute
{
    public LinuxIPv6FactAttribute() => Skip = !OperatingSystem.IsLinux() ? "needs Linux" : Socket.OSSupportsIPv6 ? null : "needs IPv6";
}

/// <summary>A test that needs Unix and a user whom permissions bind.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnprivilegedUnixFactAttribute : FactAttribute
{
    public UnprivilegedUnixFactAttribute()
        => Skip = OperatingSystem.IsWindows() ? "needs Unix" : Environment.IsPrivilegedProcess ? "root may do everything" : null;
}
