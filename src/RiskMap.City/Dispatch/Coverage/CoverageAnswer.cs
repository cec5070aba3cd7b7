using NetTopologySuite.Geometries;
using RiskMap.City.Dispatch.Force;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Model;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>Who and what the bases of a city cover by road.</summary>
/// <param name="Outcome"><c>found</c>, or <c>no-data</c> without roads or bases.</param>
/// <param name="Purpose">Token of the standard.</param>
/// <param name="Standard">The standard as it was applied.</param>
/// <param name="Time">The moment.</param>
/// <param name="All">The whole city; null without data.</param>
/// <param name="Districts">By district; what lies in none stands last, without code.</param>
/// <param name="Stations">The bases, those that cover most people alone first.</param>
/// <param name="UncoveredArea">The ground that is not covered, as polygons; null without data or when it was not wanted.</param>
/// <param name="UncoveredSites">Sites that are not covered.</param>
/// <param name="UncoveredPeople">Where people live who are not covered; null for no data.</param>
/// <param name="Loss">What is lost by <c>without</c> or by the what-if; null where nothing was taken away.</param>
/// <param name="NextStations">Where further bases would cover most; null where none were asked for, or there is nothing to weigh.</param>
/// <param name="Circle">The circle formula for the standard's driving time; null for bases of which it does not speak.</param>
/// <param name="LeftOut">Teams and depots that were not counted, with the reason.</param>
/// <param name="Missing">Data that is missing.</param>
/// <param name="DataVersion">Version of the data.</param>
/// <param name="WhatIf">True for an imagined city.</param>
/// <param name="Explanation">The working.</param>
public sealed record CoverageAnswer(
    string Outcome, string Purpose, AppliedStandard Standard, DateTimeOffset Time, CoverageCounts? All, IReadOnlyList<DistrictCoverage> Districts, IReadOnlyList<StationCoverage> Stations,
    MultiPolygon? UncoveredArea, UncoveredSiteList UncoveredSites, UncoveredPeopleList? UncoveredPeople, CoverageLoss? Loss, NextStationPlan? NextStations, CircleEstimate? Circle,
    IReadOnlyList<LeftOutUnit> LeftOut, IReadOnlyList<MissingData> Missing, string DataVersion, bool WhatIf, IReadOnlyList<ExplanationStep> Explanation);

/// <summary>The standard as it was applied.</summary>
/// <param name="Title">Title.</param>
/// <param name="Layer">Layer of the bases.</param>
/// <param name="TurnoutSeconds">Its part for turnout.</param>
/// <param name="DriveSeconds">Its part for driving.</param>
/// <param name="LimitSeconds">Both together: a base is there in time when its own turnout and its drive are within it.</param>
/// <param name="Stated">True where the question states another time than data/coverage.json.</param>
/// <param name="Source">The standard.</param>
public sealed record AppliedStandard(LocalizedText Title, string Layer, double TurnoutSeconds, double DriveSeconds, double LimitSeconds, bool Stated, RuleSource Source);

/// <summary>A total with what of it is covered. Covered and uncovered sum to the total.</summary>
/// <param name="Total">All.</param>
/// <param name="Covered">Within the standard of some base.</param>
/// <param name="Uncovered">Not.</param>
/// <param name="TooFarFromRoads">Of the uncovered those that lie too far from any road to be reached at all.</param>
/// <param name="Share">Covered / total; null where the total is nothing.</param>
public sealed record CoveredShare(double Total, double Covered, double Uncovered, double TooFarFromRoads, double? Share);

/// <summary>Who and what is covered in the city or a district.</summary>
/// <param name="People">Permanent residents by the middle of their population cell; null for no data.</param>
/// <param name="PlacePeopleDay">People at protected places by day, beside the residents and never to be added to them; null for no data.</param>
/// <param name="PlacePeopleNight">The same by night.</param>
/// <param name="SquareKilometres">Ground in cells; null without districts.</param>
/// <param name="Hazards">Sites by kind and code; a layer without data has no row and is named as missing.</param>
public sealed record CoverageCounts(
    CoveredShare? People, CoveredShare? PlacePeopleDay, CoveredShare? PlacePeopleNight, CoveredShare? SquareKilometres, IReadOnlyList<HazardCoverage> Hazards);

/// <summary>Sites of one kind.</summary>
/// <param name="Kind">enterprises, major-hazard-sources (they are among the enterprises too), confined-spaces or places.</param>
/// <param name="Code">Grade, class or category; null where it is not stated.</param>
/// <param name="Title">In words.</param>
/// <param name="Sites">How many, and how many of them are covered.</param>
public sealed record HazardCoverage(string Kind, string? Code, LocalizedText Title, CoveredShare Sites);

/// <summary>A district.</summary>
/// <param name="Id">Feature id, or null for what lies in none.</param>
/// <param name="Code">Code, or null.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Counts">Who and what is covered.</param>
public sealed record DistrictCoverage(long? Id, string? Code, string? Name, CoverageCounts Counts);

/// <summary>One base.</summary>
/// <param name="Layer">teams or depots.</param>
/// <param name="Id">Id.</param>
/// <param name="Key">Key.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Location">[longitude, latitude].</param>
/// <param name="TurnoutSeconds">Its turnout, or loading of a depot.</param>
/// <param name="TurnoutAssumed">True where its row does not say and its tier's was taken.</param>
/// <param name="DriveSeconds">What the standard leaves it for driving; 0 where its turnout takes all.</param>
/// <param name="TooFarFromRoads">True where it stands too far from the roads to go anywhere.</param>
/// <param name="Removed">True for one that the question takes away.</param>
/// <param name="SquareKilometres">Ground that it reaches in time, by cells.</param>
/// <param name="AreaRule">That area beside the limit of its class; null for bases of which the rule does not speak.</param>
/// <param name="People">Residents whom it covers; null for no data.</param>
/// <param name="PeopleAlone">Residents whom no other base covers.</param>
/// <param name="SitesAlone">Sites that no other base covers.</param>
/// <param name="Area">The ground that it reaches in time; null where it reaches none or polygons were not wanted.</param>
public sealed record StationCoverage(
    string Layer, long Id, string Key, string? Name, double[] Location, double TurnoutSeconds, bool TurnoutAssumed, double DriveSeconds, bool TooFarFromRoads, bool Removed,
    double SquareKilometres, StationAreaRule? AreaRule, double? People, double? PeopleAlone, int SitesAlone, MultiPolygon? Area);

/// <summary>The ground that a fire station reaches beside the area that its class may have, and beside the circle formula.</summary>
/// <param name="StationClass">Class, or null where the row does not say.</param>
/// <param name="Suburban">Whether its area lies in the suburbs, or null.</param>
/// <param name="Verdict">
/// <c>within-limit</c>: all that it reaches in time is no more than it may have; <c>beyond-limit</c>: it reaches more, and the limit decides on its area;
/// <c>no-area</c>: its class has no area of its own; <c>no-data</c>: class or, where it matters, suburb is not known.
/// </param>
/// <param name="LimitSquareKilometres">The limit, or null.</param>
/// <param name="DifferenceSquareKilometres">Reached − limit, or null.</param>
/// <param name="LeastCircleGapSquareKilometres">Reached − the greatest area of the circle formula.</param>
/// <param name="GreatestCircleGapSquareKilometres">Reached − its least.</param>
/// <param name="Source">The rule, or null for no data.</param>
public sealed record StationAreaRule(
    string? StationClass, bool? Suburban, string Verdict, double? LimitSquareKilometres, double? DifferenceSquareKilometres, double LeastCircleGapSquareKilometres,
    double GreatestCircleGapSquareKilometres, RuleSource? Source);

/// <summary>Sites that are not covered.</summary>
/// <param name="NumberMatched">How many there are.</param>
/// <param name="Sites">The first of them: what the standard is for first, then the most severe.</param>
public sealed record UncoveredSiteList(int NumberMatched, IReadOnlyList<UncoveredSite> Sites);

/// <summary>A site that is not covered.</summary>
/// <param name="Layer">Layer.</param>
/// <param name="Id">Id.</param>
/// <param name="Key">Key.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Code">Grade, class or category, or null.</param>
/// <param name="MajorHazardSource">True for a major hazard source.</param>
/// <param name="District">Name of its district, or null.</param>
/// <param name="Reason"><c>too-slow</c>, <c>no-way</c>, or <c>too-far-from-roads</c>.</param>
/// <param name="Seconds">When the first base is there all the same, turnout included; null where none comes.</param>
/// <param name="Location">[longitude, latitude].</param>
public sealed record UncoveredSite(
    string Layer, long Id, string Key, string? Name, string? Code, bool MajorHazardSource, string? District, string Reason, double? Seconds, double[] Location);

/// <summary>Population cells that are not covered.</summary>
/// <param name="NumberMatched">How many there are in which anybody lives.</param>
/// <param name="Cells">Those with most people.</param>
public sealed record UncoveredPeopleList(int NumberMatched, IReadOnlyList<UncoveredPeopleCell> Cells);

/// <summary>A population cell that is not covered.</summary>
/// <param name="People">Permanent residents.</param>
/// <param name="TooFarFromRoads">True where it lies too far from any road to be reached at all.</param>
/// <param name="Location">[longitude, latitude] of its middle.</param>
public sealed record UncoveredPeopleCell(double People, bool TooFarFromRoads, double[] Location);

/// <summary>What is lost when bases, roads or bridges are taken away.</summary>
/// <param name="Before">The city before.</param>
/// <param name="After">After.</param>
/// <param name="PeopleLost">Residents covered before and not after; null for no data.</param>
/// <param name="PeopleGained">Residents covered after and not before: a what-if may build too.</param>
/// <param name="SitesLost">Sites covered before and not after.</param>
/// <param name="Districts">By district, only those where something changes.</param>
/// <param name="LostArea">Ground covered before and not after; null where there is none, or the what-if changes the districts.</param>
public sealed record CoverageLoss(
    CoverageCounts Before, CoverageCounts After, double? PeopleLost, double? PeopleGained, UncoveredSiteList SitesLost, IReadOnlyList<DistrictLoss> Districts, MultiPolygon? LostArea);

/// <summary>What is lost in a district.</summary>
/// <param name="Code">Code, or null.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Before">Before.</param>
/// <param name="After">After.</param>
public sealed record DistrictLoss(string? Code, string? Name, CoverageCounts Before, CoverageCounts After);

/// <summary>Where further bases would cover most that is not covered now.</summary>
/// <param name="Weighs"><c>people</c> or <c>confined-spaces</c>.</param>
/// <param name="CandidateCount">Places that were tried.</param>
/// <param name="Given">True where the question gave them.</param>
/// <param name="Optimal">True where no other choice among the candidates covers more.</param>
/// <param name="MostPossible">No choice of so many candidates covers more than this besides.</param>
/// <param name="Gained">What the stations cover together besides.</param>
/// <param name="Stations">The stations, one after another; fewer than asked for where nothing more can be gained.</param>
public sealed record NextStationPlan(
    string Weighs, int CandidateCount, bool Given, bool Optimal, double MostPossible, double Gained, IReadOnlyList<NextStation> Stations);

/// <summary>A proposed base.</summary>
/// <param name="Location">[longitude, latitude], of the candidate or on its road.</param>
/// <param name="Gain">What it covers besides those before it.</param>
/// <param name="Gained">What they cover together besides.</param>
/// <param name="Share">Share of the city's total that is covered then.</param>
/// <param name="PeopleGained">Residents that it covers besides; null for no data.</param>
/// <param name="SitesGained">Sites that it covers besides.</param>
/// <param name="Area">The ground that it would reach in time; null when polygons were not wanted.</param>
public sealed record NextStation(double[] Location, double Gain, double Gained, double? Share, double? PeopleGained, int SitesGained, MultiPolygon? Area);
