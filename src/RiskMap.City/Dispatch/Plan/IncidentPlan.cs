using System.Text.Json.Serialization;
using RiskMap.City.Dispatch.Force;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Model;

namespace RiskMap.City.Dispatch.Plan;

/// <summary>The commander's first sixty seconds whole: whom the release reaches, who comes with enough, and by which way.</summary>
/// <param name="Card">The incident card.</param>
/// <param name="Force">The fastest sufficient force; its times are those of the routes.</param>
/// <param name="Destination">Where the units drive to.</param>
/// <param name="Routes">The way of each unit of the force, in its order; a unit that cannot come is not in it.</param>
/// <param name="RoadsClosed">The points at which roads are to be closed, as the card tells them.</param>
/// <param name="Warnings">What a reader must know: of the way first, then of the card.</param>
/// <param name="Missing">Data that is missing in either part.</param>
/// <param name="DataVersion">Version of the data.</param>
/// <param name="WhatIf">True for an imagined city.</param>
/// <param name="Explanation">How destination and ways were chosen; card and force tell their own working.</param>
public sealed record IncidentPlan(
    IncidentCard Card, ForceAnswer Force, PlanDestination Destination, IReadOnlyList<PlanRoute> Routes, IReadOnlyList<ClosurePoint> RoadsClosed,
    IReadOnlyList<LocalizedText> Warnings, IReadOnlyList<MissingData> Missing, string DataVersion, bool WhatIf, IReadOnlyList<ExplanationStep> Explanation)
{
    /// <summary>The kind of incident whose needs were taken, for drawings; null where the needs were given.</summary>
    [JsonIgnore]
    public LocalizedText? Template { get; init; }
}

/// <summary>Where the units of a plan drive to.</summary>
/// <param name="Kind"><c>staging</c> for the staging point, <c>incident</c> for the incident itself.</param>
/// <param name="Location">[longitude, latitude].</param>
/// <param name="Reason">Why this one.</param>
public sealed record PlanDestination(string Kind, double[] Location, LocalizedText Reason)
{
    /// <summary>Kind of the staging point.</summary>
    public const string Staging = "staging";

    /// <summary>Kind of the incident itself.</summary>
    public const string Incident = "incident";
}

/// <summary>The way of a unit.</summary>
/// <param name="Layer">teams or depots.</param>
/// <param name="Id">Id of the unit.</param>
/// <param name="Name">Its name, or null.</param>
/// <param name="TravelSeconds">On the way.</param>
/// <param name="ArrivalSeconds">When it is there, seconds from the order: turnout and travel, as the force tells it.</param>
/// <param name="DistanceMetres">Length of the line.</param>
/// <param name="Geometry">The line driven, or the straight one.</param>
/// <param name="Warnings">Rules that are broken, closures that are passed, areas that could not be avoided.</param>
/// <param name="ViaStraightLine">True where an end is too far from the roads: the time is then a straight-line estimate and the line no way.</param>
public sealed record PlanRoute(
    string Layer, long Id, string? Name, double TravelSeconds, double ArrivalSeconds, double DistanceMetres, RouteLine Geometry, IReadOnlyList<LocalizedText> Warnings,
    bool ViaStraightLine);
