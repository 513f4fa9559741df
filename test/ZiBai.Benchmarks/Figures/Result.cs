namespace ZiBai.Benchmarks.Figures;

/// <summary>What came out for one workload.</summary>
/// <param name="Workload">Its name.</param>
/// <param name="Title">What it is.</param>
/// <param name="Connections">Connections of the client.</param>
/// <param name="Client">Who asked.</param>
/// <param name="Series">The contenders, the yardstick first.</param>
internal sealed record Result(string Workload, string Title, int Connections, string Client, IReadOnlyList<Series> Series)
{
    /// <summary>The contender that the others are compared with.</summary>
    public Series Yardstick => Series[0];
}
