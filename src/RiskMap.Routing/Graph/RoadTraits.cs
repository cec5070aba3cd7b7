namespace RiskMap.Routing.Graph;

/// <summary>Direction of travel that a road allows, relative to its drawn line.</summary>
public enum TravelDirection
{
    /// <summary>Both ways.</summary>
    Both,

    /// <summary>Only as drawn.</summary>
    Forward,

    /// <summary>Only against the drawing.</summary>
    Backward,
}

/// <summary>Who may drive on a road.</summary>
public enum RoadAccess
{
    /// <summary>Everybody.</summary>
    Public,

    /// <summary>Those whose way begins or ends there (deliveries, residents).</summary>
    Destination,

    /// <summary>Only with the owner's leave.</summary>
    Private,

    /// <summary>Shut by a gate or barrier that somebody must open.</summary>
    Gate,

    /// <summary>Nobody in a motor vehicle.</summary>
    Forbidden,

    /// <summary>Nothing wider than a person: a bollard or block stands there.</summary>
    Blocked,

    /// <summary>A gate that does not tell who may pass: it may have to be opened.</summary>
    UnmarkedGate,
}

/// <summary>What a road is to those who travel on it, direction apart. Roads of equal traits are told apart only by where they lie. Immutable.</summary>
/// <param name="RoadClass">Class token; a profile has a speed for it or cannot use it.</param>
public sealed record RoadTraits(string RoadClass)
{
    /// <summary>Street name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Posted limit in km/h, or null.</summary>
    public double? MaxSpeedKmh { get; init; }

    /// <summary>Which motor traffic may drive there.</summary>
    public RoadAccess Access { get; init; }

    /// <summary>What differs from <see cref="Access"/> for single kinds of vehicles, and all that is said of walkers.</summary>
    public VehicleAccess AccessByVehicle { get; init; } = VehicleAccess.None;

    /// <summary>True where the direction of travel changes with the hour, nobody here knows when.</summary>
    public bool ChangesDirection { get; init; }

    /// <summary>True on a bridge.</summary>
    public bool IsBridge { get; init; }

    /// <summary>True in a tunnel.</summary>
    public bool IsTunnel { get; init; }

    /// <summary>Greatest weight of a vehicle in tonnes, or null.</summary>
    public double? MaxWeightTonnes { get; init; }

    /// <summary>Greatest height of a vehicle in metres, or null.</summary>
    public double? MaxHeightMetres { get; init; }

    /// <summary>Greatest width of a vehicle in metres, or null.</summary>
    public double? MaxWidthMetres { get; init; }

    /// <summary>Greatest length of a vehicle in metres, or null.</summary>
    public double? MaxLengthMetres { get; init; }
}

/// <summary>One road as it was drawn. Immutable.</summary>
/// <param name="Id">Number by which restrictions and closures name it.</param>
/// <param name="Traits">What it is.</param>
/// <param name="Direction">Direction of travel relative to the drawn line.</param>
/// <param name="Level">Level above or below ground: lines of other levels that cross at an inner vertex do not meet, unless both name the node.</param>
public sealed record RoadWay(long Id, RoadTraits Traits, TravelDirection Direction = TravelDirection.Both, int Level = 0);

/// <summary>
/// A rule on what may follow on a road (wiki.openstreetmap.org, Relation:restriction): from one way over a node, or over whole ways, to another.
/// Immutable.
/// </summary>
/// <param name="Kind">Its token, as <c>no_left_turn</c> or <c>only_straight_on</c>.</param>
/// <param name="FromWay">Way that one comes from.</param>
/// <param name="ViaNode">Declared node in between, or null when ways lie between.</param>
/// <param name="ViaWays">Ways in between, in order; empty with a node.</param>
/// <param name="ToWay">Way that one turns into.</param>
public sealed record TurnRestriction(string Kind, long FromWay, long? ViaNode, IReadOnlyList<long> ViaWays, long ToWay)
{
    /// <summary>Kinds of vehicles to which it does not apply.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>The only kind of vehicles to which it applies, or null for all.</summary>
    public string? OnlyFor { get; init; }

    /// <summary>The condition under which it applies as it was written, or null when it always does.</summary>
    public string? Condition { get; init; }

    /// <summary>The hours in which it applies, or null for all: that of a condition which cannot be read.</summary>
    public WeekHours? Hours { get; init; }

    /// <summary>True when it has a condition that says something else than hours: it is taken to apply always.</summary>
    public bool IsConditionUnread => Condition is not null && Hours is null;

    /// <summary>True when every other turn is forbidden.</summary>
    public bool IsOnly => Kind.StartsWith("only_", StringComparison.Ordinal);

    /// <summary>
    /// True when turning back is forbidden along with it: where a sign forbids to turn left one may not turn back either
    /// (PRC Road Traffic Safety Regulations, article 49).
    /// </summary>
    public bool ForbidsTurningBack => Kind is "no_left_turn" or "no_u_turn";
}
