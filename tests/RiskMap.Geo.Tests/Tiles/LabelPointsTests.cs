using NetTopologySuite.Algorithm.Construct;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Tiles;

namespace RiskMap.Geo.Tests.Tiles;

public sealed class LabelPointsTests
{
    [Theory]
    [InlineData("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))")]
    [InlineData("POLYGON ((0 0, 10 0, 10 10, 9 10, 9 1, 0 1, 0 0))")]
    [InlineData("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (1 1, 1 9, 9 9, 9 1, 1 1))")]
    [InlineData("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((20 20, 30 20, 30 30, 20 30, 20 20)))")]
    public void A_name_stands_inside_as_far_from_the_border_as_NTS_finds(string wkt)
    {
        var polygon = new WKTReader().Read(wkt);
        var (x, y) = PointOf(polygon);
        var point = new Point(x, y);
        polygon.Contains(point).ShouldBeTrue();
        polygon.Boundary.Distance(point).ShouldBe(MaximumInscribedCircle.GetRadiusLine(polygon, 0.001).Length, 0.1);
    }

    [Fact]
    public void A_name_stands_inside_any_star() => Seeded.ForEach(60, random =>
    {
        var count = random.Next(5, 60);
        var ring = Enumerable.Range(0, count).Select(i => (Angle: 2 * Math.PI * i / count, Radius: random.Between(3, 12)))
            .Select(spoke => new Coordinate(spoke.Radius * Math.Cos(spoke.Angle), spoke.Radius * Math.Sin(spoke.Angle))).ToList();
        var star = new Polygon(new LinearRing([.. ring, ring[0].Copy()]));
        var (x, y) = PointOf(star);
        star.Contains(new Point(x, y)).ShouldBeTrue();
        star.Boundary.Distance(new Point(x, y)).ShouldBe(MaximumInscribedCircle.GetRadiusLine(star, 0.001).Length, 0.15);
    });

    [Theory]
    [InlineData("POLYGON ((0 0, 10 0, 20 0, 0 0))")]
    [InlineData("POLYGON ((3 4, 3 4, 3 4, 3 4))")]
    public void A_polygon_without_area_has_its_name_on_itself(string wkt)
    {
        var polygon = new WKTReader().Read(wkt);
        var (x, y) = PointOf(polygon);
        polygon.EnvelopeInternal.Contains(x, y).ShouldBeTrue();
    }

    [Fact]
    public void Only_polygons_have_names_to_place()
    {
        var builder = new GeometryColumnBuilder();
        builder.Add(new WKTReader().Read("LINESTRING (0 0, 1 1)"));
        builder.Add(new WKTReader().Read("POLYGON ((0 0, 1 0, 1 1, 0 0))"));
        var points = LabelPoints.Of(builder.Build());
        (points.IsEmpty(0), points.IsEmpty(1)).ShouldBe((true, false));
    }

    static (double X, double Y) PointOf(Geometry polygon)
    {
        var builder = new GeometryColumnBuilder();
        builder.Add(polygon);
        return LabelPoints.Of(builder.Build(), 0);
    }
}
