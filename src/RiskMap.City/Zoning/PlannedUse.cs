using RiskMap.City.Risk;

namespace RiskMap.City.Zoning;

/// <summary>What is planned on a site: a plant with its chemicals, or a protected place such as a school.</summary>
/// <param name="IndustryCode">Industry code after GB/T 4754-2017, 2–4 digits, section letter allowed; or null.</param>
/// <param name="Inventory">Chemicals with their design maximum; empty for none.</param>
/// <param name="PlaceCategory">Category of a protected place (GB 36894-2018: <c>highly-sensitive</c> …), or null for a plant.</param>
/// <param name="PlaceKind">Kind of a protected place (<c>school</c>, <c>hospital</c> …), or null.</param>
/// <param name="LandUse">Land-use code of the parcel (GB 50137: <c>M3</c>), or null.</param>
/// <param name="Processes">Hazardous processes, empty for none.</param>
/// <param name="Facilities">Facilities that separation rules know (<c>class-a-workshop</c>, <c>petrol-station-1</c>, <c>ammonia-cold-store</c> …); empty lets them follow from code and inventory.</param>
public sealed record PlannedUse(
    string? IndustryCode, IReadOnlyList<InventoryLine> Inventory, string? PlaceCategory = null, string? PlaceKind = null, string? LandUse = null,
    IReadOnlyList<string>? Processes = null, IReadOnlyList<string>? Facilities = null);
