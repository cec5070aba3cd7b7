using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Costing;

/// <summary>An arc with its cost, as searches walk them.</summary>
/// <param name="target">The state it leads to; its complement when the arc only leads into a dead end.</param>
/// <param name="milliseconds">Its cost.</param>
readonly struct CostedArc(int target, int milliseconds)
{
    internal readonly int Target = target;
    internal readonly int Milliseconds = milliseconds;
}

/// <summary>
/// What every arc of a graph costs one profile in one period, in whole milliseconds: sums are exact, so every search gives the same total.
/// What broken rules cost is part of it. Immutable, safe for parallel reads.
/// </summary>
public sealed class RoadCosts
{
    /// <summary>Cost of an arc that cannot be taken; sums of two stay below <see cref="int.MaxValue"/>.</summary>
    internal const int Infinite = int.MaxValue / 4;

    readonly KindCost[] _kinds;
    readonly int[] _ruleSets;
    readonly bool[]? _holding;
    readonly Lazy<CostedArc[]> _backArcs;
    readonly Lazy<ThroughArcs> _throughArcs;
    readonly Lazy<RoadComponents> _components;
    readonly Lazy<Landmarks> _landmarks;

    internal RoadCosts(RoadGraph graph, TravelProfile profile, SpeedPeriod? period, RoadCosts? free, bool[]? holding = null)
    {
        (Graph, Profile, Period, _holding) = (graph, profile, period, holding);
        _kinds = [.. graph.Kinds.SelectMany(kind => new[] { KindCost.Of(profile, period, kind, against: false), KindCost.Of(profile, period, kind, against: true) })];
        _ruleSets = [.. graph.States.RuleSets.Select(TurnMilliseconds)];
        Arcs = MakeArcs();
        _backArcs = new(MakeBackArcs);
        _throughArcs = new(() => new ThroughArcs(this));
        // The period changes neither where one can drive nor what is a lower bound: traffic is never faster than free. Restrictions with hours are like closures.
        _components = free?._components ?? new(() => new RoadComponents(this));
        _landmarks = free?._landmarks ?? new(() => Landmarks.Of(this));
    }

    /// <summary>The graph.</summary>
    public RoadGraph Graph { get; }

    /// <summary>Who travels.</summary>
    public TravelProfile Profile { get; }

    /// <summary>When, or null for free traffic.</summary>
    public SpeedPeriod? Period { get; }

    /// <summary>Which parts of the graph this profile can get about in.</summary>
    public RoadComponents Components => _components.Value;

    /// <summary>The arcs by number.</summary>
    internal CostedArc[] Arcs { get; }

    /// <summary>The arcs in the order of <see cref="StateGraph.BackArc"/>, each with the state it leaves.</summary>
    internal CostedArc[] BackArcs => _backArcs.Value;

    /// <summary>The arcs that lead on.</summary>
    internal ThroughArcs ThroughArcs => _throughArcs.Value;

    internal Landmarks Landmarks => _landmarks.Value;

    /// <summary>Cost of a directed edge without a turn before it.</summary>
    internal int OfEdge(int directed) => Arcs[Graph.States.ArcOfEdge[directed]].Milliseconds;

    /// <summary>What the turn at the beginning of an arc adds.</summary>
    internal int OfTurn(int arc) => Graph.States.ArcRules[arc] is >= 0 and var rules ? _ruleSets[rules] : 0;

    /// <summary>Makes at once what searches make at first use.</summary>
    public void Prepare() => _ = (Components, ThroughArcs, Landmarks);

    /// <summary>The restriction that the turn at the beginning of an arc breaks; of several the first.</summary>
    internal TurnRestriction BrokenTurn(int arc) => Graph.Restrictions[Graph.States.RuleSets[Graph.States.ArcRules[arc]].First(Applies)];

    /// <summary>How many of the graph's turn restrictions with hours are in force.</summary>
    public int RestrictionsInForce => Enumerable.Range(0, Graph.Restrictions.Count).Count(rule => Graph.Restrictions[rule].Hours is not null && Graph.IsInForce(rule, _holding));

    /// <summary>True when the edge can be driven in at least one direction.</summary>
    public bool IsUsable(int edge) => OfEdge(2 * edge) < Infinite || OfEdge((2 * edge) + 1) < Infinite;

    /// <summary>Cost of an edge from its first node to its last, or back, in milliseconds; null where that is not possible.</summary>
    public int? MillisecondsOf(int edge, bool forward) => OfEdge((2 * edge) + (forward ? 0 : 1)) is < Infinite and var cost ? cost : null;

    /// <summary>Rules broken on a directed edge, turn apart.</summary>
    internal RoadRules BrokenOn(int directed) => KindOf(directed).Broken;

    /// <summary>What broken rules add on a directed edge, in milliseconds.</summary>
    internal double PenaltyOn(int directed)
    {
        var kind = KindOf(directed);
        return kind.FixedMilliseconds + ((kind.MillisecondsPerMetre - kind.FreeMillisecondsPerMetre) * Graph.Edges.Metres[directed >> 1]);
    }

    KindCost KindOf(int directed) => _kinds[(2 * Graph.Edges.Kind[directed >> 1]) + (Graph.Edges.IsAgainst(directed) ? 1 : 0)];

    CostedArc[] MakeArcs()
    {
        var (states, edges) = (Graph.States, Graph.Edges);
        var arcs = new CostedArc[states.ArcCount];
        for (var arc = 0; arc < arcs.Length; arc++)
        {
            var edge = states.ArcEdge[arc];
            var cost = Math.Min(Infinite, KindOf(edge).Of(edges.Metres[edge >> 1]) + OfTurn(arc));
            arcs[arc] = new CostedArc(states.IsIntoDeadEnd(arc) ? ~states.ArcTarget[arc] : states.ArcTarget[arc], cost);
        }
        return arcs;
    }

    CostedArc[] MakeBackArcs()
    {
        var states = Graph.States;
        var arcs = new CostedArc[states.ArcCount];
        for (var i = 0; i < arcs.Length; i++)
            arcs[i] = new CostedArc(states.ArcSource[states.BackArc[i]], Arcs[states.BackArc[i]].Milliseconds);
        return arcs;
    }

    int TurnMilliseconds(int[] rules)
    {
        var treatment = Profile.Treatment(RoadRules.ForbiddenTurn);
        if (treatment.Obedience == Obedience.Exempt || !Array.Exists(rules, Applies))
            return 0;
        return treatment.Obedience == Obedience.Obey ? Infinite : (int)Math.Round(treatment.PenaltySeconds * 1000);
    }

    /// <summary>True for a restriction that is in force and concerns the traveller.</summary>
    bool Applies(int rule)
    {
        var restriction = Graph.Restrictions[rule];
        return Graph.IsInForce(rule, _holding)
            && (restriction.OnlyFor is not { } only || Profile.Vehicles.Contains(only, StringComparer.Ordinal))
            && !restriction.Except.Any(except => Profile.Vehicles.Contains(except, StringComparer.Ordinal));
    }
}
