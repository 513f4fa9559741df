using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Microsoft.Extensions.Logging;

namespace ZiBai.Conformance.Tests.Fuzz;

/// <summary>
/// Requests that were cut, spliced, flipped and put together again are sent to a live server. The app sees what a strict reader sees in the bytes, or
/// the beginning of it, and nothing else; there is no more answered than was asked; no answer is a 500; every connection ends.
/// </summary>
public sealed partial class FuzzTests
{
    /// <summary>The variable that has more inputs tried than the tests of every day do: <c>TEST_ZIBAI_FUZZ_INPUTS=200000</c>.</summary>
    private const string Inputs = "TEST_ZIBAI_FUZZ_INPUTS";

    private const int UsualInputs = 4000;

    private readonly ConcurrentDictionary<string, ConcurrentQueue<Call>> _calls = new();
    private int _answered;

    [Theory]
    [Doors]
    public async Task TheAppSeesWhatAStrictReaderSees(Door door)
    {
        var inputs = int.Parse(Environment.GetEnvironmentVariable(Inputs) ?? $"{UsualInputs}", CultureInfo.InvariantCulture);
        await using var served = await ServedApp.StartAsync(
            door, App, options: new ZiBaiOptions { NoAccessLog = true, SocketTimeout = TimeSpan.FromSeconds(2) }, logLevel: LogLevel.Information);

        await FuzzInput.Any.SampleAsync(input => CheckAsync(served, input), iter: inputs, threads: 4, print: static input => input.ToString());

        // Else the inputs are so broken that nothing was tested. Usually it is about one request for two inputs.
        Assert.True(_answered > inputs / 4, $"Of {inputs} inputs only {_answered} requests were served.");
    }

    private async Task CheckAsync(ServedApp served, FuzzInput input)
    {
        var (requests, end) = StrictReading.Of(input.Bytes);
        var complaints = Complaints(served).Count;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(served.EndPoint);
        var calls = new ConcurrentQueue<Call>();
        _calls[$"{((IPEndPoint)socket.LocalEndPoint!).Port}"] = calls;

        var answer = await ExchangeAsync(socket, input, finishes: end is ReadEnd.Open or ReadEnd.Short);

        var statuses = Status().Matches(answer).Select(static match => match.Groups[1].Value).Where(static status => status != "100").ToArray();
        var whole = requests.Count(static request => request.Body is not null);
        var said = $"""
            Answer: {FuzzInput.Escaped(answer)}
            Strict reading, {end}: {string.Join(" | ", requests)}
            Calls of the app: {string.Join(" | ", calls)}
            """;
        var seen = calls.ToArray();
        Assert.True(seen.Length <= requests.Count && seen.Zip(requests).All(static pair => pair.First.Is(pair.Second)), said);
        Assert.True(statuses.Count(static status => status == "200") <= Math.Min(whole, seen.Length), said);
        Assert.True(statuses.SkipLast(1).All(static status => status == "200"), said);
        Assert.True(statuses.LastOrDefault("200") is "200" or "505" or ['4', ..], said);
        Assert.True(Complaints(served).Count <= complaints, said + string.Join('\n', Complaints(served)));
        Interlocked.Add(ref _answered, statuses.Count(static status => status == "200"));
    }

    /// <summary>All that the server answers until it ends the connection.</summary>
    private static async Task<string> ExchangeAsync(Socket socket, FuzzInput input, bool finishes)
    {
        using var timeout = new CancellationTokenSource(Timeouts.Default);
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            foreach (var packet in input.Packets())
            {
                await socket.SendAsync(packet, timeout.Token);
            }

            if (finishes)
            {
                socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (SocketException)
        {
            // The server has closed the connection; what it said before can still be read.
        }

        try
        {
            while (await socket.ReceiveAsync(buffer, timeout.Token) is > 0 and var read)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            // Reset: that is an end too.
        }

        return answer.ToString();
    }

    /// <summary>
    /// Kestrel says at Error that it could not read the rest of a body whose trailer has a NUL or a bad name, and closes the connection as it should.
    /// </summary>
    private static List<LogEntry> Complaints(ServedApp served) =>
        [.. served.Complaints.Where(static entry => entry.EventId.Name != "RequestBodyDrainBodyReaderInvalidState")];

    private Chunks App(EnvironMap environ, StartResponse startResponse)
    {
        var call = new Call($"{environ["REQUEST_METHOD"]} {environ["REQUEST_URI"]}");
        _calls[(string)environ["REMOTE_PORT"]!].Enqueue(call);
        using var body = new MemoryStream();
        ((Stream)environ["wsgi.input"]!).CopyTo(body);
        call.Body = Wire.Text(body.ToArray());
        startResponse("200 OK", []);
        return [Wire.Bytes("served")];
    }

    [GeneratedRegex(@"HTTP/1\.1 (\d\d\d) ")]
    private static partial Regex Status();

    /// <summary>A request as the app saw it; without a body where it could not be read.</summary>
    private sealed record Call(string Line)
    {
        public string? Body { get; set; }

        public bool Is(ReadRequest request) => Line == request.Line && (Body is null || Body == request.Body);
    }
}
