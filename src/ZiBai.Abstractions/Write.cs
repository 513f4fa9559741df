namespace ZiBai;

/// <summary>
/// The legacy imperative write callable: sends status and headers if they are unsent, then the data, and returns when the server has
/// taken it. New apps yield chunks instead.
/// </summary>
/// <param name="data">Bytes of the body; may be reused by the caller after the call.</param>
/// <exception cref="InvalidOperationException">The response is already finished.</exception>
/// <exception cref="IOException">The client has gone.</exception>
/// <remarks>Source: PEP 3333, "The write() Callable".</remarks>
public delegate void Write(ReadOnlyMemory<byte> data);
