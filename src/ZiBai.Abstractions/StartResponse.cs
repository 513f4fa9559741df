namespace ZiBai;

/// <summary>
/// Begins the response. Nothing is sent by the call itself: status and headers go out with the first non-empty chunk, the first
/// <see cref="Write"/>, or the end of the body.
/// </summary>
/// <param name="status">
/// Three digits from 100 to 999, a space, and a reason, which may be empty: <c>"200 OK"</c>.
/// </param>
/// <param name="headers">
/// Name and value of each header in order. Names are tokens (RFC 9110 section 5.1); values hold no CR, LF or NUL and are sent as
/// Latin-1. Hop-by-hop headers, such as <c>Connection</c> and <c>Transfer-Encoding</c>, are the server's own. A name may repeat.
/// </param>
/// <param name="excInfo">
/// The exception this response reports. With it a second call replaces the first while the headers are unsent; once they are sent the
/// exception is thrown again, with its own stack trace.
/// </param>
/// <returns>The legacy imperative write callable.</returns>
/// <exception cref="ArgumentException">The status or a header breaks a rule above; the message names it.</exception>
/// <exception cref="InvalidOperationException">
/// Called a second time without <paramref name="excInfo"/>, or after the response was finished.
/// </exception>
/// <remarks>Source: PEP 3333, "The start_response() Callable".</remarks>
public delegate Write StartResponse(
    string status, IReadOnlyList<(string Name, string Value)> headers, Exception? excInfo = null);
