using System.Text;

namespace ZiBai.Response;

internal sealed partial class WsgiResponse
{
    /// <summary>Notes that the body is this many bytes, if the app did not say how many and the response has a body at all.</summary>
    public void OfferLength(long length)
    {
        if (Phase == ResponsePhase.Started && ContentLength is null && _hasLength)
        {
            ContentLength = length;
            _names.Add("Content-Length");
            _response!.Headers.ContentLength = length;
        }
    }

    /// <summary>Whether another chunk could still reach the client. Once it is false there is no use in asking the app for more.</summary>
    public bool TakesMore => Phase < ResponsePhase.Committed || (_takesBody && Excess == 0);

    /// <summary>
    /// Sends one chunk, the headers first if they are unsent, and completes when there is room for the next. Bytes beyond Content-Length,
    /// and all bytes of a response without a body, stay unsent.
    /// </summary>
    /// <exception cref="InvalidOperationException">start_response was not called, or the response is finished.</exception>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> chunk) => SendAsync(chunk, Blocks);

    private ValueTask SendAsync(ReadOnlyMemory<byte> chunk, bool blocks)
    {
        if (chunk.IsEmpty)
        {
            // Nothing is sent that would tell of a client that has gone.
            return ClientHasGone ? throw new OperationCanceledException("The client went away.") : default(ValueTask);
        }

        Commit();
        chunk = chunk[..(int)Admit(chunk.Length)];
        if (chunk.IsEmpty)
        {
            return default;
        }

        // The first chunk of most responses is the last: they are spared the token.
        var isFirst = _writer is null;
        _writer ??= _body!.Writer;
        var flush = _writer.WriteAsync(chunk, isFirst ? CancellationToken.None : ClientGone);
        if (flush.IsCompletedSuccessfully)
        {
            _ = flush.Result;
            return default;
        }

        return Finished(flush.AsTask(), blocks);
    }

    /// <summary>Sends a part of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="offset">Bytes to pass over.</param>
    /// <param name="count">Bytes to send.</param>
    public ValueTask SendFileAsync(string path, long offset, long count)
    {
        if (count == 0)
        {
            return default;
        }

        Commit();
        count = Admit(count);
        return count == 0 ? default : Finished(_body!.SendFileAsync(path, offset, count, ClientGone), Blocks);
    }

    /// <summary>Takes note that so many bytes of the file sent last were no longer there.</summary>
    public void TakeBack(long missing) => Sent -= missing;

    /// <summary>Ends the response: no more is taken from the app, and the server may send what it holds.</summary>
    /// <returns>Bytes that Content-Length promised and the app did not give; 0 for a whole response.</returns>
    /// <exception cref="InvalidOperationException">start_response was never called.</exception>
    public long Finish()
    {
        Commit();
        MoveTo(ResponsePhase.Finished);
        return _takesBody && ContentLength is { } length ? length - Sent : 0;
    }

    /// <summary>Answers in the server's own words, in place of whatever the app began. Only before the first bytes went out.</summary>
    /// <param name="statusCode">A 4xx or 5xx status code.</param>
    /// <param name="text">The body: one line of ASCII.</param>
    /// <param name="onStarted">Told when it is known what goes out, and nothing of it has.</param>
    public ValueTask ReplaceAsync(int statusCode, string text, Action? onStarted = null) =>
        ReplaceAsync(statusCode, [("Content-Type", "text/plain; charset=utf-8")], Encoding.ASCII.GetBytes(text + "\n"), onStarted);

    /// <inheritdoc cref="ReplaceAsync(int, string, Action?)"/>
    /// <param name="statusCode">A 4xx or 5xx status code.</param>
    /// <param name="headers">The headers, besides Content-Length.</param>
    /// <param name="body">The body.</param>
    /// <param name="onStarted">Told when it is known what goes out, and nothing of it has.</param>
    public async ValueTask ReplaceAsync(
        int statusCode, IReadOnlyList<(string Name, string Value)> headers, ReadOnlyMemory<byte> body, Action? onStarted = null)
    {
        _response!.Headers.Clear();
        _names.Clear();
        _response.ReasonPhrase = null;
        _writer = null;
        Sent = 0;
        Phase = ResponsePhase.Pending;
        SetHeaders(headers, new StatusLine(statusCode, null), body.Length);
        MoveTo(ResponsePhase.Started);
        onStarted?.Invoke();
        await SendAsync(body);
        Finish();
    }

    /// <summary>The legacy write callable: the headers go out even with nothing.</summary>
    public void Write(ReadOnlyMemory<byte> data)
    {
        Commit();
        try
        {
            Wait(data.IsEmpty ? new ValueTask(_body!.StartAsync(ClientGone)) : SendAsync(data, blocks: true));
        }
        catch (OperationCanceledException gone)
        {
            throw new ClientGoneException(gone);
        }
    }

    /// <summary>How much of a chunk may go out; counts what may not.</summary>
    private long Admit(long count)
    {
        if (!_takesBody)
        {
            return 0;
        }

        if (ContentLength is { } length && count > length - Sent)
        {
            Excess += count - (length - Sent);
            count = length - Sent;
        }

        Sent += count;
        return count;
    }

    private ValueTask Finished(Task sending, bool blocks)
    {
        if (!blocks)
        {
            return new ValueTask(WhileSending is { } wait ? wait(sending) : sending);
        }

        Wait(new ValueTask(sending));
        return default;
    }

    // For those whose thread is their own: synchronous callers of write, and apps on dedicated threads.
    private static void Wait(ValueTask sending)
    {
        if (!sending.IsCompletedSuccessfully)
        {
            sending.AsTask().GetAwaiter().GetResult();
        }
    }
}
