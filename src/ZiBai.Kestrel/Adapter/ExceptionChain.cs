namespace ZiBai.Adapter;

/// <summary>An exception and all that it was made of: apps wrap what they catch, once or several times, alone or with others.</summary>
internal static class ExceptionChain
{
    /// <summary>The exception itself first, then what lies in it, depth first.</summary>
    public static IEnumerable<Exception> Of(Exception exception)
    {
        yield return exception;
        IEnumerable<Exception> inner = exception switch
        {
            AggregateException several => several.InnerExceptions,
            { InnerException: { } one } => [one],
            _ => [],
        };
        foreach (var deeper in inner.SelectMany(Of))
        {
            yield return deeper;
        }
    }
}
