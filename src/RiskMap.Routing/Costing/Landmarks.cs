using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RiskMap.Routing.Search;

namespace RiskMap.Routing.Costing;

/// <summary>
/// Lower bounds of what is left to a target, from the exact costs to and from a few far landmarks (A. Goldberg and C. Harrelson, "Computing the
/// shortest path: A* search meets graph theory", 2005). Made on free traffic without closures, so they hold whenever roads are closed or slower.
/// Immutable, safe for parallel reads.
/// </summary>
sealed class Landmarks
{
    /// <summary>As many as one vector holds.</summary>
    internal const int Count = 8;

    // A state's costs from all landmarks, then to all of them: 64 bytes, one line of the cache.
    readonly int[] _costs;

    Landmarks(int[] costs) => _costs = costs;

    internal static Landmarks Of(RoadCosts costs)
    {
        var graph = costs.Graph;
        var table = new int[graph.StateCount * 2 * Count];
        Array.Fill(table, RoadCosts.Infinite);
        var landmarks = Choose(costs, table);
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
    internal (Vector256<int> From, Vector256<int> To) CostsOf(int state)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(_costs);
        return (
            Vector256.LoadUnsafe(ref first, (nuint)(state * 2 * Count)),
            Vector256.LoadUnsafe(ref first, (nuint)((state * 2 * Count) + Count)));
    }

    /// <summary>At least what is left from a state to the target; <see cref="RoadCosts.Infinite"/> or more where there is no way at all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Bound(int state, in Vector256<int> targetFrom, in Vector256<int> targetTo)
    {
        var (from, to) = CostsOf(state);
        var bound = Vector256.Max(Vector256.Max(to - targetTo, targetFrom - from), Vector256<int>.Zero);
        var half = Vector128.Max(bound.GetLower(), bound.GetUpper());
        half = Vector128.Max(half, Vector128.Shuffle(half, Vector128.Create(2, 3, 0, 1)));
        return Math.Max(half.GetElement(0), half.GetElement(1));
    }
}
