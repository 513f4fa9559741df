using ZiBai.Benchmarks.Memory;

namespace ZiBai.Benchmarks.Tests.Memory;

public sealed class MemoryTableTests
{
    [Fact]
    public void ARoundHasWhatItsLastSampleHas() => Assert.Equal(
        """
                           first  middle    last  last/first
        hello worker        60.0    80.0    90.0       1.500
        echo worker         60.0    60.0    60.0       1.000
        stream worker       80.0    80.0   100.0       1.250
        upload <worker>     60.0    60.0    60.0       1.000
        hello supervisor    40.0    40.0    20.0       0.500

        """,
        MemoryTable.Of(Samples.All, samplesARound: 2));

    [Fact]
    public void AMillionRequestsAreToldWithRatioAndGoals() => Assert.Equal(
        """
        resident memory after 1,000,000 hello requests
        bare                 60.0 MB
        zibai worker         66.3 MB  ratio 1.105, goal at most 1.15
        zibai supervisor     41.0 MB  goal at most 45 MB

        """,
        new MemoryAfterRequests(1_000_000, 60, 66.3, 41).ToString());
}
