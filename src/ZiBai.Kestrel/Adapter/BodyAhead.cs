using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ZiBai.Adapter;

/// <summary>
/// Looks at the body of a request that waits for its turn, without a thread, until it is there. It stays in Kestrel's pipe, where the app finds it
/// whichever way it reads, unless the turn comes first. While somebody asks for a body, Kestrel sees to it that it comes at the minimum rate.
/// </summary>
internal sealed class BodyAhead
{
    /// <summary>Bytes to wait for of a body that is longer.</summary>
    public const int Enough = 64 * 1024;

    private const int Reading = 0;
    private const int Stopping = 1;
    private const int Ended = 2;

    private readonly PipeReader _reader;
    private int _state = Reading;

    /// <param name="reader">The server's own reader of the body: what it has examined and not consumed, the body's stream has too.</param>
    public BodyAhead(PipeReader reader)
    {
        _reader = reader;
    }

    /// <summary>The body's first bytes, where <see cref="Stop"/> ended the looking: they are no longer in the pipe. Less than <see cref="Enough"/>, as a rule.</summary>
    public ReadOnlyMemory<byte> Begun { get; private set; }

    /// <summary>Whether a request has a body at all, as far as the server can tell.</summary>
    public static bool IsThere(IFeatureCollection features) => features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    /// <summary>Whether looking would ask the client for the body, which only the app may do (RFC 9110 section 10.1.1).</summary>
    public static bool IsForTheAppToAsk(IHttpRequestFeature request) => request.Headers.Expect.Count > 0;

    /// <summary>The server's own reader; null where the body is another's, which would miss what was read here.</summary>
    public static PipeReader? ReaderOf(IFeatureCollection features, IHttpRequestFeature request) =>
        request.Body.GetType().Assembly == typeof(KestrelServer).Assembly
        && features.Get<IRequestBodyPipeFeature>() is { } pipe
        && pipe.GetType().Assembly == typeof(KestrelServer).Assembly
            ? pipe.Reader
            : null;

    /// <summary>Completes when the body is there, or enough of it, or on <see cref="Stop"/>.</summary>
    /// <returns>What went wrong; null if nothing.</returns>
    public async Task<Exception?> ReadAsync()
    {
        SequencePosition? start = null;
        try
        {
            while (true)
            {
                var result = await _reader.ReadAsync();
                var buffer = result.Buffer;
                var isEnough = result.IsCompleted || buffer.Length >= Enough;

                // Once it is to stop, the cancellation has to be met here: it would meet the app's first read.
                var isLast = result.IsCanceled || (isEnough && TryMoveTo(Ended));

                if (result.IsCanceled && !result.IsCompleted)
                {
                    // What nobody took, but somebody looked at, is not given again before more comes; the app may have to answer for more to come.
                    Begun = buffer.ToArray();
                    _reader.AdvanceTo(buffer.End);
                    return null;
                }

                // Whoever reads next gets what is there at once: as far as the pipe knows, nobody has looked at the last of it.
                _reader.AdvanceTo(buffer.Start, isLast ? buffer.Start : buffer.End);
                if (isLast)
                {
                    return null;
                }

                start = buffer.Start;
            }
        }
        catch (Exception wrong)
        {
            TryMoveTo(Ended);
            if (start is { } position)
            {
                EndRead(position);
            }

            return wrong;
        }
    }

    /// <summary>Ends a read that still goes on; it has ended when <see cref="ReadAsync"/> has.</summary>
    public void Stop()
    {
        if (TryMoveTo(Stopping))
        {
            _reader.CancelPendingRead();
        }
    }

    /// <summary>
    /// Ends a read that failed. Of a body with a length, of which bytes were examined before, Kestrel leaves it to us, and could not pass over
    /// the rest of the body otherwise.
    /// </summary>
    private void EndRead(SequencePosition start)
    {
        try
        {
            _reader.AdvanceTo(start);
        }
        catch (InvalidOperationException)
        {
            // The other bodies' reads have ended, and nothing tells them from this one.
        }
    }

    private bool TryMoveTo(int state) => Interlocked.CompareExchange(ref _state, state, Reading) == Reading;
}
