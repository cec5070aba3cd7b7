namespace RiskMap.City.Dispatch.Coverage;

/// <summary>A choice of candidates.</summary>
/// <param name="Picks">The candidates, one after another; fewer than asked for where nothing more can be gained.</param>
/// <param name="Gains">What each covers besides those before it.</param>
/// <param name="MostPossible">No choice of so many candidates covers more than this.</param>
public sealed record CoverageChoice(IReadOnlyList<int> Picks, IReadOnlyList<double> Gains, double MostPossible)
{
    // Weights are sums of residents: equal to a millionth of a person is equal.
    const double Tolerance = 1e-6;

    /// <summary>What the candidates cover together.</summary>
    public double Gained => Gains.Sum();

    /// <summary>True where the choice is proven to be the best.</summary>
    public bool IsOptimal => Gained >= MostPossible - Tolerance;
}

/// <summary>
/// Maximal coverage (R. Church and C. ReVelle, "The maximal covering location problem", 1974): which k of the candidates cover most. Always the candidate that
/// adds most: exact for one, and never below 1 − 1/e of the best for more (G. Nemhauser, L. Wolsey and M. Fisher, "An analysis of approximations for maximizing
/// submodular set functions", 1978). Since what a candidate adds only shrinks, what is covered and the k greatest additions bound the best from above at every
/// step. Pure.
/// </summary>
public static class MaximalCoverage
{
    /// <summary>Chooses candidates; of those that add the same the first.</summary>
    /// <param name="sets">The places that each candidate covers.</param>
    /// <param name="weights">What each place weighs, at least 0.</param>
    /// <param name="count">How many to choose.</param>
    public static CoverageChoice Greedy(IReadOnlyList<IReadOnlyList<int>> sets, IReadOnlyList<double> weights, int count)
    {
        var (covered, picks, gains, most) = (new bool[weights.Count], new List<int>(), new List<double>(), double.PositiveInfinity);
        while (true)
        {
            double[] adds = [.. sets.Select(set => set.Where(place => !covered[place]).Sum(place => weights[place]))];
            most = Math.Min(most, gains.Sum() + adds.OrderDescending().Take(count).Sum());
            var best = adds.Length == 0 ? -1 : Array.IndexOf(adds, adds.Max());
            if (picks.Count == count || best < 0 || adds[best] <= 0)
                return new(picks, gains, most);
            picks.Add(best);
            gains.Add(adds[best]);
            foreach (var place in sets[best])
                covered[place] = true;
        }
    }
}
