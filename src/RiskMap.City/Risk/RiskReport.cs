using RiskMap.City.Model;

namespace RiskMap.City.Risk;

/// <summary>Risk by area with its working. Reproducible from data version and parameters.</summary>
/// <param name="DataVersion">Token of the data version and the rule tables.</param>
/// <param name="Method">The method and its file; always a local method.</param>
/// <param name="By"><c>district</c> or <c>park</c>.</param>
/// <param name="Level">Level of the districts that were used, or null.</param>
/// <param name="Areas">One entry an area, by ascending id.</param>
/// <param name="Outside">What lies in no area, so that the sums tie out.</param>
/// <param name="WhatIf">True when the snapshot is a what-if copy.</param>
public sealed record RiskReport(
    string DataVersion, RiskMethod Method, string By, string? Level, IReadOnlyList<AreaRisk> Areas, AreaCounts Outside, bool WhatIf);

/// <summary>Which method made the numbers.</summary>
public sealed record RiskMethod(string Id, LocalizedText Title, bool Local, string File, string Source, string Status);

/// <summary>Risk of one area.</summary>
/// <param name="Id">Feature id of the area.</param>
/// <param name="Code">Code, or null.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Level">Level of a district, or null.</param>
/// <param name="ParentCode">Code of the area above, or null.</param>
/// <param name="Index">Index 0–100, or null when a term has no data.</param>
/// <param name="IndexAtLeast">Least possible index: terms without data at nothing.</param>
/// <param name="IndexAtMost">Greatest possible index: terms without data at full weight.</param>
/// <param name="Colour">Four-colour token, or null when the missing data could change it. Null is never safe.</param>
/// <param name="AreaSquareKilometres">Area in the metric plane, km².</param>
/// <param name="Counts">What lies in the area.</param>
/// <param name="Exposed">Protected places in the area within an enterprise's influence radius.</param>
/// <param name="NearestDepotMetres">From a point inside the area to the nearest depot, metres, straight line; null without depots.</param>
/// <param name="NearestTeamMetres">The same for rescue teams.</param>
/// <param name="Terms">The working of the index.</param>
/// <param name="Contributors">Enterprises that add most, by index points.</param>
/// <param name="Missing">What is not known, and what follows from that.</param>
public sealed record AreaRisk(
    long Id, string? Code, string? Name, string? Level, string? ParentCode,
    double? Index, double IndexAtLeast, double IndexAtMost, string? Colour,
    double AreaSquareKilometres, AreaCounts Counts, ExposedPeople Exposed, double? NearestDepotMetres, double? NearestTeamMetres,
    IReadOnlyList<RiskTerm> Terms, IReadOnlyList<Contributor> Contributors, IReadOnlyList<MissingData> Missing);

/// <summary>Counts of features by area; they sum to the city with <see cref="RiskReport.Outside"/>.</summary>
public sealed record AreaCounts(int Enterprises, int Red, int Orange, int Yellow, int Blue, int Ungraded, int ConfinedSpaces, int Places);

/// <summary>Places and people within the influence radius of at least one enterprise, each place counted once.</summary>
/// <param name="Places">Number of places.</param>
/// <param name="PeopleDay">People by day at those places whose number is known.</param>
/// <param name="PeopleNight">People by night at those places whose number is known.</param>
/// <param name="PlacesWithoutPeople">Places among them whose people are not known.</param>
public sealed record ExposedPeople(int Places, long PeopleDay, long PeopleNight, int PlacesWithoutPeople);

/// <summary>One term: contribution = weight × min(1, value / reference).</summary>
/// <param name="Term">Token.</param>
/// <param name="Title">Title.</param>
/// <param name="Value">Value in <paramref name="Unit"/>, or null when there is no data.</param>
/// <param name="Unit">UCUM unit.</param>
/// <param name="Reference">Value that counts full.</param>
/// <param name="Weight">Most points that the term can add.</param>
/// <param name="Contribution">Points added, or null when there is no data.</param>
/// <param name="Source">Where the rule comes from.</param>
public sealed record RiskTerm(
    string Term, LocalizedText Title, double? Value, string Unit, double Reference, double Weight, double? Contribution, string Source);

/// <summary>An enterprise and what it adds to its area's index.</summary>
/// <param name="Id">Feature id.</param>
/// <param name="Key">Key.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Grade">Four-colour grade, or null.</param>
/// <param name="RadiusMetres">Influence radius, metres, or null when no rule gives one.</param>
/// <param name="RadiusRule">Rule that gave the radius.</param>
/// <param name="MeasuredFrom"><c>boundary</c> or <c>point</c>.</param>
/// <param name="ExposedPlaces">Places within the radius, in any area.</param>
/// <param name="Points">Index points that come from it.</param>
/// <param name="Share">Share of the area's known points, 0–1.</param>
public sealed record Contributor(
    long Id, string Key, string? Name, string? Grade, double? RadiusMetres, string? RadiusRule, string MeasuredFrom, int ExposedPlaces, double Points, double Share);

/// <summary>Data that is missing and the term that suffers.</summary>
public sealed record MissingData(string Term, LocalizedText Reason);
