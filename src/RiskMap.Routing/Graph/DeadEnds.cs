namespace RiskMap.Routing.Graph;

/// <summary>
/// The parts of a graph that lead nowhere else: trees that hang on one node. No way between two nodes outside passes through them, whatever roads
/// cost or are closed, so a search enters them only towards a target inside. Nodes with turn restrictions are never part of one. Immutable.
/// </summary>
sealed class DeadEnds
{
    readonly int[] _parents;

    internal DeadEnds(EdgeTable edges, Func<int, bool> isRestricted)
    {
        _parents = new int[edges.NodeCount];
        Array.Fill(_parents, -1);
        Peel(edges, isRestricted);
    }

    /// <summary>The node over which a node is reached, or -1 outside of dead ends.</summary>
    internal int Parent(int node) => _parents[node];

    /// <summary>True for an edge walked from a node into the dead end behind it.</summary>
    internal bool IsInto(int tail, int head) => _parents[head] == tail;

    void Peel(EdgeTable edges, Func<int, bool> isRestricted)
    {
        var (degrees, sums) = (new int[edges.NodeCount], new int[edges.NodeCount]);
        for (var edge = 0; edge < edges.Count; edge++)
        {
            // The sum of a node's neighbours is its only neighbour once the others are peeled.
            Join(edges.A[edge], edges.B[edge]);
            Join(edges.B[edge], edges.A[edge]);
        }
        var leaves = new Queue<int>(Enumerable.Range(0, edges.NodeCount).Where(node => degrees[node] == 1));
        while (leaves.TryDequeue(out var leaf))
        {
            if (degrees[leaf] != 1 || isRestricted(leaf))
                continue;
            var parent = sums[leaf];
            _parents[leaf] = parent;
            degrees[leaf] = 0;
            sums[parent] -= leaf;
            if (--degrees[parent] == 1)
                leaves.Enqueue(parent);
        }

        void Join(int node, int other)
        {
            degrees[node]++;
            sums[node] += other;
        }
    }
}
