using System.Diagnostics.Metrics;
using ZiBai.Adapter;

namespace ZiBai.Tests.Adapter;

public sealed class RequestMetricsTests : IDisposable
{
    private readonly TestMeters _meters = new();
    private readonly MeterListener _listener = new();
    private readonly List<(string Instrument, double Value, string Tags)> _measured = [];
    private readonly RequestMetrics _metrics;

    public RequestMetricsTests()
    {
        _metrics = new RequestMetrics(_meters);
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == _meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
    }

    [Fact]
    public void ARequestIsActiveUntilItsEnd()
    {
        _listener.Start();
        var context = Context(new Exchange("GET"));

        _metrics.Begin(context);
        _metrics.End(context);

        Assert.Equal(
            [(1, "http.request.method=GET url.scheme=http"), (-1, "http.request.method=GET url.scheme=http")],
            _measured.Where(static one => one.Instrument == "http.server.active_requests").Select(static one => ((int)one.Value, one.Tags)));
    }

    [Theory]
    [InlineData("HTTP/1.1", 200, null, "http.request.method=GET http.response.status_code=200 network.protocol.version=1.1 url.scheme=http")]
    [InlineData("HTTP/2", 404, null, "http.request.method=GET http.response.status_code=404 network.protocol.version=2 url.scheme=http")]
    [InlineData("HTTP/1.0", 503, null, "error.type=503 http.request.method=GET http.response.status_code=503 network.protocol.version=1.0 url.scheme=http")]
    [InlineData("HTTP/1.1", 500, "System.IO.IOException",
        "error.type=System.IO.IOException http.request.method=GET http.response.status_code=500 network.protocol.version=1.1 url.scheme=http")]
    public void TheDurationSaysHowTheRequestEnded(string protocol, int status, string? failure, string tags)
    {
        _listener.Start();
        var exchange = new Exchange("GET", protocol);
        var context = Context(exchange);
        _metrics.Begin(context);
        exchange.Response.StatusCode = status;
        context.FailureType = failure;

        _metrics.End(context);

        var (_, seconds, seen) = Assert.Single(_measured, static one => one.Instrument == "http.server.request.duration");
        Assert.Equal(tags, seen);
        Assert.InRange(seconds, 1e-9, 10);
    }

    [Fact]
    public void AMethodThatAClientMadeUpIsNoTagOfItsOwn()
    {
        _listener.Start();

        _metrics.Begin(Context(new Exchange("BREW")));

        Assert.Equal("http.request.method=_OTHER url.scheme=http", Assert.Single(_measured).Tags);
    }

    [Fact]
    public void ARequestThatBeganUncountedIsNotCountedOff()
    {
        var context = Context(new Exchange());
        _metrics.Begin(context);
        _listener.Start();

        _metrics.End(context);

        Assert.Equal("http.server.request.duration", Assert.Single(_measured).Instrument);
    }

    [Fact]
    public void TheInstrumentsAreThoseOfAspNetCore()
    {
        List<(string, string, string?)> seen = [];
        _listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Scope == _meters)
            {
                seen.Add((instrument.Meter.Name, instrument.Name, instrument.Unit));
            }
        };

        _listener.Start();

        Assert.Equal(
            [
                ("Microsoft.AspNetCore.Hosting", "http.server.active_requests", "{request}"),
                ("Microsoft.AspNetCore.Hosting", "http.server.request.duration", "s"),
            ],
            seen.Order());
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
    }

    private static RequestContext Context(Exchange exchange)
    {
        var context = new RequestContext(Exchange.Settings());
        context.Reset(exchange.Features);
        return context;
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _measured.Add((
        instrument.Name, value, string.Join(' ', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal))));
}
