namespace ZiBai;

/// <summary>
/// The cooperative form of <see cref="WsgiApp"/>: while it waits it holds no thread.
/// </summary>
/// <param name="environ">The request, as for <see cref="WsgiApp"/>.</param>
/// <param name="startResponse">As for <see cref="WsgiApp"/>.</param>
/// <returns>The body in chunks, sent as for <see cref="WsgiApp"/>. Disposed exactly once.</returns>
/// <remarks>Source: PEP 3333 has no asynchronous form; this one keeps its rules and replaces iteration by asynchronous iteration.</remarks>
public delegate IAsyncEnumerable<ReadOnlyMemory<byte>> AsyncWsgiApp(IDictionary<string, object?> environ, StartResponse startResponse);
