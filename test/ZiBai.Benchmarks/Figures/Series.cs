namespace ZiBai.Benchmarks.Figures;

/// <summary>One contender's rounds, in order.</summary>
internal sealed record Series(string Contender, IReadOnlyList<Round> Rounds)
{
    /// <summary>The median of a figure over the rounds.</summary>
    public double Median(Func<Round, double> figure) => MedianOf(Rounds.Select(figure));

    /// <summary>
    /// A figure as a multiple of the yardstick's. Each ratio is made within one round, in which both met the same machine; what is quoted is the median of these.
    /// </summary>
    public Spread Ratio(Series yardstick, Func<Round, double> figure)
    {
        double[] ratios = [.. Rounds.Zip(yardstick.Rounds, (own, other) => figure(own) / figure(other))];
        return new Spread(MedianOf(ratios), ratios.Min(), ratios.Max());
    }

    /// <summary>The middle one; of an even number, the mean of the two in the middle.</summary>
    /// <exception cref="ArgumentException">There is no figure.</exception>
    public static double MedianOf(IEnumerable<double> figures)
    {
        double[] ordered = [.. figures.Order()];
        return ordered.Length == 0
            ? throw new ArgumentException("There is no median of nothing.", nameof(figures))
            : (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }
}

/// <summary>A median, and the least and the most that there was.</summary>
internal readonly record struct Spread(double Median, double Min, double Max);
