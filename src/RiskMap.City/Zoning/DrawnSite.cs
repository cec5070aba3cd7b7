using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;
using RiskMap.City.Model;
using RiskMap.City.Proximity;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Zoning;

/// <summary>A site as it was drawn, checked: one whole polygon inside the city. Immutable; made by <see cref="Of"/>.</summary>
/// <param name="LonLat">The polygon in longitude and latitude (CRS84).</param>
/// <param name="Metric">The polygon in the metric plane, metres.</param>
public sealed record DrawnSite(Polygon LonLat, Geometry Metric)
{
    /// <summary>The site, to be measured.</summary>
    public SiteOutline Outline => new(Metric);

    /// <summary>A site from its geometry in longitude and latitude.</summary>
    /// <param name="city">The city that it must lie in.</param>
    /// <param name="lonLat">The drawn polygon (CRS84), or null when none was drawn.</param>
    /// <param name="member">Name of the input, for the message.</param>
    /// <exception cref="QuestionException">Missing, no polygon, self-crossing, with a hole, tiny or huge, or outside the city.</exception>
    public static DrawnSite Of(CitySnapshot city, Geometry? lonLat, string member = "site")
    {
        if (lonLat is null)
            throw Wrong(member, null, ("没有给出地块", "no site was given"), ("请给出 GeoJSON 多边形", "give a GeoJSON polygon"));
        if (lonLat is not Polygon { IsEmpty: false } polygon)
            throw Wrong(member, lonLat.GeometryType, ("应为一个多边形", "one polygon is expected"), ("请画一个地块", "draw one parcel"));
        if (new IsValidOp(polygon).ValidationError is { } error)
            throw Wrong(member, FormattableString.Invariant($"{error.Coordinate?.X:0.######}, {error.Coordinate?.Y:0.######}"),
                ("多边形自相交或不闭合", $"the polygon is not whole: {error.Message.ToLowerInvariant()}"), ("请重新绘制，边界不得相交", "draw it again; its border must not cross itself"));
        if (polygon.NumInteriorRings > 0)
            throw Wrong(member, null, ("地块中有洞", "the parcel has a hole"), ("请画不带洞的地块；需要时分为几个地块", "draw it without a hole, as several parcels if need be"));
        RequireInside(city, polygon, member);
        var site = new DrawnSite(polygon, city.Plane.Project(polygon));
        RequireSize(site.Metric.Area, member);
        return site;
    }

    static void RequireInside(CitySnapshot city, Polygon polygon, string member)
    {
        if (city.City?.Extent is not { } extent)
            return;
        var box = polygon.EnvelopeInternal;
        if (box.MinX < extent.MinX || box.MinY < extent.MinY || box.MaxX > extent.MaxX || box.MaxY > extent.MaxY)
            throw Wrong(member, FormattableString.Invariant($"{box.MinX:0.#####}, {box.MinY:0.#####}, {box.MaxX:0.#####}, {box.MaxY:0.#####}"),
                ("地块不在本市范围内", "the parcel does not lie in the city"),
                Working.Text($"本市范围为经度 {extent.MinX}–{extent.MaxX}、纬度 {extent.MinY}–{extent.MaxY}（先经度后纬度）",
                    $"the city reaches from {extent.MinX} to {extent.MaxX} east and {extent.MinY} to {extent.MaxY} north; longitude comes first"));
    }

    static void RequireSize(double squareMetres, string member)
    {
        var limits = SitingTable.Default.Site;
        if (!(squareMetres >= limits.LeastSquareMetres && squareMetres <= limits.MostSquareMetres))
            throw Wrong(member, FormattableString.Invariant($"{squareMetres:0.###} m²"),
                Working.Text($"地块面积 {squareMetres:0.###} m² 不合理", $"a parcel of {squareMetres:0.###} m² makes no sense"),
                Working.Text($"请画 {limits.LeastSquareMetres}–{limits.MostSquareMetres} m² 的地块", $"draw one of {limits.LeastSquareMetres} to {limits.MostSquareMetres} m²"));
    }

    static QuestionException Wrong(string member, string? value, LocalizedText reason, LocalizedText remedy) => new(member, value, reason, remedy);
}
