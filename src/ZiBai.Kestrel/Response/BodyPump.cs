namespace ZiBai.Response;

/// <summary>
/// Carries an app's body to the response: each non-empty chunk goes out before the next is asked for, and what the app returned is
/// disposed exactly once. PEP 3333, "Buffering and Streaming" and the <c>close()</c> method.
/// </summary>
internal static class BodyPump
{
    /// <summary>Sends what a synchronous app returned, then disposes it.</summary>
    public static Task SendAsync(WsgiResponse response, IEnumerable<ReadOnlyMemory<byte>> body)
    {
        // Most responses are an array or list of one chunk, which needs neither an enumerator nor a state machine.
        if (body is IList<ReadOnlyMemory<byte>> { Count: 1 } single and not (IDisposable or IAsyncDisposable))
        {
            var chunk = single[0];
            response.OfferLength(chunk.Length);
            var sending = response.SendAsync(chunk);
            return sending.IsCompletedSuccessfully ? Task.CompletedTask : sending.AsTask();
        }

        return SendAllAsync(response, body);
    }

    /// <summary>Sends what an asynchronous app returned, then disposes it.</summary>
    public static async Task SendAsync(WsgiResponse response, IAsyncEnumerable<ReadOnlyMemory<byte>> body)
    {
        if (body is ILaterBody later && await later.TakeAsync() is { } synchronous)
        {
            await SendAllAsync(response, synchronous);
            return;
        }

        IAsyncEnumerator<ReadOnlyMemory<byte>>? chunks = null;
        try
        {
            // What C# promises a parameter marked [EnumeratorCancellation]. The server keeps the token's source for the connection's next request.
            chunks = body.GetAsyncEnumerator(response.ClientGone);
            while (response.TakesMore && await chunks.MoveNextAsync())
            {
                await response.SendAsync(chunks.Current);
            }
        }
        finally
        {
            await DisposeAsync(body, chunks);
        }
    }

    private static async Task SendAllAsync(WsgiResponse response, IEnumerable<ReadOnlyMemory<byte>> body)
    {
        IEnumerator<ReadOnlyMemory<byte>>? chunks = null;
        try
        {
            if (body is FileWrapper { Stream: FileStream { CanSeek: true, Length: > 0 } file })
            {
                // A length of 0 says nothing: files under /proc have it, and contents all the same.
                var count = Math.Max(0, file.Length - file.Position);
                response.OfferLength(count);
                if (IsStillAtItsName(file))
                {
                    await SendFileAsync(response, file, count);
                    return;
                }
            }

            if (body is IReadOnlyCollection<ReadOnlyMemory<byte>> { Count: 1 })
            {
                chunks = body.GetEnumerator();
                if (chunks.MoveNext())
                {
                    response.OfferLength(chunks.Current.Length);
                    await response.SendAsync(chunks.Current);
                }
            }

            chunks ??= body.GetEnumerator();
            while (response.TakesMore && chunks.MoveNext())
            {
                await response.SendAsync(chunks.Current);
            }
        }
        finally
        {
            await DisposeAsync(body, chunks);
        }
    }

    /// <summary>Sends a file from its position. The server does not say where it came upon its end, as it does if the file is cut meanwhile.</summary>
    private static async ValueTask SendFileAsync(WsgiResponse response, FileStream file, long count)
    {
        var before = response.Sent;
        await response.SendFileAsync(file.Name, file.Position, count);
        var sent = response.Sent - before;
        response.TakeBack(Math.Clamp(file.Position + sent - RandomAccess.GetLength(file.SafeFileHandle), 0, sent));
    }

    /// <summary>
    /// Whether the server, which opens the file again by its name, would send the one that the app has open: it may have been replaced, removed, or
    /// locked by the app itself. Else its blocks are sent.
    /// </summary>
    private static bool IsStillAtItsName(FileStream file)
    {
        try
        {
            using var there = File.OpenHandle(file.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return RandomAccess.GetLength(there) == file.Length
                && File.GetLastWriteTimeUtc(there) == File.GetLastWriteTimeUtc(file.SafeFileHandle)
                && File.GetCreationTimeUtc(there) == File.GetCreationTimeUtc(file.SafeFileHandle);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The answer is no, whatever the reason.
            return false;
        }
    }

    private static async ValueTask DisposeAsync(object body, object? chunks)
    {
        try
        {
            await DisposeAsync(chunks);
        }
        finally
        {
            // A compiler-made iterator is its own enumerator.
            if (!ReferenceEquals(chunks, body))
            {
                await DisposeAsync(body);
            }
        }
    }

    private static ValueTask DisposeAsync(object? disposable)
    {
        if (disposable is IAsyncDisposable asynchronous)
        {
            return asynchronous.DisposeAsync();
        }

        (disposable as IDisposable)?.Dispose();
        return default;
    }
}
