namespace ZiBai.Response;

/// <summary>
/// An asynchronous body that may turn out to be a synchronous one, once the app's task has ended. It is then sent as what it is: with its length
/// where it has one chunk, and by the server's file sending where it is a file.
/// </summary>
internal interface ILaterBody : IAsyncEnumerable<ReadOnlyMemory<byte>>
{
    /// <summary>Waits for the app's task and hands over the synchronous body, its disposal with it.</summary>
    /// <returns>The body; null where this one is to be sent as it stands.</returns>
    ValueTask<IEnumerable<ReadOnlyMemory<byte>>?> TakeAsync();
}
