using RiskMap.Routing.Costing;

namespace RiskMap.Routing.Search;

/// <summary>How a question for a route ended.</summary>
public enum RouteOutcome
{
    /// <summary>There is a route.</summary>
    Found,

    /// <summary>The profile can use no road of the graph.</summary>
    NoRoads,

    /// <summary>No usable road lies near enough to the start.</summary>
    StartTooFar,

    /// <summary>No usable road lies near enough to the end.</summary>
    EndTooFar,

    /// <summary>Both lie on roads, but no way leads from one to the other, closures or not.</summary>
    NotConnected,

    /// <summary>There would be a way, but closures cut it.</summary>
    Closed,
}

/// <summary>What a driver does at the beginning of a leg.</summary>
public enum Manoeuvre
{
    /// <summary>Sets off.</summary>
    Depart,

    /// <summary>Goes straight on.</summary>
    Straight,

    /// <summary>Bears left.</summary>
    SlightLeft,

    /// <summary>Turns left.</summary>
    Left,

    /// <summary>Turns sharp left.</summary>
    SharpLeft,

    /// <summary>Bears right.</summary>
    SlightRight,

    /// <summary>Turns right.</summary>
    Right,

    /// <summary>Turns sharp right.</summary>
    SharpRight,

    /// <summary>Turns back.</summary>
    TurnBack,
}

/// <summary>A part of a route on one street.</summary>
/// <param name="Name">Street name, or null.</param>
/// <param name="RoadClass">Class of its first road.</param>
/// <param name="Manoeuvre">What leads into it.</param>
/// <param name="DistanceMetres">Its length.</param>
/// <param name="TravelSeconds">Its time.</param>
/// <param name="FirstVertex">Vertex of the route's geometry at which it begins.</param>
public sealed record RouteLeg(string? Name, string RoadClass, Manoeuvre Manoeuvre, double DistanceMetres, double TravelSeconds, int FirstVertex);

/// <summary>Something that a route's reader must know.</summary>
public enum RouteWarningKind
{
    /// <summary>A rule of the road is broken; see <see cref="RouteWarning.Rule"/>.</summary>
    RuleBroken,

    /// <summary>A closure begins at a junction that the route passes, or shuts another part of an edge that it uses.</summary>
    ClosureNear,

    /// <summary>The start lies far from its road.</summary>
    StartFar,

    /// <summary>The end lies far from its road.</summary>
    EndFar,

    /// <summary>The road nearest to the start is cut off from the rest, so another was taken.</summary>
    StartMoved,

    /// <summary>The road nearest to the end is cut off from the rest, so another was taken.</summary>
    EndMoved,
}

/// <summary>One warning.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="X">x of its place.</param>
/// <param name="Y">y of its place.</param>
public sealed record RouteWarning(RouteWarningKind Kind, double X, double Y)
{
    /// <summary>The rule that is broken.</summary>
    public RoadRules Rule { get; init; }

    /// <summary>Kind of the turn restriction that is broken and its condition (<c>no_left_turn @ (Mo-Fr 07:00-09:00)</c>), or null.</summary>
    public string? Turn { get; init; }

    /// <summary>Street name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Metres along which a rule is broken, or between a place and its road; 0 at a turn.</summary>
    public double Metres { get; init; }

    /// <summary>Seconds that the broken rule costs.</summary>
    public double PenaltySeconds { get; init; }

    /// <summary>Number of a closure that is near; -1 for none.</summary>
    public int Closure { get; init; } = -1;
}

/// <summary>A route, or why there is none.</summary>
/// <param name="Outcome">How the question ended.</param>
public sealed record RouteAnswer(RouteOutcome Outcome)
{
    /// <summary>Time, with what broken rules cost.</summary>
    public double TravelSeconds { get; init; } = double.PositiveInfinity;

    /// <summary>The part of the time that broken rules cost.</summary>
    public double PenaltySeconds { get; init; }

    /// <summary>Length on roads.</summary>
    public double DistanceMetres { get; init; } = double.PositiveInfinity;

    /// <summary>x of the line driven.</summary>
    public IReadOnlyList<double> X { get; init; } = [];

    /// <summary>y of the line driven.</summary>
    public IReadOnlyList<double> Y { get; init; } = [];

    /// <summary>Street after street.</summary>
    public IReadOnlyList<RouteLeg> Legs { get; init; } = [];

    /// <summary>What must be known besides.</summary>
    public IReadOnlyList<RouteWarning> Warnings { get; init; } = [];

    /// <summary>Where the start lies on the roads, or null when it lies too far from them.</summary>
    public RoadPosition? Start { get; init; }

    /// <summary>Where the end lies on the roads.</summary>
    public RoadPosition? End { get; init; }

    /// <summary>Metres from the start, or the end, to the nearest usable road when it was too far; null where there is no road at all.</summary>
    public double? NearestRoadMetres { get; init; }

    /// <summary>Closures that cut the way which there would be without them, by number.</summary>
    public IReadOnlyList<int> CuttingClosures { get; init; } = [];

    /// <summary>Metres of road that the start can get about on, where it is not connected with the end.</summary>
    public double StartComponentMetres { get; init; }

    /// <summary>Metres of road that the end can get about on.</summary>
    public double EndComponentMetres { get; init; }

    /// <summary>The directed edges driven (2e from the edge's first node, 2e + 1 towards it), the first and last in part.</summary>
    public IReadOnlyList<int> DirectedEdges { get; init; } = [];

    /// <summary>States that the search settled: its work.</summary>
    public int Settled { get; init; }
}

/// <summary>How far a place may lie from a road.</summary>
/// <param name="LimitMetres">Farther places are refused.</param>
/// <param name="WarnMetres">Farther places are warned of.</param>
public sealed record SnapRules(double LimitMetres, double WarnMetres);
