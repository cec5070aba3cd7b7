using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles.Internal;

namespace RiskMap.Geo.Tests.Tiles;

public sealed class RingContactTests
{
    [Theory]
    [InlineData("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))", true)]
    [InlineData("POLYGON ((0 0, 9 9, 9 0, 0 9, 0 0))", false)]
    [InlineData("POLYGON ((0 0, 9 0, 5 5, 9 9, 0 9, 5 5, 0 0))", false)]
    [InlineData("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 2 4, 4 4, 2 2))", true)]
    [InlineData("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 2, 2 4, 4 4, 0 2))", false)]
    [InlineData("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (12 2, 12 4, 14 4, 12 2))", false)]
    [InlineData("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 8, 8 8, 8 1, 1 1), (2 2, 2 4, 4 4, 2 2))", false)]
    [InlineData("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 2 4, 4 4, 2 2), (1 1, 1 8, 8 8, 8 1, 1 1))", false)]
    [InlineData("MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((20 0, 29 0, 29 9, 20 0), (26 2, 28 2, 28 4, 26 2)))", true)]
    [InlineData("MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((2 2, 4 2, 4 4, 2 2)))", false)]
    [InlineData("MULTIPOLYGON (((2 2, 4 2, 4 4, 2 2)), ((0 0, 9 0, 9 9, 0 9, 0 0)))", false)]
    [InlineData("MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((20 0, 29 0, 29 9, 20 0), (2 2, 4 2, 4 4, 2 2)))", false)]
    public void Rings_that_touch_cross_or_lie_wrongly_are_seen(string wkt, bool surelyValid) =>
        new RingContact().IsSurelyValid(Rings((Geometry)new WKTReader().Read(wkt))).ShouldBe(surelyValid);

    [Fact]
    public void What_is_surely_valid_is_valid_for_NTS() => Seeded.ForEach(2000, random =>
    {
        Coordinate[] Triangle(int size)
        {
            var (x, y) = (random.Next(20), random.Next(20));
            Coordinate[] corners = [new(x, y), new(x + 1 + random.Next(size), y + random.Next(3)), new(x + random.Next(3), y + 1 + random.Next(size))];
            return [.. corners, corners[0].Copy()];
        }

        var polygon = new Polygon(new LinearRing(Triangle(40)), [.. Enumerable.Range(0, random.Next(3)).Select(_ => new LinearRing(Triangle(6)))]);
        var geometry = random.Next(3) == 0 ? (Geometry)new MultiPolygon([polygon, new Polygon(new LinearRing(Triangle(10)))]) : polygon;
        var rings = Rings(geometry);
        // Cleaned rings have an area: that is what the check relies on.
        if (Enumerable.Range(0, rings.PartCount).Any(part => MvtGeometry.DoubleArea(rings.X(part), rings.Y(part)) == 0)) return;
        if (new RingContact().IsSurelyValid(rings)) geometry.IsValid.ShouldBeTrue(geometry.ToText());
    });

    static MvtGeometry Rings(Geometry polygons)
    {
        var rings = new MvtGeometry();
        rings.Clear(MvtGeometryType.Polygon);
        for (var i = 0; i < polygons.NumGeometries; i++)
        {
            var polygon = (Polygon)polygons.GetGeometryN(i);
            Add(polygon.ExteriorRing, shell: true);
            foreach (var hole in polygon.Holes) Add(hole, shell: false);
        }

        return rings;

        void Add(LineString ring, bool shell)
        {
            rings.BeginPart(shell);
            foreach (var c in ring.Coordinates.SkipLast(1)) rings.Add((int)c.X, (int)c.Y);
        }
    }
}
