using System.Text.Json.Serialization;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Risk.MajorHazard;
using RiskMap.City.Zoning.Catalogue;
using RiskMap.City.Zoning.External;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.City.Zoning;

/// <summary>May this stand here? A drawn site and what is planned on it: a plant, or a protected place.</summary>
/// <param name="Site">The drawn polygon (CRS84).</param>
/// <param name="IndustryCode">Industry code after GB/T 4754-2017, or null for a protected place.</param>
/// <param name="Inventory">Chemicals with their design maximum; missing for none.</param>
/// <param name="LandUse">Planned land use (<c>M3</c>), or null.</param>
/// <param name="Facilities">Facilities that rules know; missing lets them follow from code, inventory and processes.</param>
/// <param name="PlaceCategory">Category of a protected place, or null.</param>
/// <param name="PlaceKind">Kind of a protected place (<c>school</c>), or null.</param>
/// <param name="Processes">Hazardous processes; missing for none.</param>
/// <param name="ContoursOf">Key under which the project's contours of individual risk were uploaded (risk-contours, ofEnterpriseKey), or null.</param>
/// <param name="Date">Day on which catalogue and reports must be valid; null takes today in the city's time zone, and the answer names it.</param>
public sealed record SitingQuestion(
    Polygon Site, string? IndustryCode = null, IReadOnlyList<InventoryLine>? Inventory = null, string? LandUse = null, IReadOnlyList<string>? Facilities = null,
    string? PlaceCategory = null, string? PlaceKind = null, IReadOnlyList<string>? Processes = null, string? ContoursOf = null, DateOnly? Date = null)
{
    /// <summary>What is planned, without the site.</summary>
    [JsonIgnore]
    public PlannedUse Use => new(IndustryCode, Inventory ?? [], PlaceCategory, PlaceKind, LandUse, Processes, Facilities);
}

/// <summary>The siting certificate: each rule run, with what it found.</summary>
/// <param name="Verdict">The most severe of all that was found; only a whole of passes is a pass.</param>
/// <param name="Rules">Separation distances and land uses beside, the most severe first.</param>
/// <param name="Catalogue">What the catalogue prohibits, restricts or controls, the most severe first.</param>
/// <param name="Method">External safety distance: the method of GB/T 37243-2019 and the contours against GB 36894-2018.</param>
/// <param name="MajorHazard">Identification after GB 18218-2018; null without an inventory.</param>
/// <param name="Repair">What would gain a better verdict.</param>
/// <param name="Facilities">Facilities by which the use was judged, and from what they follow.</param>
/// <param name="Unknown">Neighbours of unknown kind, to which no rule was applied.</param>
/// <param name="NotChecked">Rules that need data which the product does not have.</param>
/// <param name="Date">Day on which catalogue and reports had to be valid.</param>
/// <param name="SquareMetres">Size of the site in the metric plane.</param>
/// <param name="DataVersion">Token of data version and rule tables.</param>
/// <param name="WhatIf">True on a what-if copy of the city.</param>
/// <param name="Explanation">The working, line by line.</param>
public sealed record SitingAnswer(
    Verdict Verdict, IReadOnlyList<SeparationRow> Rules, IReadOnlyList<CatalogueRow> Catalogue, ExternalSafetyResult Method, MajorHazardAnswer? MajorHazard, SitingRepair Repair,
    IReadOnlyList<DerivedFacility> Facilities, IReadOnlyList<UnknownNeighbour> Unknown, IReadOnlyList<UncheckedRule> NotChecked, DateOnly Date, double SquareMetres,
    string DataVersion, bool WhatIf, IReadOnlyList<ExplanationStep> Explanation)
{
    /// <summary>The site, for drawings.</summary>
    [JsonIgnore]
    public DrawnSite Drawn { get; init; } = null!;

    /// <summary>What was asked, with its codes in canonical form.</summary>
    [JsonIgnore]
    public PlannedUse Use { get; init; } = null!;
}

/// <summary>What would gain a better verdict. Each is searched for by itself.</summary>
/// <param name="BestVerdict">The best verdict that any place can gain for the use as it is planned: some rules hold everywhere.</param>
/// <param name="LargestQuantity">For each chemical the largest quantity that gains the verdict of a small one.</param>
/// <param name="SmallestShift">The shortest shift that gains the best verdict within reach, or null.</param>
/// <param name="NearestCompliantParcel">The nearest zone or park where the site has the best verdict, or null.</param>
public sealed record SitingRepair(
    Verdict BestVerdict, IReadOnlyList<QuantityRepair> LargestQuantity, ShiftRepair? SmallestShift, ParcelRepair? NearestCompliantParcel);

/// <summary>The largest quantity of one chemical, all others as planned.</summary>
/// <param name="Cas">CAS number, or null for a line with a category only.</param>
/// <param name="Name">Name as it was given, or null.</param>
/// <param name="PlannedTonnes">Planned design maximum.</param>
/// <param name="LargestTonnes">Largest design maximum that gains the verdict, rounded down; null when no smaller quantity gains anything.</param>
/// <param name="Verdict">The verdict gained, or that of the planned quantity.</param>
public sealed record QuantityRepair(string? Cas, string? Name, double PlannedTonnes, double? LargestTonnes, Verdict Verdict);

/// <summary>A shift of the whole site.</summary>
/// <param name="Metres">How far.</param>
/// <param name="DirectionDegrees">Where to: clockwise from grid north.</param>
/// <param name="Centre">Middle of the shifted site, [longitude, latitude].</param>
/// <param name="Verdict">The verdict gained.</param>
public sealed record ShiftRepair(double Metres, double DirectionDegrees, double[] Centre, Verdict Verdict)
{
    /// <summary>The shifted site in longitude and latitude, for drawings.</summary>
    [JsonIgnore]
    public Geometry LonLat { get; init; } = null!;
}

/// <summary>A zone or park where the site could stand.</summary>
/// <param name="Layer"><c>zones</c> or <c>parks</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="DistanceMetres">From the drawn site to the place found, middle to middle.</param>
/// <param name="Centre">Middle of the place found, [longitude, latitude].</param>
/// <param name="Verdict">The verdict there.</param>
public sealed record ParcelRepair(string Layer, long Id, string? Name, double DistanceMetres, double[] Centre, Verdict Verdict)
{
    /// <summary>The site on that place in longitude and latitude, for drawings.</summary>
    [JsonIgnore]
    public Geometry LonLat { get; init; } = null!;
}
