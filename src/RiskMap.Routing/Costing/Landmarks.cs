using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RiskMap.Routing.Search;

namespace RiskMap.Routing.Costing;

/// <summary>Costs between one place and all landmarks, in two vectors each way.</summary>
readonly record struct LandmarkCosts(Vector256<int> From0, Vector256<int> From1, Vector256<int> To0, Vector256<int> To1);

/// <summary>
/// Lower bounds of what is left to a target, from the exact costs to and from a few far landmarks (A. Goldberg and C. Harrelson, "Computing the
/// shortest path: A* search meets graph theory", 2005). Made on free traffic without closures, so they hold whenever roads are closed or slower.
/// Immutable, safe for parallel reads.
/// </summary>
sealed class Landmarks
{
    const int Lanes = 8;

    /// <summary>As many as two vectors hold.</summary>
    internal const int Count = 2 * Lanes;

    // A state's costs from all landmarks, then to all of them: two lines of the cache.
    readonly int[] _costs;

    Landmarks(int[] costs) => _costs = costs;

    internal static Landmarks Of(RoadCosts costs)
    {
        var graph = costs.Graph;
        var table = new int[graph.StateCount * 2 * Count];
        Array.Fill(table, RoadCosts.Infinite);
        var landmarks = Choose(costs, table);
        _ = costs.BackArcs;
        Parallel.For(0, landmarks.Count, landmark =>
        {
            var search = graph.Rent();
            Spread.Backward(search, costs, landmarks[landmark]);
            Write(search, table, Count + landmark);
            graph.Return(search);
        });
        return new Landmarks(table);
    }

    /// <summary>Each landmark is the state farthest from those before, in the main component; the first is the farthest from anywhere.</summary>
    static List<int> Choose(RoadCosts costs, int[] table)
    {
        var (graph, landmarks) = (costs.Graph, new List<int>());
        var candidates = Enumerable.Range(0, graph.NodeCount).Where(node => costs.Components.OfState(node) == costs.Components.Main).ToArray();
        if (candidates.Length == 0)
            return landmarks;
        var nearest = new int[graph.StateCount];
        Array.Fill(nearest, RoadCosts.Infinite);
        var search = graph.Rent();
        Spread.Forward(search, costs, candidates[0]);
        var next = candidates.MaxBy(search.CostOf);
        while (landmarks.Count < Count && !landmarks.Contains(next))
        {
            Spread.Forward(search, costs, next);
            Write(search, table, landmarks.Count);
            landmarks.Add(next);
            foreach (var state in candidates)
                nearest[state] = Math.Min(nearest[state], search.CostOf(state));
            next = candidates.MaxBy(state => nearest[state]);
        }
        graph.Return(search);
        return landmarks;
    }

    static void Write(SearchState search, int[] table, int column)
    {
        for (var state = 0; state < table.Length / (2 * Count); state++)
            table[(state * 2 * Count) + column] = search.CostOf(state);
    }

    /// <summary>Costs from each landmark to a state, and from the state to each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal LandmarkCosts CostsOf(int state)
    {
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_costs), state * 2 * Count);
        return new LandmarkCosts(
            Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, Lanes), Vector256.LoadUnsafe(ref first, 2 * Lanes), Vector256.LoadUnsafe(ref first, 3 * Lanes));
    }

    /// <summary>At least what is left from a state to the target; near <see cref="RoadCosts.Infinite"/> or more where there is no way at all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Bound(int state, in LandmarkCosts target)
    {
        var here = CostsOf(state);
        var low = Vector256.Max(here.To0 - target.To0, target.From0 - here.From0);
        var high = Vector256.Max(here.To1 - target.To1, target.From1 - here.From1);
        var bound = Vector256.Max(Vector256.Max(low, high), Vector256<int>.Zero);
        var half = Vector128.Max(bound.GetLower(), bound.GetUpper());
        half = Vector128.Max(half, Vector128.Shuffle(half, Vector128.Create(2, 3, 0, 1)));
        return Math.Max(half.GetElement(0), half.GetElement(1));
    }

    /// <summary>Costs of a target: from landmarks over the cheapest of its entries, to landmarks over the dearest of its exits, so that both are bounds.</summary>
    internal LandmarkCosts OfTarget(IEnumerable<(int State, int Cost)> entries, IEnumerable<(int State, int Cost)> exits)
    {
        var (from0, from1) = (Vector256.Create(RoadCosts.Infinite), Vector256.Create(RoadCosts.Infinite));
        foreach (var (state, cost) in entries)
        {
            var costs = CostsOf(state);
            (from0, from1) = (Vector256.Min(from0, costs.From0 + Vector256.Create(cost)), Vector256.Min(from1, costs.From1 + Vector256.Create(cost)));
        }
        var (to0, to1) = (Vector256.Create(-1), Vector256.Create(-1));
        foreach (var (state, cost) in exits)
        {
            var costs = CostsOf(state);
            (to0, to1) = (Vector256.Max(to0, costs.To0 + Vector256.Create(cost)), Vector256.Max(to1, costs.To1 + Vector256.Create(cost)));
        }
        return new LandmarkCosts(from0, from1, Known(to0), Known(to1));
    }

    // Where nothing is known the difference must be nothing or less.
    static Vector256<int> Known(Vector256<int> costs)
    {
        var unknown = Vector256.LessThan(costs, Vector256<int>.Zero) | Vector256.GreaterThan(costs, Vector256.Create(RoadCosts.Infinite));
        return Vector256.ConditionalSelect(unknown, Vector256.Create(RoadCosts.Infinite), costs);
    }
}
