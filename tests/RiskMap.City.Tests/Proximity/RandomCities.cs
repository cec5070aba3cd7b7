using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Proximity;

/// <summary>Small cities by chance: enterprises and places of which some have boundaries, zones with and without holes, roads, population cells.</summary>
static class RandomCities
{
    /// <summary>Edge of the square that the features stand in, metres.</summary>
    public const double Edge = 4000;

    /// <summary>A city; a few enterprises were edited after it was loaded, so that rows of both blocks are asked.</summary>
    public static CitySnapshot Make(Random random, int points = 120)
    {
        var city = SmallCity([
            .. Points("enterprises", random, points), .. Boundaries("enterprises", random, points, 0), .. Points("places", random, points / 2), .. Boundaries("places", random, points / 2, 10_000),
            .. Points("confined-spaces", random, points), .. Zones(random), .. Roads(random), .. Cells(random),
        ]);
        var moved = Enumerable.Range(1, points / 10).Select(i => At("enterprises", (i * 7) % points + 1, random.Between(0, Edge), random.Between(0, Edge))).DistinctBy(feature => feature.Id).ToList();
        return city.Imagine("enterprises", moved, [points / 2]);
    }

    /// <summary>A polygon with a crooked border around a position, metres from the corner of the test city.</summary>
    public static Polygon Star(Random random, double east, double north, double least, double most, int corners = 9)
    {
        var ring = Enumerable.Range(0, corners).Select(i => (Angle: i * 2 * Math.PI / corners, Radius: random.Between(least, most)))
            .Select(corner => (east + (corner.Radius * Math.Cos(corner.Angle)), north + (corner.Radius * Math.Sin(corner.Angle)))).ToList();
        return new Polygon(new LinearRing([.. ring.Append(ring[0]).Select(OnEarth)]));
    }

    static IEnumerable<(string, Feature)> Points(string layer, Random random, int count) => Enumerable.Range(1, count)
        .Select(id => (layer, At(layer, id, random.Between(0, Edge), random.Between(0, Edge), layer == "places" ? [("capacityDay", random.Next(3) == 0 ? null : random.Next(500))] : [])));

    static IEnumerable<(string, Feature)> Boundaries(string layer, Random random, int count, long firstId) => Enumerable.Range(1, count).Where(_ => random.Next(4) == 0)
        .Select(id => ("site-boundaries", Feature("site-boundaries", firstId + id, null, ("ofLayer", layer), ("ofKey", $"{layer}-{id}"))
            with
        { Geometry = Star(random, random.Between(0, Edge), random.Between(0, Edge), 20, 220, random.Next(4, 40)) }));

    static IEnumerable<(string, Feature)> Zones(Random random) => Enumerable.Range(1, 20).Select(id =>
    {
        var (east, north) = (random.Between(0, Edge), random.Between(0, Edge));
        var shell = Star(random, east, north, 200, 500, 20);
        var holes = random.Next(2) == 0 ? [] : new[] { (LinearRing)Star(random, east, north, 40, 150).ExteriorRing };
        return ("zones", Feature("zones", id, null) with { Geometry = new Polygon((LinearRing)shell.ExteriorRing, holes) });
    });

    static IEnumerable<(string, Feature)> Roads(Random random) => Enumerable.Range(1, 30).Select(id => ("roads", Feature("roads", id, null) with
    {
        Geometry = new LineString([.. Enumerable.Range(0, random.Next(2, 30)).Select(_ => OnEarth((random.Between(0, Edge), random.Between(0, Edge))))]),
    }));

    static IEnumerable<(string, Feature)> Cells(Random random) => Enumerable.Range(0, 64).Select(i => ("population", Area(
        "population", i + 1, (i % 8 * 500, i / 8 * 500, (i % 8 * 500) + 500, (i / 8 * 500) + 500), ("residents", random.Next(5) == 0 ? null : (double)random.Next(1000)))));

    static Coordinate OnEarth((double East, double North) metres)
    {
        var (longitude, latitude) = TestPlane.Unproject(620_000 + metres.East, 2_720_000 + metres.North);
        return new(longitude, latitude);
    }
}
