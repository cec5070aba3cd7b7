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
    // Two to these powers in milliseconds, half a second and about four: measured on a city of 100,000 segments.
    const int PathBucket = 9, SpreadBucket = 12;

    readonly int[] _wanted = new int[graph.NodeCount];
    CostSpread? _costs;

    internal RoadGraph Graph { get; } = graph;

    internal Label[] Labels { get; } = new Label[graph.StateCount];

    /// <summary>The states that wait.</summary>
    internal BucketQueue Queue { get; } = new();

    /// <summary>A search that needs nothing but costs; made at first use.</summary>
    internal CostSpread Costs => _costs ??= new(Graph);

    /// <summary>States in the order in which they were settled, when the search keeps it; one may come again.</summary>
    internal List<int> Order { get; } = [];

    internal int Settled { get; set; }

    /// <summary>Where the search may end, as the caller wrote it.</summary>
    internal List<GoalEntry> Goals { get; } = [];

    internal int Stamp { get; private set; }

    /// <summary>Least cost at which each directed edge can be entered; valid where <see cref="EntryStamps"/> is the stamp.</summary>
    internal int[] Entries { get; private set; } = [];

    internal int[] EntryStamps { get; private set; } = [];

    /// <summary>Begins A*: narrow buckets, since what lies in the last one is looked at in vain.</summary>
    internal void Begin() => Begin(PathBucket);

    /// <summary>Begins to spread: wide buckets, since nearly all of them are emptied.</summary>
    internal void BeginSpread() => Begin(SpreadBucket);

    void Begin(int bucket)
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
        Queue.Clear(bucket);
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
        Queue.Push(key, state);
    }

    /// <summary>Spreads from a state.</summary>
    internal void SeedSpread(int state, int cost, int parent, int tag)
    {
        ref var label = ref Labels[state];
        if (cost >= RoadCosts.Infinite || (label.Stamp == Stamp && label.Cost <= cost))
            return;
        label = new Label { Cost = cost, Stamp = Stamp, Parent = parent, Tag = tag };
        Queue.Push(cost, state);
    }

    /// <summary>Opens the dead ends between a node and the rest of the graph.</summary>
    internal void Want(int node)
    {
        for (; node >= 0 && _wanted[node] != Stamp; node = Graph.States.DeadEnds.Parent(node))
            _wanted[node] = Stamp;
    }

    internal bool IsWanted(int node) => _wanted[node] == Stamp;
}
