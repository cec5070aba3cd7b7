using RiskMap.Geo.Geometries;

namespace RiskMap.City.Model;

/// <summary>What the store knows about the city as a whole; set by <c>riskmap init</c> or derived from the first import and printed.</summary>
/// <param name="Name">Name of the city or district in both languages.</param>
/// <param name="Languages">Languages of screens and messages, the first one first (<c>zh</c>, <c>en</c>).</param>
/// <param name="TimeZone">IANA time zone; day and night follow it.</param>
/// <param name="Extent">Longitude and latitude box of the city; rows far outside are refused. Null until the first layer.</param>
/// <param name="PlaneCode"><c>EPSG:4548</c> and the like, or null where the plane is described by its WKT alone.</param>
/// <param name="PlaneWkt">WKT of the metric plane in which distances are measured, or null until the first layer.</param>
public sealed record CityMetadata(
    LocalizedText Name, IReadOnlyList<string> Languages, string TimeZone, Box? Extent, string? PlaneCode, string? PlaneWkt)
{
    /// <summary>The time zone that a city keeps; UTC before it has one, or where this machine does not know it.</summary>
    public static TimeZoneInfo ZoneOf(CityMetadata? city) => city is not null && TimeZoneInfo.TryFindSystemTimeZoneById(city.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
}
