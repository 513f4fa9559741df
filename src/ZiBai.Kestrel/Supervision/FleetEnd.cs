using ZiBai.Control;

namespace ZiBai.Supervision;

/// <summary>How it all ended.</summary>
/// <param name="ExitCode">One of <see cref="ZiBai.ExitCode"/>.</param>
/// <param name="Reason">Why no worker could start; null where that is not how it ended.</param>
internal sealed record FleetEnd(int ExitCode, StartFailed? Reason);
