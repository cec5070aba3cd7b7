using RiskMap.City.Model;

namespace RiskMap.City.Dispatch.Incident;

/// <summary>A number of a rule with its unit and source.</summary>
public sealed record RuleNumber(double Value, string Unit, RuleSource Source);

/// <summary>Parameters of the incident card: data/incident.json. Immutable.</summary>
/// <param name="OutsideCityMetres">A spill farther outside the city is refused.</param>
/// <param name="MostWindMetresPerSecond">A stronger wind is refused.</param>
/// <param name="CalmMetresPerSecond">Below it the wind has no direction.</param>
/// <param name="FanDegrees">Uncertainty of the wind's direction to either side.</param>
/// <param name="ListLimit">Longest list on a card.</param>
/// <param name="Staging">Where to gather upwind.</param>
/// <param name="Shelter">Arithmetic of shelter or evacuate.</param>
/// <param name="NotForVehicles">Road classes that vehicles do not use.</param>
public sealed record IncidentRules(
    RuleNumber OutsideCityMetres, RuleNumber MostWindMetresPerSecond, RuleNumber CalmMetresPerSecond, RuleNumber FanDegrees, RuleNumber ListLimit,
    StagingRules Staging, ShelterRules Shelter, RoadClassRule NotForVehicles)
{
    static readonly Lazy<IncidentRules> Loaded = new(() => RuleFiles.Read<IncidentRules>("incident.json"));

    /// <summary>The parameters of this installation.</summary>
    public static IncidentRules Default => Loaded.Value;
}

/// <summary>Where vehicles gather upwind of a spill.</summary>
/// <param name="IsolationFactor">At least so many times the isolation distance away.</param>
/// <param name="LeastMetres">At least so far away.</param>
/// <param name="SearchMetres">How much farther out a road is looked for.</param>
/// <param name="SectorDegrees">To either side of straight upwind.</param>
/// <param name="NotOn">Road classes on which nobody can wait.</param>
/// <param name="Source">The rule.</param>
public sealed record StagingRules(RuleNumber IsolationFactor, RuleNumber LeastMetres, RuleNumber SearchMetres, RuleNumber SectorDegrees, IReadOnlyList<string> NotOn, RuleSource Source);

/// <summary>How long a place needs to move, against how long the release needs to reach it.</summary>
/// <param name="NotifySeconds">Until people know.</param>
/// <param name="PrepareSeconds">Until they leave.</param>
/// <param name="ExitWidthMetres">Width of a place's exits together.</param>
/// <param name="ExitPersonsPerMetreSecond">People through a metre of exit in a second.</param>
/// <param name="WalkMetresPerSecond">Walking speed across the wind.</param>
/// <param name="Source">The rule.</param>
public sealed record ShelterRules(
    RuleNumber NotifySeconds, RuleNumber PrepareSeconds, RuleNumber ExitWidthMetres, RuleNumber ExitPersonsPerMetreSecond, RuleNumber WalkMetresPerSecond, RuleSource Source);

/// <summary>Road classes for which a rule holds.</summary>
public sealed record RoadClassRule(IReadOnlyList<string> Classes, RuleSource Source);
