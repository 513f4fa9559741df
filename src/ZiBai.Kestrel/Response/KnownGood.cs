namespace ZiBai.Response;

/// <summary>
/// What the connection's last response began with, which passed all checks. Apps use the same strings again and again, and a string never changes: one that is
/// the very same needs no second look.
/// </summary>
internal sealed class KnownGood
{
    /// <summary>How many headers are remembered, the first ones. Most responses have fewer.</summary>
    public const int Headers = 8;

    /// <summary>Characters of the longest string that is kept in memory for this.</summary>
    public const int LongestKept = 256;

    private readonly (string Name, string Value)[] _headers = new (string, string)[Headers];
    private string? _status;
    private StatusLine _line;

    /// <inheritdoc cref="StatusLine.Parse"/>
    public StatusLine Parse(string status)
    {
        if (status is not null && ReferenceEquals(status, _status))
        {
            return _line;
        }

        var line = StatusLine.Parse(status!);
        if (status!.Length <= LongestKept)
        {
            (_status, _line) = (status, line);
        }

        return line;
    }

    /// <inheritdoc cref="HeaderRules.Check"/>
    /// <param name="index">Which of the response's headers it is, from 0.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public void Check(int index, string name, string value)
    {
        if (index >= Headers)
        {
            HeaderRules.Check(name, value);
            return;
        }

        ref var known = ref _headers[index];
        if (name is not null && ReferenceEquals(name, known.Name) && ReferenceEquals(value, known.Value))
        {
            return;
        }

        HeaderRules.Check(name!, value);
        if (name!.Length <= LongestKept && value.Length <= LongestKept)
        {
            known = (name, value);
        }
    }
}
