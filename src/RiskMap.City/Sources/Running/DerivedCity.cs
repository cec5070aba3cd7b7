using System.Globalization;
using RiskMap.City.Model;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Sources.Running;

/// <summary>The city's metadata as the first import derives them, and as later ones extend them. Pure.</summary>
static class DerivedCity
{
    const double DegreesPerHour = 15;

    /// <summary>The metadata after an import, or null when they stay as they are.</summary>
    /// <param name="current">What the store has.</param>
    /// <param name="extent">Extent of the accepted rows.</param>
    /// <param name="grows">True when the extent may grow: the rows are districts, or there are none yet.</param>
    /// <param name="name">Name of the one top district, or null.</param>
    /// <param name="fileName">File name, for want of a better name.</param>
    public static CityMetadata? After(CityMetadata? current, Box extent, bool grows, string? name, string fileName)
    {
        if (extent.IsEmpty)
            return null;
        if (current is null)
        {
            var called = name ?? Path.GetFileNameWithoutExtension(fileName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? fileName[..^3] : fileName);
            return WithPlane(new CityMetadata((called, called), ["zh", "en"], ZoneOf(extent), extent, null, null), extent);
        }
        if (current.Extent is not { IsEmpty: false } known)
            return WithPlane(current with { Extent = extent }, extent);
        return grows && !known.Contains(extent) ? current with { Extent = known.Union(extent) } : null;
    }

    /// <summary>
    /// Time zone by place: where the metric plane is one of China's, China has one time; elsewhere the nautical zone of the longitude
    /// (its sign is turned round in the IANA names), which <c>riskmap init</c> can correct.
    /// </summary>
    public static string ZoneOf(Box extent)
    {
        if (Plane(extent)?.System.Epsg is not null)
            return "Asia/Shanghai";
        var hours = (int)Math.Round(extent.CentreX / DegreesPerHour, MidpointRounding.AwayFromZero);
        return hours == 0 ? "Etc/GMT" : string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{(hours > 0 ? "-" : "+")}{Math.Abs(hours)}");
    }

    /// <summary>What the report says about derived metadata.</summary>
    public static LocalizedText Notice(CityMetadata city) => (
        $"城市信息由本次导入得出：{city.Name.Zh}，时区 {city.TimeZone}，平面 {city.PlaneCode ?? "WKT"}；可用 riskmap init 更正",
        $"the city's metadata were derived from this import: {city.Name.En}, time zone {city.TimeZone}, metric plane {city.PlaneCode ?? "by WKT"}; correct them with riskmap init");

    static CityMetadata WithPlane(CityMetadata city, Box extent)
    {
        if (city.PlaneWkt is not null || Plane(extent) is not { } plane)
            return city;
        return city with { PlaneCode = plane.Code, PlaneWkt = plane.Wkt };
    }

    static MetricPlane? Plane(Box extent)
    {
        try
        {
            return MetricPlane.ForLocation(extent.CentreX, extent.CentreY);
        }
        catch (CrsException)
        {
            return null; // at a pole: the city stays without a plane, which `check` reports
        }
    }
}
