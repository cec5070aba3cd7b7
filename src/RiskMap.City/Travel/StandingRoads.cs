using RiskMap.City.Model;
using RiskMap.Routing.Costing;

namespace RiskMap.City.Travel;

/// <summary>
/// The roads of a city as they stand, whatever the hour: what an index of risk goes by, which must not change with the clock. Closures that state neither begin
/// nor end count, drawn ones too; closures for a time do not, nor turn restrictions with hours.
/// </summary>
/// <param name="Profile">Token of the profile that travels (data/road-costs.json).</param>
/// <param name="Traffic"><c>free</c>, or the token of one of the periods of data/road-costs.json.</param>
/// <param name="Source">Who says so.</param>
public sealed record StandingRoads(string Profile, string Traffic, RuleSource Source)
{
    /// <summary>Nobody is in the way.</summary>
    public const string Free = "free";

    /// <summary>Who travels.</summary>
    /// <exception cref="InvalidDataException">data/road-costs.json has no such profile.</exception>
    internal TravelProfile TravelProfile => RoadCostRules.Current.Profiles.Any(row => row.Id == Profile)
        ? RoadCostRules.Current.Profile(Profile)
        : throw new InvalidDataException($"rule tables: there is no profile '{Profile}' in data/road-costs.json");

    /// <summary>The hours whose traffic counts, or null for free traffic.</summary>
    /// <exception cref="InvalidDataException">data/road-costs.json has no such period.</exception>
    internal SpeedPeriod? Period => Traffic == Free ? null
        : RoadCostRules.Current.Periods.Any(row => row.Id == Traffic) ? TravelProfile.Periods.FirstOrDefault(period => period.Id == Traffic)
        : throw new InvalidDataException($"rule tables: traffic is '{Free}' or a period of data/road-costs.json, not '{Traffic}'");
}
