using System.Text.Json.Serialization;
using RiskMap.City.Model;
using RiskMap.Routing.Costing;
using RiskMap.Routing.Graph;
using RiskMap.Routing.Search;

namespace RiskMap.City.Travel;

/// <summary>What travelling costs: data/road-costs.json. Every row names its source.</summary>
public sealed record RoadCostRules(
    LocalizedText Title,
    SnapRow Snap,
    StraightLineRow StraightLine,
    ConnectedRow Connected,
    ClosureRow Closures,
    OutlineRow Outline,
    AlternativeRow Alternatives,
    IReadOnlyList<RuleTitleRow> Rules,
    IReadOnlyList<AccessRow> Access,
    BarrierRow Barriers,
    IReadOnlyList<SpeedRow> Speeds,
    IReadOnlyList<PeriodRow> Periods,
    IReadOnlyList<ProfileRow> Profiles)
{
    static readonly Lazy<RoadCostRules> Loaded = new(() => RuleFiles.Read<RoadCostRules>("road-costs.json"));

    readonly Dictionary<string, TravelProfile> _made = new(StringComparer.Ordinal);

    /// <summary>The rules of this installation.</summary>
    public static RoadCostRules Current => Loaded.Value;

    /// <summary>A profile by its token; always the same object, so that its costs are made once.</summary>
    /// <exception cref="QuestionException">There is no such profile.</exception>
    public TravelProfile Profile(string id)
    {
        lock (_made)
        {
            if (!_made.TryGetValue(id, out var profile))
                _made[id] = profile = Row(id).ToProfile(this);
            return profile;
        }
    }

    /// <summary>The row of a profile.</summary>
    /// <exception cref="QuestionException">There is no such profile.</exception>
    public ProfileRow Row(string id)
    {
        var known = string.Join(", ", Profiles.Select(row => row.Id));
        return Profiles.FirstOrDefault(row => row.Id == id) ?? throw new QuestionException(
            "profile", id, ($"没有出行方式“{id}”", $"there is no profile '{id}'"), ($"可用：{known}", $"use one of {known}"));
    }

    /// <summary>The row of a rule.</summary>
    public RuleTitleRow TitleOf(RoadRules rule) => Rules.First(row => RuleTokens.Of(row.Rule) == rule);
}

/// <summary>How far a place may lie from a road.</summary>
public sealed record SnapRow(double LimitMetres, double WarnMetres, RuleSource Source)
{
    /// <summary>As the search takes it.</summary>
    public SnapRules Rules => new(LimitMetres, WarnMetres);
}

/// <summary>What stands in where no road can tell.</summary>
/// <param name="DetourFactor">Way by road over straight distance.</param>
/// <param name="SpeedKilometresPerHour">Mean speed of the engines.</param>
/// <param name="Source">Where the numbers come from.</param>
public sealed record StraightLineRow(double DetourFactor, double SpeedKilometresPerHour, RuleSource Source);

/// <summary>When a layer of roads counts as fallen into pieces.</summary>
/// <param name="LeastShare">Share of the roads that the greatest connected net should hold, 0 to 1.</param>
/// <param name="Source">Where the number comes from.</param>
public sealed record ConnectedRow(double LeastShare, RuleSource Source);

/// <summary>How the drawing of a closure is read.</summary>
public sealed record ClosureRow(double ToleranceMetres, double LeastAlongShare, RuleSource Source)
{
    /// <summary>As the search takes it.</summary>
    public ClosureRules Rules => new(ToleranceMetres, LeastAlongShare);
}

/// <summary>How the area of an isochrone is drawn.</summary>
public sealed record OutlineRow(double CellMetres, double ReachMetres, RuleSource Source)
{
    /// <summary>As the search takes it.</summary>
    public OutlineRules Rules => new(CellMetres, ReachMetres);
}

/// <summary>When another route is worth showing.</summary>
public sealed record AlternativeRow(int Count, double GreatestTimeFactor, double GreatestShare, double DearerFactor, int Tries, RuleSource Source)
{
    /// <summary>As the search takes it.</summary>
    public AlternativeRules Rules => new(Count, GreatestTimeFactor, GreatestShare, DearerFactor, Tries);
}

/// <summary>Name of a rule of the road, as a route's warnings tell it.</summary>
public sealed record RuleTitleRow(string Rule, LocalizedText Title, RuleSource Source);

/// <summary>Values of roads.access that mean the same.</summary>
public sealed record AccessRow([property: JsonConverter(typeof(JsonStringEnumConverter<RoadAccess>))] RoadAccess Access, IReadOnlyList<string> Values, RuleSource Source);

/// <summary>What stands across roads, at one of their nodes.</summary>
/// <param name="Metres">How much of its road one takes up.</param>
/// <param name="Kinds">What each kind does; kinds that are not named let everybody through.</param>
/// <param name="Source">Where the number comes from.</param>
public sealed record BarrierRow(double Metres, IReadOnlyList<BarrierKindRow> Kinds, RuleSource Source);

/// <summary>Values of roads.barriers' kind that mean the same.</summary>
/// <param name="Values">The kinds.</param>
/// <param name="Unmarked">What one is where it does not tell who may pass.</param>
/// <param name="Shut">What one is where nobody may pass.</param>
/// <param name="Source">Where that comes from.</param>
/// <param name="UnmarkedHeightMetres">The height that is left where one does not tell it; null where such a thing limits no height.</param>
public sealed record BarrierKindRow(
    IReadOnlyList<string> Values, [property: JsonConverter(typeof(JsonStringEnumConverter<RoadAccess>))] RoadAccess Unmarked,
    [property: JsonConverter(typeof(JsonStringEnumConverter<RoadAccess>))] RoadAccess Shut, RuleSource Source, double? UnmarkedHeightMetres = null);

/// <summary>Free speeds on a road class without a posted limit, km/h by profile; a profile that is not named cannot use it.</summary>
public sealed record SpeedRow(string RoadClass, IReadOnlyDictionary<string, double> Kmh, RuleSource Source);

/// <summary>Hours of slower traffic: share of the free speed by road class.</summary>
public sealed record PeriodRow(string Id, IReadOnlyList<int> Hours, bool WeekdaysOnly, IReadOnlyDictionary<string, double> Factors, RuleSource Source);

/// <summary>How a profile meets a rule.</summary>
public sealed record TreatmentRow(
    string Rule, [property: JsonConverter(typeof(JsonStringEnumConverter<Obedience>))] Obedience Obedience, RuleSource Source, double PenaltySeconds = 0, double TimeFactor = 1);

/// <summary>Who travels.</summary>
/// <param name="Id">Token.</param>
/// <param name="Title">Name.</param>
/// <param name="GreatestKmh">The vehicle's greatest speed.</param>
/// <param name="WeightTonnes">Its weight.</param>
/// <param name="HeightMetres">Its height.</param>
/// <param name="Vehicles">What it is to turn restrictions.</param>
/// <param name="TrafficShare">Share of the slowing by traffic that it suffers, 0 to 1.</param>
/// <param name="Rules">How it meets rules; one that is not named is kept.</param>
/// <param name="Source">Where the numbers come from.</param>
/// <param name="LimitShare">Share of a posted limit that is driven; null where limits do not concern it.</param>
/// <param name="GreatestKmhByClass">Other greatest speeds on some classes.</param>
/// <param name="WidthMetres">Its width.</param>
/// <param name="LengthMetres">Its length.</param>
/// <param name="AccessKeys">The kinds of vehicles as which it has rights of access (roads.accessByVehicle), the most specific first.</param>
/// <param name="CargoKeys">Kinds whose prohibitions it keeps besides, because of what it carries.</param>
/// <param name="IsMotorTraffic">False for a walker: roads.access says nothing of him.</param>
public sealed record ProfileRow(
    string Id, LocalizedText Title, double GreatestKmh, double WeightTonnes, double HeightMetres, IReadOnlyList<string> Vehicles, double TrafficShare,
    IReadOnlyList<TreatmentRow> Rules, RuleSource Source, double? LimitShare = null, IReadOnlyDictionary<string, double>? GreatestKmhByClass = null,
    double WidthMetres = 0, double LengthMetres = 0, IReadOnlyList<string>? AccessKeys = null, IReadOnlyList<string>? CargoKeys = null, bool IsMotorTraffic = true)
{
    internal TravelProfile ToProfile(RoadCostRules rules) => new(
        Id, rules.Speeds.Where(row => row.Kmh.ContainsKey(Id)).ToDictionary(row => row.RoadClass, row => row.Kmh[Id], StringComparer.Ordinal), GreatestKmh)
    {
        LimitShare = LimitShare,
        GreatestSpeedsKmh = GreatestKmhByClass ?? new Dictionary<string, double>(StringComparer.Ordinal),
        WeightTonnes = WeightTonnes,
        HeightMetres = HeightMetres,
        WidthMetres = WidthMetres,
        LengthMetres = LengthMetres,
        AccessKeys = AccessKeys ?? [],
        CargoKeys = CargoKeys ?? [],
        IsMotorTraffic = IsMotorTraffic,
        Vehicles = Vehicles,
        Rules = Rules.ToDictionary(row => RuleTokens.Of(row.Rule), row => new RuleTreatment(row.Obedience, row.PenaltySeconds, row.TimeFactor)),
        Periods = TrafficShare > 0 ? [.. rules.Periods.Select(Slower)] : [],
    };

    SpeedPeriod Slower(PeriodRow row) => new(
        row.Id, row.Hours, row.WeekdaysOnly, row.Factors.ToDictionary(pair => pair.Key, pair => 1 - ((1 - pair.Value) * TrafficShare), StringComparer.Ordinal));
}

/// <summary>Tokens of the rules of the road in data/ and on the wire.</summary>
public static class RuleTokens
{
    static readonly (string Token, RoadRules Rule)[] All =
    [
        ("against-oneway", RoadRules.AgainstOneway), ("forbidden-turn", RoadRules.ForbiddenTurn), ("gate", RoadRules.Gate), ("private-road", RoadRules.PrivateRoad),
        ("destination-only", RoadRules.DestinationOnly), ("no-access", RoadRules.NoAccess), ("weight-limit", RoadRules.WeightLimit),
        ("height-limit", RoadRules.HeightLimit), ("tunnel", RoadRules.Tunnel), ("barrier", RoadRules.Barrier),
        ("width-limit", RoadRules.WidthLimit), ("length-limit", RoadRules.LengthLimit), ("unmarked-gate", RoadRules.UnmarkedGate),
        ("changing-direction", RoadRules.ChangingDirection),
    ];

    /// <summary>The rule of a token.</summary>
    /// <exception cref="InvalidDataException">There is no such rule.</exception>
    public static RoadRules Of(string token)
    {
        foreach (var (known, rule) in All)
        {
            if (known == token)
                return rule;
        }
        throw new InvalidDataException($"rule table data/road-costs.json: there is no rule '{token}'");
    }

    /// <summary>The token of a rule.</summary>
    public static string Of(RoadRules rule) => Array.Find(All, pair => pair.Rule == rule).Token;
}
