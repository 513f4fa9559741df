namespace ZiBai.Logging.Records;

/// <summary>The text of an exception, which is the app's own where its exceptions say how they are told: a record must not be lost over that.</summary>
internal static class ExceptionText
{
    /// <summary>What an exception says of itself, or that it says nothing.</summary>
    public static string Of(Exception exception)
    {
        try
        {
            return exception.ToString();
        }
        catch (Exception failure)
        {
            return $"{exception.GetType()}, whose ToString threw {failure.GetType()}";
        }
    }

    /// <summary>The exception, or where it cannot be told one in its place that can: not every sink is as careful.</summary>
    public static Exception Tellable(Exception exception)
    {
        try
        {
            _ = exception.ToString();
            return exception;
        }
        catch (Exception)
        {
            return new UntellableException(Of(exception));
        }
    }

    private sealed class UntellableException(string text) : Exception(text)
    {
        public override string ToString() => Message;
    }
}
