using System.Text.Json.Serialization;
using RiskMap.City.Dispatch.Force;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Dispatch.Isolation;

namespace RiskMap.City.Dispatch.Plan;

/// <summary>Inputs of the process <c>incident-plan</c>: those of <c>incident-card</c> and those of <c>sufficient-force</c>.</summary>
/// <param name="Location">[longitude, latitude] of the spill; or <paramref name="EnterpriseId"/>.</param>
/// <param name="EnterpriseId">Enterprise at whose point the spill is.</param>
/// <param name="UnNumber">UN number (<c>1005</c>, <c>UN1005</c>, in JSON also a number); or <paramref name="Material"/>.</param>
/// <param name="Material">Name, Chinese or English; <c>unknown</c> where nobody knows.</param>
/// <param name="Size"><c>small</c> (up to 208 L) or <c>large</c>.</param>
/// <param name="Container">Container of ERG 2024, table 3, for a large spill of its gases; null takes the widest.</param>
/// <param name="WindFromDegrees">Where the wind comes from, degrees clockwise from true north, 0–360.</param>
/// <param name="WindMetresPerSecond">Wind speed, m/s.</param>
/// <param name="Time">The moment, with its offset: the sun, traffic, closures and what has expired follow it.</param>
/// <param name="Fire">True where a tank burns.</param>
/// <param name="Template">Kind of incident; or <paramref name="Needs"/>; null for both takes the one that data/incident-templates.json names for the material.</param>
/// <param name="Needs">What is needed; or <paramref name="Template"/>.</param>
/// <param name="Pinned">Units that go in any case.</param>
/// <param name="Forbidden">Units that must stay.</param>
/// <param name="IncidentId">The incident in the dispatch record, or null: units that were ordered to it go in any case, with the time that they still need.</param>
public sealed record IncidentPlanQuestion(
    double[]? Location = null, long? EnterpriseId = null, [property: JsonConverter(typeof(UnNumberText))] string? UnNumber = null, string? Material = null, string? Size = null, string? Container = null,
    double? WindFromDegrees = null, double? WindMetresPerSecond = null, DateTimeOffset? Time = null, bool Fire = false, string? Template = null,
    IReadOnlyList<ForceNeed>? Needs = null, IReadOnlyList<UnitName>? Pinned = null, IReadOnlyList<UnitName>? Forbidden = null, long? IncidentId = null)
{
    /// <summary>The part about the release.</summary>
    [JsonIgnore]
    public IncidentQuestion Card => new(Location, EnterpriseId, UnNumber, Material, Size, Container, WindFromDegrees, WindMetresPerSecond, Time, Fire);

    /// <summary>The part about the force.</summary>
    [JsonIgnore]
    public ForceQuestion Force => new(Location, Template, Needs, Pinned, Forbidden, Time, IncidentId);
}
