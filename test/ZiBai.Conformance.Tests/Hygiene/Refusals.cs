namespace ZiBai.Conformance.Tests.Hygiene;

/// <summary>Records that say that a request or a connection was given up for what its client did, whoever found it out.</summary>
internal static class Refusals
{
    private const string BadRequests = "Microsoft.AspNetCore.Server.Kestrel.BadRequests";

    public static bool IsOne(LogEntry entry) => entry.Category is BadRequests or "zibai.debug";
}
