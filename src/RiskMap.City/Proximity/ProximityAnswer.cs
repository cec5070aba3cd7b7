using NetTopologySuite.Geometries;
using RiskMap.City.Model;

namespace RiskMap.City.Proximity;

/// <summary>What is near, edge to edge in the metric plane.</summary>
/// <param name="DataVersion">Token of the data version and the rule tables.</param>
/// <param name="WhatIf">True when the city is a what-if copy.</param>
/// <param name="MeasuredFrom"><c>boundary</c> or <c>point</c>: where the question's own side is measured from.</param>
/// <param name="Radius">The radius, or null when only the nearest were asked for.</param>
/// <param name="Buffer">The buffer as a polygon in CRS84, arcs as chords; what lies inside is decided by the distance itself, not by this picture. Null without radius.</param>
/// <param name="BufferSquareMetres">Area of that polygon in the metric plane, m²; null without radius.</param>
/// <param name="Layers">What lies inside by layer; empty without radius.</param>
/// <param name="People">People inside; null without radius.</param>
/// <param name="Nearest">The nearest features by layer; empty when none were asked for.</param>
/// <param name="Explanation">The working.</param>
public sealed record ProximityAnswer(
    string DataVersion, bool WhatIf, string MeasuredFrom, ProximityRadius? Radius, Geometry? Buffer, double? BufferSquareMetres,
    IReadOnlyList<LayerProximity> Layers, PeopleInside? People, IReadOnlyList<LayerProximity> Nearest, IReadOnlyList<ExplanationStep> Explanation);

/// <summary>Features of one layer that are near.</summary>
/// <param name="Layer">Layer.</param>
/// <param name="NumberMatched">How many there are: inside, or, where the nearest were asked for, in the layer.</param>
/// <param name="Features">The nearest of them, the nearest first.</param>
public sealed record LayerProximity(string Layer, int NumberMatched, IReadOnlyList<NearFeature> Features);

/// <summary>A feature that is near.</summary>
/// <param name="Id">Id.</param>
/// <param name="Key">Key.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="DistanceMetres">Metres edge to edge; 0 where they meet.</param>
/// <param name="From">End point on the question's side, [longitude, latitude].</param>
/// <param name="To">End point on the feature, [longitude, latitude].</param>
/// <param name="MeasuredFrom"><c>boundary</c> or <c>point</c>: where the feature is measured from.</param>
public sealed record NearFeature(long Id, string Key, string? Name, double DistanceMetres, double[] From, double[] To, string MeasuredFrom);

/// <summary>People inside, by two ways that must not be added.</summary>
/// <param name="Places">At protected places inside, by their capacity.</param>
/// <param name="Population">By the population layer; null when the city has none (no data).</param>
public sealed record PeopleInside(PlacePeople Places, PopulationPeople? Population);

/// <summary>People at protected places.</summary>
/// <param name="Count">Number of places inside.</param>
/// <param name="Day">People by day at those whose number is known.</param>
/// <param name="Night">People by night at those whose number is known.</param>
/// <param name="DayUnknown">Places whose people by day are not known.</param>
/// <param name="NightUnknown">Places whose people by night are not known.</param>
public sealed record PlacePeople(int Count, long Day, long Night, int DayUnknown, int NightUnknown);

/// <summary>People by the population layer: each cell's number times the share of its area inside.</summary>
/// <param name="Residents">Permanent residents, or null when no cell knows them.</param>
/// <param name="Day">People by day, or null.</param>
/// <param name="Night">People by night, or null.</param>
/// <param name="Cells">Cells that reach inside.</param>
/// <param name="ResidentsUnknown">Cells among them without residents.</param>
/// <param name="DayUnknown">Cells without people by day.</param>
/// <param name="NightUnknown">Cells without people by night.</param>
/// <param name="CoveredShare">Share of the buffer's area that cells cover, 0–1; where they do not, nothing is known.</param>
public sealed record PopulationPeople(
    double? Residents, double? Day, double? Night, int Cells, int ResidentsUnknown, int DayUnknown, int NightUnknown, double CoveredShare);
