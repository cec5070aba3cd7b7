using RiskMap.City.Dispatch.Force;

namespace RiskMap.City.Tests.Dispatch;

public class ForceSolverTests
{
    static readonly HashSet<int> None = [];

    [Fact]
    public void The_nearest_is_not_taken_when_it_does_not_suffice()
    {
        // Two near units that give one of the two needs each, and one a little farther that gives both.
        var problem = new ForceProblem([100, 110, 120], [[1, 0], [1, 0], [1, 1]], [1, 1]);

        var best = ForceSolver.Solve(problem, None, None)!;

        (best.Seconds, best.IsProven).ShouldBe((120, true));
        best.Units.ShouldBe([2]);
    }

    [Fact]
    public void Nothing_is_needed_of_whom_a_person_sends_already()
    {
        var problem = new ForceProblem([50, 100, 300], [[1, 0], [0, 1], [1, 1]], [1, 1]);
        ForceSolver.Solve(problem, Set(0), None)!.Units.ShouldBe([0, 1]);
        // A pinned unit that comes too late to help goes nevertheless, and delays nothing.
        var slow = ForceSolver.Solve(problem, Set(2), None)!;
        (slow.Seconds, slow.Units.Length).ShouldBe((100, 3));
        ForceSolver.Solve(problem, None, Set(1))!.Units.ShouldBe([2]);
        ForceSolver.Solve(problem, None, Set(1, 2)).ShouldBeNull();
    }

    [Fact]
    public void Solutions_equal_brute_force_on_small_cases() => Seeded.ForEach(400, random =>
    {
        var (problem, pinned, forbidden) = Random(random);
        var sets = Sufficient(problem, pinned, forbidden);

        var best = ForceSolver.Solve(problem, pinned, forbidden);

        (best is null).ShouldBe(sets.Count == 0);
        if (best is null)
            return;
        best.IsProven.ShouldBeTrue();
        Meets(problem, best.Units).ShouldBeTrue();
        CostOf(problem, best.Units).ShouldBe(sets.Min(set => CostOf(problem, set)));
        best.Seconds.ShouldBe(MetAt(problem, best.Units));
        best.Units.ShouldNotContain(unit => forbidden.Contains(unit));
        pinned.ShouldBeSubsetOf(best.Units);
    });

    [Fact]
    public void The_second_best_equals_brute_force_and_lacks_a_unit_of_the_best() => Seeded.ForEach(400, random =>
    {
        var (problem, pinned, forbidden) = Random(random);
        if (ForceSolver.Solve(problem, pinned, forbidden) is not { } best)
            return;
        var others = Sufficient(problem, pinned, forbidden).Where(set => best.Units.Except(set).Any()).ToList();

        var second = ForceSolver.SecondBest(problem, best, pinned, forbidden);

        (second is null).ShouldBe(others.Count == 0);
        if (second is not { } found)
            return;
        CostOf(problem, found.Solution.Units).ShouldBe(others.Min(set => CostOf(problem, set)));
        found.Solution.Units.ShouldNotContain(found.Without);
        best.Units.ShouldContain(found.Without);
    });

    [Fact]
    public void Two_hundred_teams_and_fifty_depots_are_solved_to_the_proof() => Seeded.ForEach(5, random =>
    {
        var best = ForceSolver.Solve(Large(random), None, None)!;
        best.IsProven.ShouldBeTrue();
        best.Units.Length.ShouldBeInRange(3, 30);
    });

    [Fact]
    public void A_search_that_is_cut_off_says_so_and_meets_every_need_in_the_least_time_all_the_same()
    {
        var usual = Large(new Random(1));
        var huge = usual with { Needs = [.. usual.Needs.Select((need, i) => i is 1 or 2 ? need : need * 8)] };

        var best = ForceSolver.Solve(huge, None, None)!;

        best.IsProven.ShouldBeFalse();
        Meets(huge, best.Units).ShouldBeTrue();
        best.Seconds.ShouldBe(MetAt(huge, [.. Enumerable.Range(0, huge.Seconds.Length)]));
    }

    /// <summary>200 teams like fire stations, rescue teams and ambulances, and 50 depots with three materials; needs like those of a chemical fire.</summary>
    internal static ForceProblem Large(Random random)
    {
        double[] Team() => [random.Next(2), random.Next(8) == 0 ? 1 : 0, random.Next(10) == 0 ? 1 : 0, random.Next(4), random.Next(3) == 0 ? 1 : 0, random.Next(4) == 0 ? random.Next(1, 6) : 0, 0, 0, 0];
        double[] Depot() => [0, 0, 0, 0, 0, 0, random.Next(3) == 0 ? random.Next(1, 30) : 0, random.Next(1, 9), Math.Round(random.NextDouble() * 3, 1)];
        return new([.. Enumerable.Range(0, 250).Select(_ => 60 + random.Between(30, 3000))], [.. Enumerable.Range(0, 250).Select(unit => unit < 200 ? Team() : Depot())], [3, 1, 1, 8, 2, 4, 20, 16, 5]);
    }

    static (ForceProblem Problem, HashSet<int> Pinned, HashSet<int> Forbidden) Random(Random random)
    {
        var (units, needs) = (random.Next(1, 10), random.Next(1, 5));
        double Amount() => random.Next(3) == 0 ? 0 : random.Next(1, 5) * random.OneOf(1.0, 0.1);
        var problem = new ForceProblem(
            [.. Enumerable.Range(0, units).Select(_ => random.Next(20) == 0 ? double.PositiveInfinity : (double)random.Next(1, 40))],
            [.. Enumerable.Range(0, units).Select(_ => Enumerable.Range(0, needs).Select(_ => Amount()).ToArray())],
            [.. Enumerable.Range(0, needs).Select(_ => random.Next(5) == 0 ? 0 : random.Next(1, 6) * random.OneOf(1.0, 0.1))]);
        var pinned = Enumerable.Range(0, units).Where(unit => random.Next(8) == 0 && double.IsFinite(problem.Seconds[unit])).ToHashSet();
        return (problem, pinned, Enumerable.Range(0, units).Where(unit => random.Next(8) == 0 && !pinned.Contains(unit)).ToHashSet());
    }

    static List<int[]> Sufficient(ForceProblem problem, HashSet<int> pinned, HashSet<int> forbidden)
    {
        var units = problem.Seconds.Length;
        return [.. Enumerable.Range(0, 1 << units).Select(bits => Enumerable.Range(0, units).Where(unit => (bits & (1 << unit)) != 0).ToArray())
            .Where(set => pinned.IsSubsetOf(set) && !set.Any(forbidden.Contains) && set.All(unit => double.IsFinite(problem.Seconds[unit])) && Meets(problem, set))];
    }

    static HashSet<int> Set(params int[] units) => [.. units];

    static bool Meets(ForceProblem problem, int[] set) =>
        Enumerable.Range(0, problem.Needs.Length).All(need => set.Sum(unit => problem.Gives[unit][need]) >= problem.Needs[need] - 1e-9);

    static double MetAt(ForceProblem problem, int[] set)
    {
        int[] byTime = [.. set.OrderBy(unit => problem.Seconds[unit])];
        return Enumerable.Range(0, byTime.Length + 1).Where(count => Meets(problem, byTime[..count])).Select(count => count == 0 ? 0 : problem.Seconds[byTime[count - 1]]).Min();
    }

    static (double, int, double) CostOf(ForceProblem problem, int[] set) => (MetAt(problem, set), set.Length, set.Sum(unit => problem.Seconds[unit]));
}
