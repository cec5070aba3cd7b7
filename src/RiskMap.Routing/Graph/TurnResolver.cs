namespace RiskMap.Routing.Graph;

/// <summary>Directed edges that may not follow one another.</summary>
/// <param name="Edges">The directed edges, in order.</param>
/// <param name="Rule">Index of the restriction that forbids them.</param>
readonly record struct ForbiddenTurn(int[] Edges, int Rule);

/// <summary>
/// Finds the edges that turn restrictions speak of. A restriction whose ways do not meet as it says, or that leaves open which edge is meant,
/// is left out and counted.
/// </summary>
/// <param name="edges">The edges.</param>
/// <param name="leaving">Directed edges by the node that they leave.</param>
/// <param name="edgesOfWay">Edges of each way that a restriction names.</param>
/// <param name="nodeOf">Node of a declared node id, or -1.</param>
sealed class TurnResolver(EdgeTable edges, Groups leaving, Func<long, IReadOnlyList<int>> edgesOfWay, Func<long, int> nodeOf)
{
    /// <summary>Restrictions that could not be placed.</summary>
    internal int Unplaced { get; private set; }

    internal List<ForbiddenTurn> Resolve(IReadOnlyList<TurnRestriction> restrictions)
    {
        var turns = new List<ForbiddenTurn>();
        for (var rule = 0; rule < restrictions.Count; rule++)
        {
            var restriction = restrictions[rule];
            var path = restriction.ViaNode is { } via ? OverNode(restriction.FromWay, nodeOf(via)) : OverWays(restriction);
            if (path is null || One(Leaving(restriction.ToWay, edges.Head(path[^1]))) is not { } to)
                Unplaced++;
            else
                turns.AddRange(Endings(restriction, path, to).Select(end => new ForbiddenTurn([.. path, end], rule)));
        }
        return turns;
    }

    /// <summary>The directed edges that may not follow the path.</summary>
    IEnumerable<int> Endings(TurnRestriction restriction, int[] path, int to)
    {
        var (node, back) = (edges.Head(path[^1]), path[^1] ^ 1);
        if (restriction.IsOnly)
            return leaving[node].Where(edge => edge != to);
        // At a dead end there is no other way out.
        return restriction.ForbidsTurningBack && to != back && leaving[node].Count > 1 ? [to, back] : [to];
    }

    int[]? OverNode(long fromWay, int node) => node >= 0 && One(Arriving(fromWay, node)) is { } from ? [from] : null;

    // Members of a relation need not stand in the order of driving: two of them may come the other way round.
    int[]? OverWays(TurnRestriction restriction) => OverWays(restriction, restriction.ViaWays) ?? OverWays(restriction, [.. restriction.ViaWays.Reverse()]);

    int[]? OverWays(TurnRestriction restriction, IReadOnlyList<long> viaWays)
    {
        var first = edgesOfWay(viaWays[0]);
        var meeting = edgesOfWay(restriction.FromWay).SelectMany(Ends).Intersect(first.SelectMany(Ends)).ToList();
        foreach (var node in meeting)
        {
            if (OverNode(restriction.FromWay, node) is { } from && Follow(from, viaWays) is { } path
                && Leaving(restriction.ToWay, edges.Head(path[^1])).Any())
                return path;
        }
        return null;
    }

    int[]? Follow(int[] path, IReadOnlyList<long> ways)
    {
        foreach (var way in ways)
        {
            var left = edgesOfWay(way).ToHashSet();
            while (left.Count > 0)
            {
                var at = edges.Head(path[^1]);
                var next = left.Where(edge => edges.A[edge] == at || edges.B[edge] == at).Order().ToList();
                if (next.Count != 1)
                    return null;
                left.Remove(next[0]);
                path = [.. path, edges.A[next[0]] == at ? 2 * next[0] : (2 * next[0]) + 1];
            }
        }
        return path;
    }

    IEnumerable<int> Ends(int edge) => [edges.A[edge], edges.B[edge]];

    IEnumerable<int> Directed(long way) => edgesOfWay(way).SelectMany(edge => (int[])[2 * edge, (2 * edge) + 1]);

    IEnumerable<int> Arriving(long way, int node) => Directed(way).Where(edge => edges.Head(edge) == node);

    IEnumerable<int> Leaving(long way, int node) => Directed(way).Where(edge => edges.Tail(edge) == node);

    /// <summary>The only one; of several the only one that its road's one way allows: a road that is not split at the place passes it.</summary>
    int? One(IEnumerable<int> found)
    {
        var all = found.ToList();
        if (all.Count > 1)
            all.RemoveAll(edges.IsAgainst);
        return all.Count == 1 ? all[0] : null;
    }
}
