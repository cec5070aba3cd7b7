using RiskMap.City.Model;

namespace RiskMap.City.Risk;

/// <summary>Risk by area with its working. Reproducible from data version and parameters.</summary>
/// <param name="DataVersion">Token of the data version and the rule tables.</param>
/// <param name="WhatIf">True when the snapshot is a what-if copy.</param>
/// <param name="Method">The method and its file; always a local method.</param>
/// <param name="By"><c>district</c> or <c>park</c>.</param>
/// <param name="Level">Level of the districts that were used, or null.</param>
/// <param name="Areas">One entry an area, by ascending id.</param>
/// <param name="Outside">What lies in no area, so that the sums tie out.</param>
/// <param name="Explanation">How every area's index came about.</param>
public sealed record RiskReport(
    string DataVersion, bool WhatIf, RiskMethod Method, string By, string? Level, IReadOnlyList<AreaRisk> Areas, AreaCounts Outside,
    IReadOnlyList<ExplanationStep> Explanation);

/// <summary>Which method made the numbers.</summary>
/// <param name="Id">Token.</param>
/// <param name="Title">Title.</param>
/// <param name="Local">True: no national formula exists.</param>
/// <param name="File">File with the parameters.</param>
/// <param name="Source">Where they come from.</param>
/// <param name="Status">Status of the source.</param>
/// <param name="CellMetres">Edge of the cells, metres.</param>
/// <param name="Colours">The fixed thresholds of risk and index, the most severe first.</param>
public sealed record RiskMethod(
    string Id, LocalizedText Title, bool Local, string File, RuleSource Source, string Status, double CellMetres, IReadOnlyList<ColourBand> Colours);

/// <summary>Risk of one area.</summary>
/// <param name="Id">Feature id of the area.</param>
/// <param name="Code">Code, or null.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Level">Level of a district, or null.</param>
/// <param name="ParentCode">Code of the area above, or null.</param>
/// <param name="Index">Index 0–100 of what is known, or null when too little is known.</param>
/// <param name="IndexAtLeast">Least possible index: what is missing adds nothing.</param>
/// <param name="IndexAtMost">Greatest possible index: what is missing is at its worst.</param>
/// <param name="Colour">Four-colour token, or null when too little is known for one. Null is never safe.</param>
/// <param name="Risk">Risk at the percentile of the area's people, or null when too little is known.</param>
/// <param name="ShareAbove">Share of the area's cells from the model's colour on (orange), 0–1.</param>
/// <param name="Cell">The cell at the percentile: the area's value is its risk. Null where nobody is known to live or work.</param>
/// <param name="AreaSquareKilometres">Area in the metric plane, km².</param>
/// <param name="Counts">What lies in the area.</param>
/// <param name="Exposed">Protected places in the area whose cell some enterprise reaches.</param>
/// <param name="NearestDepotMetres">From a point inside the area to the nearest depot, metres, straight line; null without depots.</param>
/// <param name="NearestTeamMetres">The same for rescue teams.</param>
/// <param name="Terms">The factors of the risk at the percentile cell.</param>
/// <param name="Contributors">Enterprises that add most to the field there.</param>
/// <param name="Veto">Whether an open hidden danger lifts the colour.</param>
/// <param name="Missing">What is not known, and what follows from that.</param>
/// <param name="Explanation">The working in lines.</param>
public sealed record AreaRisk(
    long Id, string? Code, string? Name, string? Level, string? ParentCode,
    double? Index, double IndexAtLeast, double IndexAtMost, string? Colour, double? Risk, double ShareAbove, RiskCell? Cell,
    double AreaSquareKilometres, AreaCounts Counts, ExposedPeople Exposed, double? NearestDepotMetres, double? NearestTeamMetres,
    IReadOnlyList<RiskTerm> Terms, IReadOnlyList<Contributor> Contributors, VetoAnswer Veto, IReadOnlyList<MissingData> Missing,
    IReadOnlyList<ExplanationStep> Explanation);

/// <summary>The cell at the percentile.</summary>
/// <param name="Centre">Longitude and latitude of its centre.</param>
/// <param name="People">People of the cell, the larger of day and night.</param>
/// <param name="PeopleOfArea">People of the area, the same way.</param>
/// <param name="ResponseSeconds">Seconds from the first team, turnout apart; null without teams, or where no road leads there.</param>
/// <param name="ResponseBy"><c>road</c>, or <c>straight-line</c> for an estimate; null without seconds.</param>
public sealed record RiskCell(double[] Centre, double People, double PeopleOfArea, double? ResponseSeconds, string? ResponseBy);

/// <summary>Counts of features by area; they sum to the city with <see cref="RiskReport.Outside"/>.</summary>
public sealed record AreaCounts(int Enterprises, int Red, int Orange, int Yellow, int Blue, int Ungraded, int ConfinedSpaces, int Places);

/// <summary>Places and people in the cells that at least one enterprise reaches, each place counted once.</summary>
/// <param name="Places">Number of places.</param>
/// <param name="PeopleDay">People by day at those places whose number is known.</param>
/// <param name="PeopleNight">People by night at those places whose number is known.</param>
/// <param name="PlacesWithoutPeople">Places among them whose people are not known.</param>
public sealed record ExposedPeople(int Places, long PeopleDay, long PeopleNight, int PlacesWithoutPeople);

/// <summary>One factor of the risk: risk = the product of all of them.</summary>
/// <param name="Term">Token: <c>hazard</c> G, <c>exposure</c> X, <c>response</c> A.</param>
/// <param name="Title">Title.</param>
/// <param name="Value">Value at the percentile cell in <paramref name="Unit"/>, or null when there is no data.</param>
/// <param name="Unit">UCUM unit.</param>
/// <param name="Source">The rule.</param>
public sealed record RiskTerm(string Term, LocalizedText Title, double? Value, string Unit, RuleSource Source);

/// <summary>An enterprise and what it adds to the field at its area's percentile cell.</summary>
/// <param name="Id">Feature id.</param>
/// <param name="Key">Key.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Grade">Four-colour grade.</param>
/// <param name="Score">Score by its grade.</param>
/// <param name="RadiusMetres">Influence radius, metres.</param>
/// <param name="RadiusRule">Rule that gave the radius.</param>
/// <param name="MeasuredFrom"><c>boundary</c> or <c>point</c>.</param>
/// <param name="DistanceMetres">From the cell's centre, metres.</param>
/// <param name="Field">What it adds to G: score × kernel.</param>
/// <param name="Points">Points of the area's index that come with its share.</param>
/// <param name="Share">Share of G, 0–1.</param>
public sealed record Contributor(
    long Id, string Key, string? Name, string? Grade, double Score, double RadiusMetres, string? RadiusRule, string MeasuredFrom,
    double DistanceMetres, double Field, double Points, double Share);

/// <summary>Whether the veto applies: a red enterprise with an open, unsupervised major hidden danger gives its area at least a colour.</summary>
/// <param name="Status"><c>none</c>: no enterprise of that grade; <c>no-data</c>: there are some, and no ledger of hidden dangers tells about them.</param>
/// <param name="Enterprises">Enterprises of that grade in the area, the ungraded ones included.</param>
/// <param name="AtLeast">Colour that the veto would give at least.</param>
/// <param name="Reason">Why.</param>
/// <param name="Source">The rule.</param>
public sealed record VetoAnswer(string Status, int Enterprises, string AtLeast, LocalizedText Reason, RuleSource Source);

/// <summary>Data that is missing and the term that suffers.</summary>
public sealed record MissingData(string Term, LocalizedText Reason);
