using RiskMap.City.Model;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Query;

/// <summary>
/// The coordinate systems in which a city's features are told and taken: longitude and latitude (CRS84, EPSG:4326, 4490), web mercator, and of the
/// projected systems known by code those that the city lies in. A zone at the other end of the world would give numbers that mean nothing. Thread-safe.
/// </summary>
public static class ServedSystems
{
    static readonly CoordinateSystem[] Everywhere =
        [CoordinateSystem.Crs84, CoordinateSystem.FromEpsg(4326), CoordinateSystem.FromEpsg(3857), CoordinateSystem.FromEpsg(4490)];

    // CGCS2000 zones of Gauss and Kruger, and UTM north and south (the design's section 3).
    static readonly CoordinateSystem[] Zones = [.. new[] { (4491, 4554), (32601, 32660), (32701, 32760) }
        .SelectMany(range => Enumerable.Range(range.Item1, range.Item2 - range.Item1 + 1)).Select(CoordinateSystem.FromEpsg)];

    // From the equator to a pole, by the metre's first definition: what lies beyond is the other hemisphere, or the other side of the world.
    const double QuadrantMetres = 10_000_000;

    static volatile Known _known = new(Box.Empty, Everywhere);

    /// <summary>The systems of a city; CRS84 is the first, and the one that features are stored in.</summary>
    public static IReadOnlyList<CoordinateSystem> Of(CityMetadata? city)
    {
        if (city?.Extent is not { IsEmpty: false } extent) return Everywhere;
        var known = _known;
        if (known.Extent != extent) _known = known = new(extent, [.. Everywhere, .. Zones.Where(zone => Holds(zone, extent))]);
        return known.Systems;
    }

    static bool Holds(CoordinateSystem zone, Box extent) =>
        Holds(zone, extent.MinX, extent.MinY) && Holds(zone, extent.MaxX, extent.MinY) && Holds(zone, extent.MinX, extent.MaxY) && Holds(zone, extent.MaxX, extent.MaxY);

    static bool Holds(CoordinateSystem zone, double longitude, double latitude)
    {
        var (x, y) = zone.FromLonLat(longitude, latitude);
        return zone.Bounds.Contains(x, y) && y is >= 0 and <= QuadrantMetres;
    }

    sealed record Known(Box Extent, IReadOnlyList<CoordinateSystem> Systems);
}
