using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Costing;

/// <summary>A rule of the road that a vehicle meets on an edge or at a turn.</summary>
[Flags]
public enum RoadRules
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Driving against a one-way street.</summary>
    AgainstOneway = 1,

    /// <summary>A turn that a restriction forbids.</summary>
    ForbiddenTurn = 2,

    /// <summary>A gate that somebody must open.</summary>
    Gate = 4,

    /// <summary>A private road.</summary>
    PrivateRoad = 8,

    /// <summary>A road only for those whose way begins or ends there.</summary>
    DestinationOnly = 16,

    /// <summary>A road closed to this kind of traffic.</summary>
    NoAccess = 32,

    /// <summary>A limit of weight below the vehicle's.</summary>
    WeightLimit = 64,

    /// <summary>A limit of height below the vehicle's.</summary>
    HeightLimit = 128,

    /// <summary>A tunnel.</summary>
    Tunnel = 256,

    /// <summary>A bollard or block.</summary>
    Barrier = 512,

    /// <summary>A limit of width below the vehicle's.</summary>
    WidthLimit = 1024,

    /// <summary>A limit of length below the vehicle's.</summary>
    LengthLimit = 2048,

    /// <summary>A gate that does not tell who may pass.</summary>
    UnmarkedGate = 4096,

    /// <summary>A road whose direction changes with the hour.</summary>
    ChangingDirection = 8192,
}

/// <summary>What a profile does about a rule.</summary>
public enum Obedience
{
    /// <summary>The rule is kept: there is no way through.</summary>
    Obey,

    /// <summary>The rule may be broken at a price; each break is reported.</summary>
    Break,

    /// <summary>The rule does not apply to this traveller.</summary>
    Exempt,
}

/// <summary>How a profile meets one rule.</summary>
/// <param name="Obedience">Keep, break or not concerned.</param>
/// <param name="PenaltySeconds">Seconds added each time an edge or turn breaks it; for gates and turns.</param>
/// <param name="TimeFactor">What driving time on an edge is multiplied by, at least 1; for rules that hold along a road.</param>
public sealed record RuleTreatment(Obedience Obedience, double PenaltySeconds = 0, double TimeFactor = 1);

/// <summary>Hours in which traffic is slower.</summary>
/// <param name="Id">Token.</param>
/// <param name="Hours">Hours of the local day, 0 to 23.</param>
/// <param name="WeekdaysOnly">True when Saturdays and Sundays are left out.</param>
/// <param name="SpeedFactors">Share of the free speed by road class, above 0 and at most 1; classes not named keep theirs.</param>
public sealed record SpeedPeriod(string Id, IReadOnlyList<int> Hours, bool WeekdaysOnly, IReadOnlyDictionary<string, double> SpeedFactors);

/// <summary>
/// Who travels, and how: speeds by road class, the vehicle's measures, and which rules hold. A plain record; the numbers come from the caller.
/// Immutable.
/// </summary>
/// <param name="Id">Token, such as <c>fire-engine</c>.</param>
/// <param name="SpeedsKmh">Free speed by road class in km/h, where no limit is posted; a class that is not named cannot be used.</param>
/// <param name="GreatestSpeedKmh">The vehicle's own greatest speed.</param>
public sealed record TravelProfile(string Id, IReadOnlyDictionary<string, double> SpeedsKmh, double GreatestSpeedKmh)
{
    /// <summary>Share of a posted limit that is driven, above 0; null where limits do not concern this traveller.</summary>
    public double? LimitShare { get; init; } = 1;

    /// <summary>Other greatest speeds on some road classes, in km/h.</summary>
    public IReadOnlyDictionary<string, double> GreatestSpeedsKmh { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Weight of the vehicle in tonnes.</summary>
    public double WeightTonnes { get; init; }

    /// <summary>Height of the vehicle in metres.</summary>
    public double HeightMetres { get; init; }

    /// <summary>Width of the vehicle in metres.</summary>
    public double WidthMetres { get; init; }

    /// <summary>Length of the vehicle in metres.</summary>
    public double LengthMetres { get; init; }

    /// <summary>True when rights of access of motor traffic concern this traveller.</summary>
    public bool IsMotorTraffic { get; init; } = true;

    /// <summary>The kinds of vehicles as which it has rights of access, the most specific first.</summary>
    public IReadOnlyList<string> AccessKeys { get; init; } = [];

    /// <summary>Kinds whose prohibitions it keeps besides, because of what it carries.</summary>
    public IReadOnlyList<string> CargoKeys { get; init; } = [];

    /// <summary>What the vehicle is to turn restrictions that name or except kinds.</summary>
    public IReadOnlyList<string> Vehicles { get; init; } = [];

    /// <summary>How each rule is met; a rule that is not named is kept.</summary>
    public IReadOnlyDictionary<RoadRules, RuleTreatment> Rules { get; init; } = new Dictionary<RoadRules, RuleTreatment>();

    /// <summary>Slower hours; the first that fits holds. Outside of all of them traffic is free.</summary>
    public IReadOnlyList<SpeedPeriod> Periods { get; init; } = [];

    /// <summary>The period of an hour, or null for free traffic.</summary>
    /// <param name="hour">Hour of the local day.</param>
    /// <param name="isWeekend">True on Saturday and Sunday.</param>
    public SpeedPeriod? PeriodAt(int hour, bool isWeekend) =>
        Periods.FirstOrDefault(period => period.Hours.Contains(hour) && !(period.WeekdaysOnly && isWeekend));

    /// <summary>What it may do on a road, and what its cargo may.</summary>
    internal (RoadAccess Vehicle, RoadAccess Cargo) AccessOn(RoadTraits road) =>
        (road.AccessByVehicle.Of(AccessKeys) ?? (IsMotorTraffic ? road.Access : RoadAccess.Public), road.AccessByVehicle.Of(CargoKeys) ?? RoadAccess.Public);

    /// <summary>How a rule is met.</summary>
    public RuleTreatment Treatment(RoadRules rule) => Rules.GetValueOrDefault(rule) ?? Kept;

    static readonly RuleTreatment Kept = new(Obedience.Obey);
}
