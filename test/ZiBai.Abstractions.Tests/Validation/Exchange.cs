using System.Runtime.ExceptionServices;

namespace ZiBai.Tests.Validation;

/// <summary>A server for one request that keeps the rules: what it got from the app can be looked at.</summary>
internal sealed class Exchange
{
    public Dictionary<string, object?> Environ { get; } = new(StringComparer.Ordinal)
    {
        [EnvironKeys.RequestMethod] = "GET",
        [EnvironKeys.ScriptName] = "",
        [EnvironKeys.PathInfo] = "/",
        [EnvironKeys.QueryString] = "",
        [EnvironKeys.ServerName] = "127.0.0.1",
        [EnvironKeys.ServerPort] = "8000",
        [EnvironKeys.ServerProtocol] = "HTTP/1.1",
        [EnvironKeys.WsgiVersion] = (1, 0),
        [EnvironKeys.WsgiUrlScheme] = "http",
        [EnvironKeys.WsgiInput] = Tests.Body.Of("one\ntwo\n"),
        [EnvironKeys.WsgiErrors] = new StringWriter(),
        [EnvironKeys.WsgiMultithread] = true,
        [EnvironKeys.WsgiMultiprocess] = false,
        [EnvironKeys.WsgiRunOnce] = false,
    };

    public string? Status { get; private set; }

    public IReadOnlyList<(string Name, string Value)>? Headers { get; private set; }

    /// <summary>The non-empty chunks, written or yielded, in order.</summary>
    public List<string> Sent { get; } = [];

    public string ErrorText => Environ[EnvironKeys.WsgiErrors]!.ToString()!;

    /// <summary>The environ that the app of the last run had.</summary>
    public IDictionary<string, object?>? AppsEnviron { get; private set; }

    /// <summary>Calls the app and gives what it returned, as the server has it.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Call(WsgiApp app) => Validator.Wrap((environ, start) =>
    {
        AppsEnviron = environ;
        return app(environ, start);
    })(Environ, Start);

    /// <inheritdoc cref="Call(WsgiApp)"/>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> Call(AsyncWsgiApp app) => Validator.Wrap((environ, start) =>
    {
        AppsEnviron = environ;
        return app(environ, start);
    })(Environ, Start);

    /// <summary>Serves the request to its end.</summary>
    public Exchange Run(WsgiApp app)
    {
        var body = Call(app);
        try
        {
            foreach (var chunk in body)
            {
                Take(chunk);
            }
        }
        finally
        {
            (body as IDisposable)?.Dispose();
        }

        return this;
    }

    /// <inheritdoc cref="Run"/>
    public async Task<Exchange> RunAsync(AsyncWsgiApp app)
    {
        var body = Call(app);
        try
        {
            await foreach (var chunk in body)
            {
                Take(chunk);
            }
        }
        finally
        {
            await ((IAsyncDisposable)body).DisposeAsync();
        }

        return this;
    }

    public Write Start(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? excInfo)
    {
        if (Sent.Count > 0 && excInfo is not null)
        {
            ExceptionDispatchInfo.Throw(excInfo);
        }

        Status = status;
        Headers = headers;
        return Take;
    }

    private void Take(ReadOnlyMemory<byte> chunk)
    {
        if (!chunk.IsEmpty)
        {
            Sent.Add(chunk.Text());
        }
    }
}
