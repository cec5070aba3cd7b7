using System.Text.Json;
using RiskMap.City.Risk;

namespace RiskMap.City.Zoning;

/// <summary>Inputs of the process <c>reverse-siting</c>: a planned use, and where it is looked for.</summary>
/// <param name="IndustryCode">Industry code after GB/T 4754-2017, or null.</param>
/// <param name="Inventory">Chemicals with their design maximum, or null for none.</param>
/// <param name="Facilities">Facilities that separation rules know, or null: then they follow from code and inventory.</param>
/// <param name="PlaceCategory">Category of a protected place, or null for a plant.</param>
/// <param name="PlaceKind">Kind of a protected place, or null.</param>
/// <param name="LandUse">Land-use code, or null.</param>
/// <param name="Processes">Hazardous processes, or null for none.</param>
/// <param name="Area">Code of a district or park, <c>{"layer", "id"}</c> of a district, park or zone, or a GeoJSON polygon (CRS84); missing for the whole city.</param>
/// <param name="CellMetres">Edge of a cell, metres; missing for 10.</param>
/// <param name="Limit">How many hazards and free areas are told, the largest first; missing for 50.</param>
/// <param name="Raster">False to leave the cells out.</param>
/// <param name="Date">Day on which catalogue and reports must be valid; missing for today.</param>
public sealed record ReverseSitingQuestion(
    string? IndustryCode = null, IReadOnlyList<InventoryLine>? Inventory = null, IReadOnlyList<string>? Facilities = null, string? PlaceCategory = null,
    string? PlaceKind = null, string? LandUse = null, IReadOnlyList<string>? Processes = null, JsonElement? Area = null, double? CellMetres = null,
    int? Limit = null, bool? Raster = null, DateOnly? Date = null)
{
    /// <summary>The planned use.</summary>
    internal PlannedUse Use => new(IndustryCode, Inventory ?? [], PlaceCategory, PlaceKind, LandUse, Processes, Facilities);
}
