namespace ZiBai.Adapter;

/// <summary>An exception and all that it was made of: apps wrap what they catch, once or several times, alone or with others.</summary>
internal static class ExceptionChain
{
    /// <summary>The exception itself first, then what lies in it, depth first. Each once, though some be made of one another in a circle.</summary>
    public static IEnumerable<Exception> Of(Exception exception)
    {
        var seen = new HashSet<Exception>(ReferenceEqualityComparer.Instance);
        var left = new Stack<Exception>([exception]);
        while (left.TryPop(out var one))
        {
            if (!seen.Add(one))
            {
                continue;
            }

            yield return one;
            if (one is AggregateException several)
            {
                foreach (var inner in several.InnerExceptions.Reverse())
                {
                    left.Push(inner);
                }
            }
            else if (one.InnerException is { } inner)
            {
                left.Push(inner);
            }
        }
    }
}
