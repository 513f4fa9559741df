namespace ZiBai.Validation;

internal sealed partial class RequestCheck
{
    /// <summary>Checks what a synchronous app returned, and wraps it in the same form.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Returned(IEnumerable<ReadOnlyMemory<byte>>? body)
    {
        _hasReturned = true;
        return body switch
        {
            null => throw ReturnedNull(),
            FileWrapper file => ReturnedFile(file),
            IReadOnlyCollection<ReadOnlyMemory<byte>> collection => new CheckedCollection(body, this, () => collection.Count),
            ICollection<ReadOnlyMemory<byte>> collection => new CheckedCollection(body, this, () => collection.Count),
            _ => new CheckedBody(body, this),
        };
    }

    /// <summary>Checks what an asynchronous app returned, and wraps it.</summary>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> Returned(IAsyncEnumerable<ReadOnlyMemory<byte>>? body)
    {
        _hasReturned = true;
        return body is null ? throw ReturnedNull() : new CheckedAsyncBody(body, this);
    }

    /// <summary>Notes a chunk of the body before the server has it.</summary>
    public void Yielded(ReadOnlyMemory<byte> chunk)
    {
        if (!chunk.IsEmpty)
        {
            Commit($"it yielded {Shown.Bytes(chunk.Length)}");
            Give(chunk.Length, "yielded");
        }
    }

    /// <summary>Notes that the app came to its end by itself.</summary>
    public void Ended()
    {
        if (_stage == ResponseStage.Ended)
        {
            return;
        }

        var started = _started;
        MoveTo(ResponseStage.Ended);
        if (started is null)
        {
            throw NotStarted("its body ended");
        }

        started.ThrowIfHeadersChanged();
        ThrowIfShort(started, _given);
    }

    /// <summary>Notes that the server takes no more, which is its right at any time.</summary>
    public void Closing() => MoveTo(ResponseStage.Ended);

    private static ContractViolationException ReturnedNull() => Rules.BodyGiven.Broken("it returned null");

    private static ContractViolationException NotStarted(string what) =>
        Rules.StartResponseBeforeBody.Broken(what + " without a call of start_response");

    /// <summary>
    /// A file may be sent by the server's own means, which asks for no chunk: what can be told of it is told here. The server never gets
    /// one that is refused, so that it is disposed here, too.
    /// </summary>
    private FileWrapper ReturnedFile(FileWrapper file)
    {
        _isFile = true;
        try
        {
            var started = _started ?? throw NotStarted("it returned a FileWrapper");
            if (file.Stream is { CanSeek: true } stream)
            {
                var left = Math.Max(0, stream.Length - stream.Position);
                started.ThrowIfHeadersChanged();
                ThrowIfUntyped(started, left, "returned a FileWrapper with");
                ThrowIfShort(started, _given + left);
            }

            return new FileWrapper(file, new CheckedBody(file, this));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Commit(string what)
    {
        if (_started is null)
        {
            throw NotStarted(what);
        }

        _started.ThrowIfHeadersChanged();
        MoveTo(ResponseStage.Committed);
    }

    private void Give(long count, string how)
    {
        var started = _started!;
        ThrowIfUntyped(started, count, how);
        _given += count;

        // Of a file the server sends as much as Content-Length says: PEP 3333, "Optional Platform-Specific File Handling".
        if (!_isFile && IsSent(started) && started.ContentLength is { } promised && _given > promised)
        {
            throw Rules.ContentLengthKept.Broken($"it {how} {Shown.Bytes(_given)} with a Content-Length of {promised}");
        }
    }

    private void ThrowIfUntyped(StartedResponse started, long count, string how)
    {
        if (count > 0 && IsSent(started) && !started.HasContentType)
        {
            throw Rules.ContentTypePresent.Broken($"it {how} {Shown.Bytes(count)} in a response without Content-Type");
        }
    }

    private void ThrowIfShort(StartedResponse started, long count)
    {
        if (IsSent(started) && started.ContentLength is { } promised && count < promised)
        {
            throw Rules.ContentLengthReached.Broken($"its body has {Shown.Bytes(count)} with a Content-Length of {promised}");
        }
    }

    /// <summary>
    /// Whether the server sends the body. Where it sends none an app may give one all the same, as to GET: the contract, "start_response and the body".
    /// </summary>
    private bool IsSent(StartedResponse started) => started.AllowsBody && !_isHead;
}
