using RiskMap.Routing.Costing;

namespace RiskMap.Routing.Tests.Support;

/// <summary>Profiles with round numbers: 36 km/h is 100 m in 10 s.</summary>
static class TestProfiles
{
    static readonly Dictionary<string, double> Speeds = new() { ["road"] = 36, ["fast"] = 72, ["slow"] = 18, ["path"] = 0 };

    /// <summary>Keeps every rule.</summary>
    public static readonly TravelProfile Car = new("car", Speeds, 120) { WeightTonnes = 2, HeightMetres = 1.5, Vehicles = ["motorcar"] };

    /// <summary>Breaks rules at a price that is easy to see.</summary>
    public static readonly TravelProfile FireEngine = Car with
    {
        Id = "fire-engine",
        WeightTonnes = 16,
        HeightMetres = 3.5,
        Vehicles = ["emergency"],
        Rules = new Dictionary<RoadRules, RuleTreatment>
        {
            [RoadRules.AgainstOneway] = new(Obedience.Break, TimeFactor: 2),
            [RoadRules.ForbiddenTurn] = new(Obedience.Break, PenaltySeconds: 5),
            [RoadRules.Gate] = new(Obedience.Break, PenaltySeconds: 30),
            [RoadRules.PrivateRoad] = new(Obedience.Break, TimeFactor: 1.5),
        },
    };

    /// <summary>Is not concerned by the rules of motor traffic.</summary>
    public static readonly TravelProfile Foot = new("foot", new Dictionary<string, double> { ["road"] = 3.6, ["path"] = 3.6 }, 3.6)
    {
        LimitShare = null,
        Rules = new[] { RoadRules.AgainstOneway, RoadRules.ForbiddenTurn, RoadRules.Gate, RoadRules.NoAccess, RoadRules.DestinationOnly }
            .ToDictionary(rule => rule, _ => new RuleTreatment(Obedience.Exempt)),
    };

    /// <summary>Slow between seven and nine on weekdays.</summary>
    public static readonly TravelProfile CarInTraffic = Car with
    {
        Periods = [new SpeedPeriod("morning", [7, 8], WeekdaysOnly: true, new Dictionary<string, double> { ["road"] = 0.5, ["fast"] = 0.25 })],
    };
}
