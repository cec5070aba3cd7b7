using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RiskMap.Routing.Search;

namespace RiskMap.Routing.Costing;

/// <summary>Costs between one place and all landmarks, from them and to them, in the unit of the table.</summary>
readonly record struct LandmarkCosts(Vector256<ushort> From, Vector256<ushort> To);

/// <summary>
/// Lower bounds of what is left to a target, from the costs to and from a few far landmarks (A. Goldberg and C. Harrelson, "Computing the shortest path: A*
/// search meets graph theory", 2005). Made on free traffic without closures, so they hold whenever roads are closed or slower. Costs are held in 16 bits, in a
/// unit of so many milliseconds that the greatest fits, rounded down: the costs of a state fill 64 bytes. Immutable, safe for parallel reads.
/// </summary>
sealed class Landmarks
{
    /// <summary>As many as a vector holds.</summary>
    internal const int Count = 16;

    /// <summary>No way.</summary>
    const ushort Never = ushort.MaxValue;

    /// <summary>Greatest cost: differences of two costs stay below those of <see cref="Never"/> and a cost.</summary>
    const ushort Most = short.MaxValue - 1;

    // A state's costs from all landmarks, then to all of them.
    readonly ushort[] _costs;

    // The unit is two to this power of milliseconds.
    readonly int _shift;

    Landmarks(int[] table)
    {
        var greatest = 0;
        foreach (var cost in table)
            greatest = cost < RoadCosts.Infinite ? Math.Max(greatest, cost) : greatest;
        var shift = 0;
        while (greatest >> shift > Most)
            shift++;
        _shift = shift;
        _costs = Array.ConvertAll(table, cost => cost >= RoadCosts.Infinite ? Never : (ushort)(cost >> shift));
    }

    /// <summary>Makes them: while the next landmark is sought, costs to those found are written on other cores.</summary>
    internal static Landmarks Of(RoadCosts costs)
    {
        var table = new int[costs.Graph.StateCount * 2 * Count];
        Array.Fill(table, RoadCosts.Infinite);
        _ = costs.BackArcs;
        Task.WaitAll([.. Choose(costs, table).Select((landmark, column) => Task.Run(() => WriteBackward(costs, landmark, table, Count + column)))]);
        return new Landmarks(table);
    }

    /// <summary>
    /// Each landmark is the state farthest from those before, in the main component; the first is the farthest from anywhere. Costs from a landmark are
    /// written when the next is asked for.
    /// </summary>
    static IEnumerable<int> Choose(RoadCosts costs, int[] table)
    {
        var (graph, components, landmarks) = (costs.Graph, costs.Components, new List<int>());
        int[] candidates = [.. Enumerable.Range(0, graph.NodeCount).Where(node => components.OfState(node) == components.Main)];
        if (candidates.Length == 0)
            yield break;
        var (search, nearest) = (graph.Rent(), new int[candidates.Length]);
        Array.Fill(nearest, RoadCosts.Infinite);
        Spread.Forward(search, costs, candidates[0]);
        var next = Farthest(search, candidates, [.. nearest]);
        while (landmarks.Count < Count && !landmarks.Contains(next))
        {
            landmarks.Add(next);
            yield return next;
            Spread.Forward(search, costs, next);
            Write(search, table, landmarks.Count - 1);
            next = Farthest(search, candidates, nearest);
        }
        graph.Return(search);
    }

    /// <summary>The candidate whose nearest landmark is farthest; a search has just spread from another landmark.</summary>
    static int Farthest(SearchState search, int[] candidates, int[] nearest)
    {
        var best = 0;
        for (var i = 0; i < candidates.Length; i++)
        {
            nearest[i] = Math.Min(nearest[i], search.CostOf(candidates[i]));
            best = nearest[i] > nearest[best] ? i : best;
        }
        return candidates[best];
    }

    static void WriteBackward(RoadCosts costs, int landmark, int[] table, int column)
    {
        var search = costs.Graph.Rent();
        Spread.Backward(search, costs, landmark);
        Write(search, table, column);
        costs.Graph.Return(search);
    }

    static void Write(SearchState search, int[] table, int column)
    {
        for (var state = 0; state < table.Length / (2 * Count); state++)
            table[(state * 2 * Count) + column] = search.CostOf(state);
    }

    /// <summary>At least what is left from a state to the target, in milliseconds; <see cref="RoadCosts.Infinite"/> where there is no way at all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Bound(int state, in LandmarkCosts target)
    {
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_costs), state * 2 * Count);
        var (from, to) = (Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, Count));
        // Differences, nothing where they would be negative.
        var bounds = Vector256.Max(Vector256.Max(to, target.To) - target.To, Vector256.Max(target.From, from) - from);
        var greatest = Vector128.Max(bounds.GetLower(), bounds.GetUpper());
        greatest = Vector128.Max(greatest, Vector128.Shuffle(greatest.AsUInt64(), Vector128.Create(1UL, 0)).AsUInt16());
        greatest = Vector128.Max(greatest, Vector128.Shuffle(greatest.AsUInt32(), Vector128.Create(1U, 0, 3, 2)).AsUInt16());
        var bound = Math.Max(greatest.GetElement(0), greatest.GetElement(1));
        // Both costs were rounded down, so the difference may be one unit too much.
        return bound > Most ? RoadCosts.Infinite : Math.Max(0, bound - 1) << _shift;
    }

    /// <summary>Costs of a target: from landmarks over the cheapest of its entries, to landmarks over the dearest of its exits, so that both are bounds.</summary>
    internal LandmarkCosts OfTarget(IEnumerable<(int State, int Cost)> entries, IEnumerable<(int State, int Cost)> exits)
    {
        Span<ushort> from = stackalloc ushort[Count], to = stackalloc ushort[Count];
        from.Fill(Never);
        foreach (var (state, cost) in entries)
        {
            for (var landmark = 0; landmark < Count; landmark++)
            {
                if (_costs[(state * 2 * Count) + landmark] is not Never and var known)
                    from[landmark] = (ushort)Math.Min(from[landmark], Math.Min(Most, known + (cost >> _shift)));
            }
        }
        var hasExit = false;
        foreach (var (state, cost) in exits)
        {
            hasExit = true;
            for (var landmark = 0; landmark < Count; landmark++)
                to[landmark] = (ushort)Math.Min(Never, Math.Max(to[landmark], _costs[(((state * 2) + 1) * Count) + landmark] + ((cost + (1 << _shift) - 1) >> _shift)));
        }
        // Where nothing is known the difference must be nothing.
        if (!hasExit)
            to.Fill(Never);
        return new LandmarkCosts(Vector256.Create<ushort>(from), Vector256.Create<ushort>(to));
    }
}
