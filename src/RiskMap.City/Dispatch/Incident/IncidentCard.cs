using RiskMap.City.Model;

namespace RiskMap.City.Dispatch.Incident;

/// <summary>What a commander must know in the first minute; distances after ERG 2024, North-American guidance.</summary>
/// <param name="Status"><c>ok</c>, or <c>no-data</c> where the book's row cannot be used: then zones and what lies in them are missing.</param>
/// <param name="NoData">Why there is no answer, or null.</param>
/// <param name="Material">What is released.</param>
/// <param name="Size">small or large.</param>
/// <param name="Container">Container, or null.</param>
/// <param name="Location">[longitude, latitude] of the spill.</param>
/// <param name="Time">The moment, in the city's time zone.</param>
/// <param name="Period"><c>day</c> or <c>night</c>, by the sun at the spill.</param>
/// <param name="Sun">Sunrise and sunset of that day at the spill, in the city's time zone.</param>
/// <param name="Wind">The wind.</param>
/// <param name="Table">Table or guide of the book.</param>
/// <param name="IsolationMetres">Keep everybody away in all directions, metres.</param>
/// <param name="ProtectMetres">Protect people downwind, metres; null where the book gives none.</param>
/// <param name="ProtectOrMore">True where the book says "11+": at least so far.</param>
/// <param name="Zones">GeoJSON polygons: isolation, protective, fan.</param>
/// <param name="Exposed">Who and what is inside.</param>
/// <param name="Roads">Roads that enter, with the points at which they are to be closed.</param>
/// <param name="Staging">Where to gather and how to approach.</param>
/// <param name="Shelter">Shelter or evacuate.</param>
/// <param name="Warnings">What a reader must know.</param>
/// <param name="Missing">Data that is missing; never to be read as nothing there.</param>
/// <param name="DataVersion">Version of the data.</param>
/// <param name="WhatIf">True for an imagined city.</param>
/// <param name="Explanation">The working.</param>
public sealed record IncidentCard(
    string Status, LocalizedText? NoData, IncidentMaterial Material, string Size, string? Container, double[] Location, DateTimeOffset Time, string Period,
    SunTimes Sun, IncidentWind Wind, string Table, double? IsolationMetres, double? ProtectMetres, bool ProtectOrMore, IReadOnlyList<IncidentZone> Zones,
    ExposedInside? Exposed, RoadsInside? Roads, StagingPoint? Staging, ShelterAdvice? Shelter, IReadOnlyList<LocalizedText> Warnings,
    IReadOnlyList<MissingData> Missing, string DataVersion, bool WhatIf, IReadOnlyList<ExplanationStep> Explanation);

/// <summary>What is released.</summary>
/// <param name="UnNumber">UN number, or null for unknown.</param>
/// <param name="Name">Name.</param>
/// <param name="Guide">Orange guide.</param>
public sealed record IncidentMaterial(string? UnNumber, LocalizedText Name, string Guide);

/// <summary>The wind of a question.</summary>
/// <param name="FromDegrees">Where it comes from, degrees from true north.</param>
/// <param name="MetresPerSecond">Its speed.</param>
/// <param name="IsCalm">True where it is too weak to have a direction.</param>
public sealed record IncidentWind(double FromDegrees, double MetresPerSecond, bool IsCalm);

/// <summary>An area on the card.</summary>
/// <param name="Zone"><c>isolation</c>, <c>protective</c> or <c>fan</c>.</param>
/// <param name="Title">Title.</param>
/// <param name="AreaSquareMetres">Its area in the metric plane.</param>
/// <param name="Geometry">GeoJSON polygon in longitude and latitude.</param>
public sealed record IncidentZone(string Zone, LocalizedText Title, double AreaSquareMetres, PolygonShape Geometry);

/// <summary>A GeoJSON polygon (RFC 7946): rings of [longitude, latitude], the outer one counter-clockwise.</summary>
/// <param name="Coordinates">The rings.</param>
public sealed record PolygonShape(IReadOnlyList<IReadOnlyList<double[]>> Coordinates)
{
    /// <summary>Always <c>Polygon</c>.</summary>
    public string Type { get; } = "Polygon";
}

/// <summary>Data that an answer lacks.</summary>
/// <param name="What">Layer or field.</param>
/// <param name="Reason">What is missing.</param>
public sealed record MissingData(string What, LocalizedText Reason);

/// <summary>Who and what lies in circle and square together.</summary>
/// <param name="People">People by the population layer, shares of cells by area; null for no data.</param>
/// <param name="PlacePeople">People at the protected places inside, of the period; not to be added to <paramref name="People"/>. Null for no data.</param>
/// <param name="PlaceCount">Protected places inside.</param>
/// <param name="PlacesInFanOnly">Protected places that only a turn of the wind reaches.</param>
/// <param name="Places">Protected places in the order in which the release reaches them.</param>
/// <param name="ConfinedSpaceCount">Confined spaces inside.</param>
/// <param name="ConfinedSpaces">The nearest of them.</param>
/// <param name="EnterpriseCount">Enterprises inside.</param>
/// <param name="EnterprisesWithChemicals">How many of them have an inventory of chemicals.</param>
/// <param name="Enterprises">Those with chemicals first, then by distance.</param>
public sealed record ExposedInside(
    double? People, long? PlacePeople, int PlaceCount, int PlacesInFanOnly, IReadOnlyList<PlaceInside> Places, int ConfinedSpaceCount,
    IReadOnlyList<SiteInside> ConfinedSpaces, int EnterpriseCount, int EnterprisesWithChemicals, IReadOnlyList<SiteInside> Enterprises);

/// <summary>A site in a zone, measured edge to edge from the spill.</summary>
/// <param name="Id">Id in its layer.</param>
/// <param name="Key">Key.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Zone">The innermost zone that it meets.</param>
/// <param name="DistanceMetres">From the spill to its nearest point.</param>
/// <param name="DownwindMetres">How far that point lies downwind; negative upwind.</param>
/// <param name="ArrivalSeconds">Downwind distance by wind speed; 0 upwind within the circle, null in calm.</param>
/// <param name="MeasuredFrom">boundary or point.</param>
/// <param name="Location">[longitude, latitude] of its nearest point.</param>
public sealed record SiteInside(
    long Id, string Key, string? Name, string Zone, double DistanceMetres, double DownwindMetres, double? ArrivalSeconds, string MeasuredFrom, double[] Location);

/// <summary>A protected place in a zone.</summary>
/// <param name="Site">The place and when the release reaches it.</param>
/// <param name="Category">Category of GB 36894-2018, or null.</param>
/// <param name="Kind">Kind, or null.</param>
/// <param name="People">People of the period, or null for no data.</param>
/// <param name="Hint">Shelter or evacuate.</param>
public sealed record PlaceInside(SiteInside Site, string? Category, string? Kind, long? People, ShelterHint Hint);

/// <summary>Whether people at a place can leave before the release comes.</summary>
/// <param name="Action"><c>evacuate</c>, <c>shelter</c> or <c>no-data</c>.</param>
/// <param name="MoveSeconds">Time to move, or null for no data.</param>
/// <param name="Working">The arithmetic.</param>
public sealed record ShelterHint(string Action, double? MoveSeconds, LocalizedText Working);

/// <summary>The hints of all places together.</summary>
/// <param name="Evacuate">Places that can leave in time, or must because they are in the isolation circle.</param>
/// <param name="Shelter">Places that cannot leave in time.</param>
/// <param name="NoData">Places for which nothing can be said.</param>
/// <param name="Working">The rule.</param>
public sealed record ShelterAdvice(int Evacuate, int Shelter, int NoData, LocalizedText Working);

/// <summary>Roads and the zone's edge.</summary>
/// <param name="Entering">Roads for vehicles that cross the edge.</param>
/// <param name="WhollyInside">Roads for vehicles that lie wholly inside.</param>
/// <param name="PathsEntering">Ways for feet and bicycles that cross the edge.</param>
/// <param name="ClosurePoints">Where the roads for vehicles cross the edge, the greater roads first.</param>
public sealed record RoadsInside(int Entering, int WhollyInside, int PathsEntering, IReadOnlyList<ClosurePoint> ClosurePoints);

/// <summary>A point at which a road is to be closed.</summary>
/// <param name="Location">[longitude, latitude] on the zone's edge.</param>
/// <param name="RoadId">Id of the road.</param>
/// <param name="Name">Its name, or null.</param>
/// <param name="RoadClass">Its class, or null.</param>
public sealed record ClosurePoint(double[] Location, long RoadId, string? Name, string? RoadClass);

/// <summary>Where to gather upwind.</summary>
/// <param name="Location">[longitude, latitude].</param>
/// <param name="DistanceMetres">From the spill.</param>
/// <param name="ApproachDegrees">Bearing from there to the spill, degrees from true north.</param>
/// <param name="RoadId">The road that it lies on; null where no road was found in the sector.</param>
/// <param name="RoadName">Its name, or null.</param>
public sealed record StagingPoint(double[] Location, double DistanceMetres, double ApproachDegrees, long? RoadId, string? RoadName);
