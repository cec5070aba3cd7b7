using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Sources.Demo.Rows;

/// <summary>Rows of districts, parks and zones.</summary>
static class AreaRows
{
    public static IEnumerable<Feature> OfDistricts(DemoWorld world)
    {
        var district = world.Plan.District;
        yield return world.Row(Districts.Schema, district.Code, world.Outline.District,
            ("name", district.Zh), ("code", district.Code), ("level", "district"), ("parentCode", district.ParentCode));
        foreach (var town in world.Outline.Towns)
        {
            yield return world.Row(Districts.Schema, town.Plan.Code, town.Area,
                ("name", town.Plan.Zh), ("code", town.Plan.Code), ("level", "town"), ("parentCode", district.Code));
        }
    }

    public static IEnumerable<Feature> OfParks(DemoWorld world) => world.Settlements.Parks.Select(park => world.Row(
        Parks.Schema, park.Code, world.Board.ToPolygon(park.Frame.Corners()),
        ("name", park.Zh), ("address", world.Address(park.Town, "")), ("code", park.Code), ("kind", park.Kind), ("operator", park.Operator)));

    public static IEnumerable<Feature> OfZones(DemoWorld world) => world.Plan.Zones.Select(zone => world.Row(
        Zones.Schema, zone.Code, Area(world, zone),
        ("name", zone.Zh), ("restriction", zone.Restriction), ("landUse", zone.LandUse),
        ("industryPrefixes", zone.IndustryPrefixes is { } prefixes ? DemoLists.Of(prefixes) : null),
        ("chemicals", zone.Chemicals is { } chemicals ? DemoLists.Of(chemicals) : null),
        ("clause", zone.Clause), ("validFrom", zone.ValidFrom), ("validTo", zone.ValidTo)));

    // A zone is a whole town, the whole district, or a rectangle clipped to the land.
    static Geometry Area(DemoWorld world, ZonePlan zone)
    {
        if (zone.Town is { } code)
            return world.Outline.Towns.Single(town => town.Plan.Code == code).Area;
        if (zone.Centre is null)
            return world.Outline.District;
        var along = new Geography.DrawingPoint(zone.Heading![0], zone.Heading[1]).Direction;
        var frame = new Geography.Frame(world.Board.FromDegrees(zone.Centre), along, zone.SizeMetres![0], zone.SizeMetres[1]);
        return Clipped.ToLand(world, world.Board.ToPolygon(frame.Corners()));
    }
}

/// <summary>Polygons cut to the district.</summary>
static class Clipped
{
    /// <summary>The part of a polygon on land: polygons only; empty when there is none.</summary>
    public static Geometry ToLand(DemoWorld world, Polygon polygon)
    {
        var part = OverlayNGRobust.Overlay(world.Outline.District, polygon, SpatialFunction.Intersection);
        var polygons = Enumerable.Range(0, part.NumGeometries).Select(part.GetGeometryN).OfType<Polygon>().ToArray();
        return polygons.Length == 1 ? polygons[0] : Geography.DrawingBoard.Factory.CreateMultiPolygon(polygons);
    }
}
