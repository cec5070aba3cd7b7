using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Distance;
using RiskMap.City.Proximity;

namespace RiskMap.City.Tests.Proximity;

public sealed class SiteOutlineTests
{
    static readonly WKTReader Wkt = new();

    [Fact]
    public void Distances_between_any_two_shapes_are_those_of_NetTopologySuite() => Seeded.ForEach(300, random =>
    {
        var (a, b) = (Shape(random), Shape(random));
        var distance = new SiteOutline(a).DistanceTo(new SiteOutline(b));

        distance.Metres.ShouldBe(DistanceOp.Distance(a, b), 1e-7, $"{a}\n{b}");
        // The end points lie on their sides, and are so far apart.
        DistanceOp.Distance(a, new Point(distance.From.X, distance.From.Y)).ShouldBeLessThan(1e-6);
        DistanceOp.Distance(b, new Point(distance.To.X, distance.To.Y)).ShouldBeLessThan(1e-6);
        Math.Sqrt(Math.Pow(distance.From.X - distance.To.X, 2) + Math.Pow(distance.From.Y - distance.To.Y, 2)).ShouldBe(distance.Metres, 1e-6);
    });

    [Fact]
    public void Within_agrees_with_the_distance() => Seeded.ForEach(300, random =>
    {
        var (a, b) = (new SiteOutline(Shape(random)), new SiteOutline(Shape(random)));
        var metres = a.DistanceTo(b).Metres;

        a.IsWithin(b, metres + 1e-6).ShouldBeTrue();
        b.IsWithin(a, metres + 1e-6).ShouldBeTrue();
        if (metres > 1e-5) a.IsWithin(b, metres - 1e-6).ShouldBeFalse();
    });

    [Theory]
    [InlineData("POINT (0 0)", "POINT (3 4)", 5)]
    [InlineData("POINT (5 5)", "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", 0)]
    [InlineData("POINT (5 5)", "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 8 2, 8 8, 2 8, 2 2))", 3)]
    [InlineData("POLYGON ((4 4, 6 4, 6 6, 4 6, 4 4))", "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 8 2, 8 8, 2 8, 2 2))", 2)]
    [InlineData("POLYGON ((4 4, 6 4, 6 6, 4 6, 4 4))", "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", 0)]
    [InlineData("LINESTRING (0 0, 10 10)", "LINESTRING (0 10, 10 0)", 0)]
    [InlineData("LINESTRING (0 0, 10 0)", "LINESTRING (10 0, 20 5)", 0)]
    [InlineData("LINESTRING (0 0, 10 0)", "LINESTRING (2 3, 8 3)", 3)]
    [InlineData("MULTIPOINT ((0 0), (20 0))", "POINT (17 4)", 5)]
    [InlineData("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((30 0, 31 0, 31 1, 30 1, 30 0)))", "POLYGON ((29 -5, 40 -5, 40 5, 29 5, 29 -5))", 0)]
    public void Distances_go_from_edge_to_edge(string from, string to, double metres)
    {
        new SiteOutline(Wkt.Read(from)).DistanceTo(new SiteOutline(Wkt.Read(to))).Metres.ShouldBe(metres, 1e-12);
        new SiteOutline(Wkt.Read(to)).DistanceTo(new SiteOutline(Wkt.Read(from))).Metres.ShouldBe(metres, 1e-12);
    }

    [Fact]
    public void A_point_with_a_boundary_is_measured_from_the_boundary()
    {
        var site = new SiteOutline(-100, -100, Wkt.Read("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))"));

        site.MeasuredFrom.ShouldBe("boundary");
        site.DistanceTo(new SiteOutline(15, 5)).Metres.ShouldBe(5);
        site.DistanceTo(new SiteOutline(15, 5)).From.ShouldBe((10, 5));
    }

    static Geometry Shape(Random random)
    {
        var (x, y) = (620_000 + random.Between(0, 300), 2_720_000 + random.Between(0, 300));
        return random.Next(5) switch
        {
            0 => new Point(x, y),
            1 => Line(random, x, y),
            2 => new MultiPolygon([Star(random, x, y, 40), Star(random, x + 120, y, 40)]),
            3 => new Polygon((LinearRing)Star(random, x, y, 100).ExteriorRing, [(LinearRing)Star(random, x, y, 30).ExteriorRing]),
            _ => Star(random, x, y, random.Between(5, 150)),
        };
    }

    static LineString Line(Random random, double x, double y) =>
        new([.. Enumerable.Range(0, random.Next(2, 40)).Select(i => new Coordinate(x + (i * 5), y + random.Between(-30, 30)))]);

    static Polygon Star(Random random, double x, double y, double most)
    {
        var corners = random.Next(3, 60);
        var ring = Enumerable.Range(0, corners).Select(i => (Angle: i * 2 * Math.PI / corners, Radius: most * random.Between(0.6, 1)))
            .Select(corner => new Coordinate(x + (corner.Radius * Math.Cos(corner.Angle)), y + (corner.Radius * Math.Sin(corner.Angle)))).ToList();
        return new Polygon(new LinearRing([.. ring, ring[0].Copy()]));
    }
}
