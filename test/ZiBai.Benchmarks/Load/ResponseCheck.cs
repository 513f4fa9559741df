using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ZiBai.Benchmarks.Servers;

namespace ZiBai.Benchmarks.Load;

/// <summary>Asks a server once, and looks at the response: one that does less than the others is not to be measured beside them.</summary>
internal static class ResponseCheck
{
    /// <summary>From its start until it answers.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until the server answers, and returns if it does so as it should.</summary>
    /// <exception cref="LoadException">It does not, or not in time.</exception>
    public static async Task PassAsync(ServerUnderTest server, Work work, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        try
        {
            while (true)
            {
                if (server.HasExited)
                {
                    throw new LoadException($"{server.Contender.Name} ended at its start.\n{server.LastOutput()}");
                }

                try
                {
                    if (await FaultAsync(server.Endpoint, work, server.Contender.Package is null, patience.Token) is { } fault)
                    {
                        throw new LoadException($"{server.Contender.Name} answered {work.Name} wrongly: {fault}.\n{server.LastOutput()}");
                    }

                    return;
                }
                catch (HttpRequestException early) when (early.InnerException is SocketException)
                {
                    await Task.Delay(_interval, patience.Token);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LoadException($"{server.Contender.Name} did not answer within {_patience.TotalSeconds:F0} s.\n{server.LastOutput()}");
        }
    }

    /// <summary>What is wrong with the response to one request; null if nothing is.</summary>
    /// <param name="endpoint">Where to ask.</param>
    /// <param name="work">What for.</param>
    /// <param name="withServersHeaders">Whether there must be a Server and a Date, as from each Kestrel here; other servers have their own ways.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    internal static async Task<string?> FaultAsync(Endpoint endpoint, Work work, bool withServersHeaders, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, token) =>
            {
                var socket = endpoint.NewSocket();
                try
                {
                    await socket.ConnectAsync(endpoint.Address, token);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        });
        using var request = new HttpRequestMessage(new HttpMethod(work.Method), "http://localhost/");
        foreach (var (name, value) in work.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (work.BodyLength > 0)
        {
            request.Content = new ByteArrayContent(work.Body());
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var headers = response.Content.Headers;
        var contentType = string.Join(',', headers.NonValidated.TryGetValues("Content-Type", out var values) ? [.. values] : (string[])[]);
        return response.StatusCode != HttpStatusCode.OK ? $"status {(int)response.StatusCode}"
            : contentType != work.ContentType ? $"Content-Type '{contentType}' in place of '{work.ContentType}'"
            : headers.ContentLength != (work.IsChunked ? null : work.Response.Length)
                ? string.Create(CultureInfo.InvariantCulture, $"Content-Length {headers.ContentLength}")
            : withServersHeaders && (response.Headers.Date is null || !response.Headers.Contains("Server")) ? "no Date, or no Server"
            : response.Headers.TransferEncodingChunked == true != work.IsChunked ? "chunked where a length was due, or the other way round"
            : (await response.Content.ReadAsByteArrayAsync(cancellationToken)).AsSpan().SequenceEqual(work.Response) ? null
            : "another body";
    }
}
