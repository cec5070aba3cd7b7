using RiskMap.Routing.Costing;
using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Search;

/// <summary>What a search knows of a state: 16 bytes, four to a line of the cache.</summary>
struct Label
{
    /// <summary>Cost so far.</summary>
    internal int Cost;

    /// <summary>The search that wrote this; of any other it counts as unknown.</summary>
    internal int Stamp;

    /// <summary>Arc that led here; the complement of a seed's number where the search began.</summary>
    internal int Parent;

    /// <summary>The key in the queue (A*), or the source (spreading).</summary>
    internal int Tag;
}

/// <summary>
/// The memory of one search over one graph, used again and again: a new search needs no clearing. Rented from the graph; one thread at a time.
/// </summary>
sealed class SearchState(RoadGraph graph)
{
    readonly int[] _wanted = new int[graph.NodeCount];

    internal RoadGraph Graph { get; } = graph;

    internal Label[] Labels { get; } = new Label[graph.StateCount];

    /// <summary>Queue of A*.</summary>
    internal MinHeap Heap { get; } = new();

    /// <summary>Queue of spreading.</summary>
    internal BucketQueue Buckets { get; } = new();

    /// <summary>Costs of the states in a search that needs nothing else of them; made at first use.</summary>
    internal int[] Costs { get; private set; } = [];

    /// <summary>States in the order in which they were settled, when the search keeps it; one may come again.</summary>
    internal List<int> Order { get; } = [];

    internal int Settled { get; set; }

    /// <summary>Where the search may end, as the caller wrote it.</summary>
    internal List<GoalEntry> Goals { get; } = [];

    internal int Stamp { get; private set; }

    /// <summary>Least cost at which each directed edge can be entered; valid where <see cref="EntryStamps"/> is the stamp.</summary>
    internal int[] Entries { get; private set; } = [];

    internal int[] EntryStamps { get; private set; } = [];

    /// <summary>Begins a new search.</summary>
    internal void Begin()
    {
        if (Stamp == int.MaxValue)
        {
            Array.Clear(Labels);
            Array.Clear(_wanted);
            Array.Clear(EntryStamps);
            Stamp = 0;
        }
        Stamp++;
        Settled = 0;
        Goals.Clear();
        Order.Clear();
        Heap.Clear();
    }

    /// <summary>Begins to spread.</summary>
    /// <param name="costs">Costs.</param>
    /// <param name="latestStart">By how much a seed may start after another, beside the cost of its edge.</param>
    internal void BeginSpread(RoadCosts costs, int latestStart = 0)
    {
        Begin();
        Buckets.Clear(costs.GreatestMilliseconds + latestStart);
    }

    /// <summary>Begins to spread over costs alone.</summary>
    internal void BeginCosts(RoadCosts costs)
    {
        if (Costs.Length == 0)
            Costs = new int[Graph.StateCount];
        Array.Fill(Costs, RoadCosts.Infinite);
        Buckets.Clear(costs.GreatestMilliseconds);
    }

    /// <summary>Makes room to note the edges entered.</summary>
    internal void KeepEntries()
    {
        if (Entries.Length > 0)
            return;
        (Entries, EntryStamps) = (new int[2 * Graph.EdgeCount], new int[2 * Graph.EdgeCount]);
    }

    /// <summary>Cost of a state in this search.</summary>
    internal int CostOf(int state) => Labels[state].Stamp == Stamp ? Labels[state].Cost : RoadCosts.Infinite;

    /// <summary>Starts A* from a state.</summary>
    internal void Seed(int state, int cost, int parent, int key)
    {
        ref var label = ref Labels[state];
        if (cost >= RoadCosts.Infinite || (label.Stamp == Stamp && label.Cost <= cost))
            return;
        label = new Label { Cost = cost, Stamp = Stamp, Parent = parent, Tag = key };
        Heap.Push(key, state);
    }

    /// <summary>Spreads from a state.</summary>
    internal void SeedSpread(int state, int cost, int parent, int tag)
    {
        ref var label = ref Labels[state];
        if (cost >= RoadCosts.Infinite || (label.Stamp == Stamp && label.Cost <= cost))
            return;
        label = new Label { Cost = cost, Stamp = Stamp, Parent = parent, Tag = tag };
        Buckets.Push(cost, state);
    }

    /// <summary>Opens the dead ends between a node and the rest of the graph.</summary>
    internal void Want(int node)
    {
        for (; node >= 0 && _wanted[node] != Stamp; node = Graph.States.DeadEnds.Parent(node))
            _wanted[node] = Stamp;
    }

    internal bool IsWanted(int node) => _wanted[node] == Stamp;
}
