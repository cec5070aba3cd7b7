using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk.MajorHazard;

/// <summary>
/// Permanent residents around a site, outside its boundary (GB 18218-2018, 4.3 and table 5), from the population layer: the residents of a cell or
/// polygon count by the share of its area that lies within. Pure, thread-safe.
/// </summary>
public static class Residents
{
    static readonly int Field = Population.Schema.IndexOf("residents");

    /// <summary>Residents at most so many metres outside a site in the metric plane, from its boundary where it has one, else from its point.</summary>
    public static ResidentsAround Within(CitySnapshot city, SiteOutline site, double metres)
    {
        var cells = Sites.Of(city, "population");
        var around = Ring(site, metres);
        if (cells.Count == 0)
            return Unknown(site, metres, ("没有人口图层，周边常住人口无数据", "there is no population layer, so the residents around are not known"));
        var near = new List<int>();
        cells.Within(site, metres, near);
        if (near.Count == 0 && !Reaches(city, around))
            return Unknown(site, metres, ("人口图层不含此处，周边常住人口无数据", "the population layer does not reach here, so the residents around are not known"));
        return Sum(site, metres, around, near.Select(cell => Share(cells.Feature(cell), cells.Outline(cell).Geometry, around)).Where(share => share.Within > 0).ToList());
    }

    /// <summary>The residents that a caller names: nothing is measured.</summary>
    internal static ResidentsAround Given(double count, double metres) => new(count, count, metres, "given", null, [], []);

    /// <summary>Residents that cannot be known.</summary>
    internal static ResidentsAround Unknown(SiteOutline? site, double metres, LocalizedText reason) =>
        new(null, 0, metres, site?.MeasuredFrom ?? "nothing", site is null ? null : 0, [], [reason]);

    /// <summary>What lies within so many metres of the site, and outside it.</summary>
    internal static Geometry Ring(SiteOutline site, double metres)
    {
        var around = site.Geometry.Buffer(metres, MajorHazardTables.Default.PopulationShares.QuadrantSegments);
        return site.HasShape ? OverlayNGRobust.Overlay(around, site.Geometry, NetTopologySuite.Operation.Overlay.SpatialFunction.Difference) : around;
    }

    static ResidentsAround Sum(SiteOutline site, double metres, Geometry ring, List<(ResidentShare Row, double Within)> shares)
    {
        var uncounted = shares.Count(share => share.Row.Residents is null);
        var count = shares.Sum(share => share.Row.Count ?? 0);
        IReadOnlyList<LocalizedText> missing = uncounted == 0 ? [] :
            [($"周边 {uncounted} 个人口单元没有常住人口数", $"{uncounted} population areas around have no number of residents")];
        return new(uncounted == 0 ? count : null, count, metres, site.MeasuredFrom, Math.Min(1, shares.Sum(share => share.Within) / ring.Area), [.. shares.Select(share => share.Row)], missing);
    }

    static (ResidentShare Row, double Within) Share(FeatureRef cell, Geometry area, Geometry ring)
    {
        var within = OverlayNGRobust.Overlay(area, ring, NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection).Area;
        var share = area.Area > 0 ? Math.Min(1, within / area.Area) : 0;
        double? residents = cell.IsNull(Field) ? null : cell.Number(Field);
        return (new(cell.Id, cell.Name, residents, share, residents * share), within);
    }

    // Grids leave out cells where nobody lives: within the extent of the layer a gap means nobody, beyond it nobody counted.
    static bool Reaches(CitySnapshot city, Geometry ring)
    {
        var box = city.Plane.Unproject(ring).EnvelopeInternal;
        return city.Layer("population").Extent.Intersects(new(box.MinX, box.MinY, box.MaxX, box.MaxY));
    }
}

/// <summary>Residents around a site.</summary>
/// <param name="Count">Residents; a fraction where areas lie partly within; null when they are not known.</param>
/// <param name="AtLeast">Residents of the areas whose number is known.</param>
/// <param name="WithinMetres">How far around, metres.</param>
/// <param name="From"><c>boundary</c>, <c>point</c>, <c>given</c> by the caller, or <c>nothing</c> when there is no place to measure from.</param>
/// <param name="CoveredShare">Share of the ring that population areas cover, 0–1; null when nothing was measured.</param>
/// <param name="Rows">The population areas with their shares.</param>
/// <param name="Missing">What is not known.</param>
public sealed record ResidentsAround(
    double? Count, double AtLeast, double WithinMetres, string From, double? CoveredShare, IReadOnlyList<ResidentShare> Rows, IReadOnlyList<LocalizedText> Missing);

/// <summary>A population area and its share.</summary>
/// <param name="Id">Feature id in the population layer.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Residents">Its residents, or null when missing.</param>
/// <param name="Share">Share of its area that lies within, 0–1.</param>
/// <param name="Count">Residents × share.</param>
public sealed record ResidentShare(long Id, string? Name, double? Residents, double Share, double? Count);
