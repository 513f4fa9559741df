namespace ZiBai.Logging.Records;

/// <summary>A field of a record by its name.</summary>
/// <param name="Name">The name, for example <c>REMOTE_ADDR</c>.</param>
/// <param name="Field">What it is.</param>
/// <param name="Header">The header's name where it is a header's value; null otherwise.</param>
internal sealed record RecordField(string Name, RequestField Field, string? Header = null);
