namespace RiskMap.City.Dispatch.Force;

/// <summary>Units and needs as numbers.</summary>
/// <param name="Seconds">When each unit is there; infinite for never.</param>
/// <param name="Gives">What each unit gives to each need.</param>
/// <param name="Needs">How much of each is needed.</param>
sealed record ForceProblem(double[] Seconds, double[][] Gives, double[] Needs)
{
    // Amounts are sums of tenths and the like: they count as reached within this share of one.
    public const double Tolerance = 1e-9;

    /// <summary>When a need is met at the earliest and with which unit (-1 for nothing needed); infinite where the units do not suffice.</summary>
    /// <param name="need">The need.</param>
    /// <param name="byTime">Units that may go, the quickest first.</param>
    public (double Seconds, int Unit) MetBy(int need, IEnumerable<int> byTime)
    {
        if (Needs[need] <= Tolerance)
            return (0, -1);
        var amount = 0.0;
        foreach (var unit in byTime)
        {
            amount += Gives[unit][need];
            if (amount >= Needs[need] - Tolerance)
                return (Seconds[unit], unit);
        }
        return (double.PositiveInfinity, -1);
    }
}

/// <summary>A set of units that meets all needs.</summary>
/// <param name="Seconds">When all needs are met.</param>
/// <param name="Units">The units, the quickest first, pinned ones included.</param>
/// <param name="IsProven">True where no set of fewer units, or of as many with a less sum of arrivals, does it; false where the search was cut off before.</param>
/// <param name="IsFewest">True where at least no set of fewer units does it.</param>
sealed record ForceSolution(double Seconds, int[] Units, bool IsProven, bool IsFewest);

/// <summary>
/// The fastest sufficient set: first the least time at which all needs are met, which follows from the arrivals alone; then, among the units that are there
/// by then, the fewest, and of those the set with the least sum of arrivals. The second part is a covering problem, solved exactly by branch and bound
/// (<see cref="CoverSearch"/>). Pure, thread-safe.
/// </summary>
static class ForceSolver
{
    // Nodes after which the best set so far is taken and called unproven: some tenths of a second.
    const int MostNodes = 15_000;

    /// <summary>The best set, or null where the units do not suffice.</summary>
    /// <param name="problem">Units and needs.</param>
    /// <param name="pinned">Units that go in any case.</param>
    /// <param name="forbidden">Units that must stay.</param>
    /// <param name="nodes">Nodes of the search before it is cut off.</param>
    public static ForceSolution? Solve(ForceProblem problem, IReadOnlySet<int> pinned, IReadOnlySet<int> forbidden, int nodes = MostNodes)
    {
        var byTime = ByTime(problem, forbidden);
        var seconds = LeastSeconds(problem, byTime);
        if (double.IsInfinity(seconds))
            return null;
        int[] inTime = [.. byTime.Where(unit => problem.Seconds[unit] <= seconds)];
        var left = Left(problem, inTime.Where(pinned.Contains));
        var search = new CoverSearch(problem, [.. inTime.Where(unit => !pinned.Contains(unit))], left, nodes);
        int[] units = [.. search.Run().Concat(pinned).OrderBy(unit => problem.Seconds[unit]).ThenBy(unit => unit)];
        return new(seconds, units, search.IsProven, search.IsFewest);
    }

    /// <summary>
    /// The best set that does without at least one unit of another: every other sufficient set that is not the same with more units lacks one of its units, so
    /// the best over all bans of one unit is it. Time goes first, so only the bans that cost the least time are searched.
    /// </summary>
    public static (ForceSolution Solution, int Without)? SecondBest(ForceProblem problem, ForceSolution best, IReadOnlySet<int> pinned, IReadOnlySet<int> forbidden)
    {
        var bans = best.Units.Where(unit => !pinned.Contains(unit)).Select(unit => (Unit: unit, Forbidden: new HashSet<int>(forbidden) { unit }))
            .Select(ban => (ban.Unit, ban.Forbidden, Seconds: LeastSeconds(problem, ByTime(problem, ban.Forbidden)))).Where(ban => double.IsFinite(ban.Seconds)).ToList();
        var least = bans.Select(ban => ban.Seconds).DefaultIfEmpty(0).Min();
        bans.RemoveAll(ban => ban.Seconds > least);
        (ForceSolution Solution, int Without)? second = null;
        foreach (var ban in bans)
        {
            var other = Solve(problem, pinned, ban.Forbidden, MostNodes / bans.Count)!;
            if (second is null || IsBetter(problem, other, second.Value.Solution))
                second = (other, ban.Unit);
        }
        return second;
    }

    static int[] ByTime(ForceProblem problem, IReadOnlySet<int> forbidden) => [.. Enumerable.Range(0, problem.Seconds.Length)
        .Where(unit => !forbidden.Contains(unit) && double.IsFinite(problem.Seconds[unit])).OrderBy(unit => problem.Seconds[unit]).ThenBy(unit => unit)];

    static double LeastSeconds(ForceProblem problem, int[] byTime) => Enumerable.Range(0, problem.Needs.Length).Select(need => problem.MetBy(need, byTime).Seconds).DefaultIfEmpty(0).Max();

    static bool IsBetter(ForceProblem problem, ForceSolution a, ForceSolution b) =>
        (a.Seconds, a.Units.Length, Sum(problem, a)).CompareTo((b.Seconds, b.Units.Length, Sum(problem, b))) < 0;

    static double Sum(ForceProblem problem, ForceSolution solution) => solution.Units.Sum(unit => problem.Seconds[unit]);

    static double[] Left(ForceProblem problem, IEnumerable<int> sent)
    {
        var left = (double[])problem.Needs.Clone();
        foreach (var unit in sent)
            for (var need = 0; need < left.Length; need++)
                left[need] = Math.Max(0, left[need] - problem.Gives[unit][need]);
        return left;
    }
}
