using System.Text.Json.Serialization;
using RiskMap.City.Dispatch.Isolation;

namespace RiskMap.City.Dispatch.Incident;

/// <summary>Inputs of the process <c>incident-card</c>.</summary>
/// <param name="Location">[longitude, latitude] of the spill; or <paramref name="EnterpriseId"/>.</param>
/// <param name="EnterpriseId">Enterprise at whose point the spill is.</param>
/// <param name="UnNumber">UN number (<c>1005</c>, <c>UN1005</c>, in JSON also a number); or <paramref name="Material"/>.</param>
/// <param name="Material">Name, Chinese or English; <c>unknown</c> where nobody knows.</param>
/// <param name="Size"><c>small</c> (up to 208 L) or <c>large</c>.</param>
/// <param name="Container">Container of ERG 2024, table 3, for a large spill of its gases; null takes the widest.</param>
/// <param name="WindFromDegrees">Where the wind comes from, degrees clockwise from true north, 0–360.</param>
/// <param name="WindMetresPerSecond">Wind speed, m/s.</param>
/// <param name="Time">The moment, with its offset; the sun decides on day or night.</param>
/// <param name="Fire">True where a tank burns.</param>
public sealed record IncidentQuestion(
    double[]? Location = null, long? EnterpriseId = null, [property: JsonConverter(typeof(UnNumberText))] string? UnNumber = null, string? Material = null, string? Size = null, string? Container = null,
    double? WindFromDegrees = null, double? WindMetresPerSecond = null, DateTimeOffset? Time = null, bool Fire = false);
