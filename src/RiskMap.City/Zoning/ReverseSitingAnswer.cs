using System.Text.Json.Serialization;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Zoning.Reverse;

namespace RiskMap.City.Zoning;

/// <summary>Where a planned use may still stand. Every cell is judged at its centre, as if the use were a point there; a site as a whole needs a certificate.</summary>
/// <param name="DataVersion">Token of the data version and the rule tables.</param>
/// <param name="WhatIf">True when the city is a what-if copy.</param>
/// <param name="Bounds">The cells on the map.</param>
/// <param name="AreaSquareMetres">Area that was looked at: its cells, m².</param>
/// <param name="FreeSquareMetres">Area where no constraint is broken, m².</param>
/// <param name="FreeShare">That share of the area, 0–1.</param>
/// <param name="FreeVerdict">Verdict of the free cells: what rules without a distance say everywhere, else <c>pass</c>.</param>
/// <param name="Verdicts">The area by verdict; sums to the whole.</param>
/// <param name="NumberOfHazards">How many features sterilise something.</param>
/// <param name="Hazards">The features that sterilise most.</param>
/// <param name="NumberOfFreeAreas">How many connected free areas there are.</param>
/// <param name="FreeAreas">The largest of them.</param>
/// <param name="FreeOutline">Free areas as polygons (CRS84) along coarse cells, each of which is free as a whole: narrow strips are missing from it.</param>
/// <param name="OutlineCellMetres">Edge of those coarse cells.</param>
/// <param name="Constraints">The constraints that bind some cell; <paramref name="Rows"/> point into this list.</param>
/// <param name="Rows">Per row from the north: value and number of cells, in turns; −2 outside, −1 free, else a place in <paramref name="Constraints"/>. Empty when left out.</param>
/// <param name="Explanation">The working.</param>
public sealed record ReverseSitingAnswer(
    string DataVersion, bool WhatIf, RasterBounds Bounds, double AreaSquareMetres, double FreeSquareMetres, double FreeShare, Verdict FreeVerdict,
    IReadOnlyList<VerdictArea> Verdicts, int NumberOfHazards, IReadOnlyList<SterilisingHazard> Hazards, int NumberOfFreeAreas, IReadOnlyList<FreeArea> FreeAreas,
    Geometry? FreeOutline, double OutlineCellMetres, IReadOnlyList<BindingConstraint> Constraints, IReadOnlyList<int[]> Rows, IReadOnlyList<ExplanationStep> Explanation)
{
    /// <summary>The cells with the keep-outs that bind them, for pictures.</summary>
    [JsonIgnore]
    public SitingPicture Picture { get; init; } = null!;
}

/// <summary>Where a raster lies.</summary>
/// <param name="Plane">The metric plane.</param>
/// <param name="MinX">West edge, metres.</param>
/// <param name="MinY">South edge, metres.</param>
/// <param name="MaxX">East edge, metres.</param>
/// <param name="MaxY">North edge, metres.</param>
/// <param name="CellMetres">Edge of a cell.</param>
/// <param name="Columns">Cells from west to east.</param>
/// <param name="Rows">Cells from north to south.</param>
/// <param name="Corners">North-west, north-east, south-east and south-west corner, [longitude, latitude]: a map lays the picture between them.</param>
public sealed record RasterBounds(
    string Plane, double MinX, double MinY, double MaxX, double MaxY, double CellMetres, int Columns, int Rows, IReadOnlyList<double[]> Corners);

/// <summary>Cells of one verdict.</summary>
public sealed record VerdictArea(Verdict Verdict, double SquareMetres, double Share);

/// <summary>A feature and what it sterilises.</summary>
/// <param name="Layer">Its layer, or null where a rule is about no one feature.</param>
/// <param name="Id">Its id, or null.</param>
/// <param name="Key">Its key, or null.</param>
/// <param name="Name">Its name, or null.</param>
/// <param name="SterilisedSquareMetres">Area in which it breaks some constraint, m².</param>
/// <param name="AloneSquareMetres">Area that nothing else sterilises: what would be free without it, m².</param>
/// <param name="Rules">Its rules.</param>
/// <param name="MeasuredFrom"><c>boundary</c> or <c>point</c>.</param>
public sealed record SterilisingHazard(
    string? Layer, long? Id, string? Key, string? Name, double SterilisedSquareMetres, double AloneSquareMetres, IReadOnlyList<string> Rules, string MeasuredFrom);

/// <summary>A connected free area.</summary>
/// <param name="SquareMetres">Its area, m².</param>
/// <param name="At">A position inside, [longitude, latitude]: the middle of its widest row.</param>
public sealed record FreeArea(double SquareMetres, double[] At);

/// <summary>A constraint that binds some cell: of those broken there with the gravest verdict the one with the largest shortfall.</summary>
/// <param name="Rule">Rule.</param>
/// <param name="Title">What it says.</param>
/// <param name="Source">Standard and clause.</param>
/// <param name="RequiredMetres">Required distance, metres; 0 where the inside of an area is forbidden.</param>
/// <param name="Verdict">Verdict of a cell that breaks it.</param>
/// <param name="Layer">Layer of the other side, or null where the rule is about no one feature.</param>
/// <param name="Id">Id of the other side, or null.</param>
/// <param name="Name">Name of the other side, or null.</param>
/// <param name="BindingSquareMetres">Area that it binds, m².</param>
public sealed record BindingConstraint(
    string Rule, LocalizedText Title, RuleSource Source, double RequiredMetres, Verdict Verdict, string? Layer, long? Id, string? Name, double BindingSquareMetres);
