namespace ZiBai;

/// <summary>
/// The WSGI application callable: called once per request, possibly from several threads at once.
/// </summary>
/// <param name="environ">
/// The request as a mutable dictionary, fresh for each request; its keys are in <see cref="EnvironKeys"/>. Valid until the response is
/// finished.
/// </param>
/// <param name="startResponse">Called with status and headers before the first non-empty chunk of the body is yielded.</param>
/// <returns>
/// The body in chunks. Each non-empty chunk is sent before the next is asked for. What is returned is disposed exactly once if it is
/// <see cref="IDisposable"/> or <see cref="IAsyncDisposable"/>: the counterpart of <c>close()</c>.
/// </returns>
/// <remarks>Source: PEP 3333, "Specification Overview".</remarks>
public delegate IEnumerable<ReadOnlyMemory<byte>> WsgiApp(IDictionary<string, object?> environ, StartResponse startResponse);
