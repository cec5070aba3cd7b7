using System.Collections.Concurrent;
using RiskMap.Routing.Search;

namespace RiskMap.Routing.Graph;

/// <summary>
/// A road network to search: edges between nodes where roads meet, end or change, with their shapes, names and rules; nothing in it depends on who
/// travels or when. Coordinates and lengths are metres in the plane of the drawn roads. Made by <see cref="RoadGraphBuilder"/>. Immutable, safe for
/// parallel reads; docs/decisions/017-road-graph.md tells why it is made so.
/// </summary>
public sealed class RoadGraph
{
    readonly ConcurrentBag<SearchState> _pool = [];
    readonly WayStretches _stretches;
    readonly WeekHours[] _hours;
    readonly int[] _hoursOfRestriction;

    internal RoadGraph(EdgeTable edges, StateGraph states, RoadTraits[] kinds, IReadOnlyList<TurnRestriction> restrictions, WayStretches stretches, long[] wayOfEdge)
    {
        (Edges, States, Kinds, Restrictions, _stretches) = (edges, states, kinds, restrictions, stretches);
        _hours = [.. restrictions.Select(restriction => restriction.Hours).OfType<WeekHours>().Distinct()];
        _hoursOfRestriction = [.. restrictions.Select(restriction => Array.IndexOf(_hours, restriction.Hours))];
        RestrictionsWithHours = _hoursOfRestriction.Count(hours => hours >= 0);
        RestrictionsUnread = restrictions.Count(restriction => restriction.IsConditionUnread);
        HasHolidayHours = restrictions.Any(restriction => restriction.Hours?.NamesHolidays == true);
        WayOfEdge = wayOfEdge;
    }

    /// <summary>Number of nodes.</summary>
    public int NodeCount => Edges.NodeCount;

    /// <summary>Number of edges; each may be driven in two directions.</summary>
    public int EdgeCount => Edges.Count;

    /// <summary>Number of search states: nodes, and what turn restrictions add to them.</summary>
    public int StateCount => States.StateCount;

    /// <summary>Restrictions that were placed or not; see <see cref="UnplacedRestrictions"/>.</summary>
    public IReadOnlyList<TurnRestriction> Restrictions { get; }

    /// <summary>How many restrictions have hours.</summary>
    public int RestrictionsWithHours { get; }

    /// <summary>How many restrictions have a condition that cannot be read and hold always.</summary>
    public int RestrictionsUnread { get; }

    /// <summary>True when hours of a restriction name holidays, which are not known.</summary>
    public bool HasHolidayHours { get; }

    /// <summary>Restrictions left out because their ways do not meet as they say.</summary>
    public int UnplacedRestrictions { get; internal init; }

    /// <summary>Lines left out because they have no length.</summary>
    public int LinesWithoutLength { get; internal init; }

    internal EdgeTable Edges { get; }

    internal StateGraph States { get; }

    internal RoadTraits[] Kinds { get; }

    internal long[] WayOfEdge { get; }

    /// <summary>What an edge is.</summary>
    public RoadTraits TraitsOf(int edge) => Kinds[Edges.Kind[edge]];

    /// <summary>The way that an edge belongs to (the first one, where it joins several).</summary>
    public long WayOf(int edge) => WayOfEdge[edge];

    /// <summary>Length of an edge in metres.</summary>
    public double MetresOf(int edge) => Edges.Metres[edge];

    /// <summary>Nodes at the ends of an edge.</summary>
    public (int A, int B) EndsOf(int edge) => (Edges.A[edge], Edges.B[edge]);

    /// <summary>x of an edge's vertices, from its first node to its last.</summary>
    public ReadOnlySpan<double> ShapeX(int edge) => Edges.ShapeX(edge);

    /// <summary>y of an edge's vertices, from its first node to its last.</summary>
    public ReadOnlySpan<double> ShapeY(int edge) => Edges.ShapeY(edge);

    /// <summary>The stretches of edges that a way became; none when there is no such way.</summary>
    public IReadOnlyList<EdgeStretch> StretchesOf(long way) => _stretches.Of(way);

    /// <summary>Which of the different hours that restrictions have hold at a time on the local clock; empty where none has hours.</summary>
    internal bool[] HoursAt(DateTime local) => Array.ConvertAll(_hours, hours => hours.Holds(local));

    /// <summary>True for a restriction without hours, or with hours that hold; without any that hold (null) only for the former.</summary>
    internal bool IsInForce(int restriction, bool[]? holding) =>
        _hoursOfRestriction[restriction] is var hours && (hours < 0 || (holding is not null && holding[hours]));

    internal SearchState Rent() => _pool.TryTake(out var state) ? state : new SearchState(this);

    internal void Return(SearchState state) => _pool.Add(state);
}
