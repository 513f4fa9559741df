using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using ZiBai.Adapter;
using ZiBai.Logging.Records;
using ZiBai.Testing;
using ZiBai.Transport;

namespace ZiBai.Tests.Adapter;

/// <summary>Each request is one record.</summary>
public sealed class RequestRecordsTests : IDisposable
{
    private readonly LogSink _sink = new();
    private readonly AccessLog _access;
    private readonly RequestRecords _records;
    private readonly Exchange _exchange = new("POST");

    public RequestRecordsTests()
    {
        _access = new AccessLog(_sink.CreateLogger("access"), _sink.CreateLogger("error"), RecordFields.Usual, TimeProvider.System);
        _records = new RequestRecords(_access, _sink.CreateLogger("error"), RecordFields.Usual);
    }

    [Theory]
    [InlineData(200, "access", LogLevel.Information)]
    [InlineData(404, "access", LogLevel.Information)]
    [InlineData(499, "access", LogLevel.Information)]
    [InlineData(500, "error", LogLevel.Error)]
    [InlineData(503, "error", LogLevel.Error)]
    public void AnAnswerOf500AndAboveIsForTheErrorLogAlone(int status, string category, LogLevel level)
    {
        _exchange.Response.StatusCode = status;

        var entry = Finish(Context());

        Assert.Equal((category, level, status), (entry.Category, entry.Level, entry.State["status"]));
    }

    [Fact]
    public async Task ARecordHasTheRequestsFields()
    {
        var request = _exchange.Request;
        (request.Path, request.QueryString, request.RawTarget) = ("/shop/a b", "?c=%64", "/shop/a%20b?c=%64");
        request.Headers["User-Agent"] = "curl/8";
        request.Headers.Referer = "http://example.org/";
        _exchange.Features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { RemoteIpAddress = IPAddress.Parse("192.0.2.1"), RemotePort = 4711 });
        _exchange.Features.Set<IHttpRequestIdentifierFeature>(new HttpRequestIdentifierFeature { TraceIdentifier = "0HN:1" });
        var context = Context(scriptName: "/shop", worker: 3);
        context.Response.Start("200 OK", []);
        await context.Response.SendAsync(new byte[5]);

        var state = Finish(context).State;

        Assert.Equal(
            [
                ("REQUEST_METHOD", "POST"), ("REQUEST_URI", "/shop/a%20b?c=%64"), ("SERVER_PROTOCOL", "HTTP/1.1"), ("status", 200),
                ("REMOTE_ADDR", "192.0.2.1"), ("REMOTE_PORT", "4711"), ("SCRIPT_NAME", "/shop"), ("PATH_INFO", "/a b"), ("QUERY_STRING", "c=%64"),
                ("HTTP_USER_AGENT", "curl/8"), ("HTTP_REFERER", "http://example.org/"), ("response_length", 5L), ("pid", Environment.ProcessId), ("worker", 3),
                ("request_id", "0HN:1"),
            ],
            state.Where(static pair => pair.Key is not ("elapsed_ms" or "{OriginalFormat}")).Select(static pair => (pair.Key, pair.Value!)));
        Assert.InRange(Assert.IsType<double>(state["elapsed_ms"]), 0.001, 1000 * Timeouts.Default.TotalSeconds);
    }

    [Fact]
    public void WhatTheAppMadeOfItsEnvironIsNotInTheRecord()
    {
        var context = Context();
        context.Environ[EnvironKeys.PathInfo] = "/elsewhere";
        context.Environ["HTTP_USER_AGENT"] = "forged";

        var state = Finish(context).State;

        Assert.Equal("/", state["PATH_INFO"]);
        Assert.False(state.ContainsKey("HTTP_USER_AGENT"));
    }

    [Fact]
    public void ARecordIsOneLineWhateverTheClientSent()
    {
        _exchange.Request.RawTarget = "/a\r\nb\u001b\u0085\u2028\"c\\";
        _exchange.Request.Path = "/\n";

        var entry = Finish(Context());

        Assert.Equal("\"POST /a\\r\\nb\\u001B\\u0085\\u2028\\x22c\\x5C HTTP/1.1\" 200", entry.Message);
        Assert.Equal("/\\n", entry.State["PATH_INFO"]);
    }

    [Fact]
    public void AClientThatWentBeforeTheHeadersIsRecordedAs499()
    {
        using var closed = new CancellationTokenSource();
        _exchange.Features.Set(new TrackedConnection(new DefaultConnectionContext { ConnectionClosed = closed.Token }));
        var context = Context();
        context.Response.Start("200 OK", []);
        closed.Cancel();
        context.Response.Finish();

        var entry = Finish(context);
        Assert.Equal(("access", 499), (entry.Category, entry.State["status"]));
    }

    [Fact]
    public void AClientThatGoesBehindTheHeadersMayHaveItsAnswer()
    {
        using var closed = new CancellationTokenSource();
        _exchange.Features.Set(new TrackedConnection(new DefaultConnectionContext { ConnectionClosed = closed.Token }));
        var context = Context();
        context.Response.Start("200 OK", []);
        context.Response.Finish();
        closed.Cancel();

        Assert.Equal(200, Finish(context).State["status"]);
    }

    [Fact]
    public void AFailureIsTheOnlyRecordOfARequestAnsweredSo()
    {
        _exchange.Response.StatusCode = 500;
        var context = Context();
        var exception = new InvalidOperationException("of the app");

        _records.Failed(context, new EventId(1, "Test"), failure: null, exception);

        var entry = Finish(context);
        Assert.Equal(("error", "Test", "\"POST / HTTP/1.1\" 500"), (entry.Category, entry.EventId.Name, entry.Message));
        Assert.Same(exception, entry.Exception);
    }

    [Fact]
    public void AFailureBehindAGoodAnswersBeginningLeavesThatInTheAccessLog()
    {
        var context = Context();

        _records.Failed(context, new EventId(1, "Test"), "it was too long", exception: null);
        _records.Finished(context);
        _access.Dispose();

        Assert.Equal(
            [("error", "\"POST / HTTP/1.1\" 200: it was too long"), ("access", "\"POST / HTTP/1.1\" 200")],
            _sink.Entries.Select(static entry => (entry.Category, entry.Message)));
    }

    [Fact]
    public void WithoutAnAccessLogOnlyErrorsAreRecorded()
    {
        var records = new RequestRecords(access: null, _sink.CreateLogger("error"), RecordFields.Usual);
        records.Finished(Context());
        _exchange.Response.StatusCode = 502;
        records.Finished(Context());

        Assert.Equal(502, Assert.Single(_sink.Entries).State["status"]);
    }

    public void Dispose()
    {
        _access.Dispose();
        _sink.Dispose();
    }

    private RequestContext Context(string scriptName = "", int? worker = null)
    {
        var context = new RequestContext(Exchange.Settings(scriptName: scriptName, worker: worker));
        context.Reset(_exchange.Features);
        return context;
    }

    private LogEntry Finish(RequestContext context)
    {
        _records.Finished(context);
        _access.Dispose();
        return Assert.Single(_sink.Entries);
    }
}
