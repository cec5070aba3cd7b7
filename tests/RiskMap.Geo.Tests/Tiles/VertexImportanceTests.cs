using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Simplify;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Tiles;

namespace RiskMap.Geo.Tests.Tiles;

public sealed class VertexImportanceTests
{
    [Fact]
    public void Lines_keep_the_vertices_that_NTS_Douglas_Peucker_keeps_at_every_tolerance() => Seeded.ForEach(60, random =>
    {
        var line = new LineString([.. Enumerable.Range(0, random.Next(2, 120)).Select(i => new Coordinate(i, random.Between(-5, 5)))]);
        var builder = new GeometryColumnBuilder();
        builder.Add(line);
        var importance = VertexImportance.Of(builder.Build());
        foreach (var tolerance in new[] { 0.05, 0.5, 2, 5 })
        {
            var kept = line.Coordinates.Where((_, i) => importance[i] > tolerance);
            kept.ShouldBe(DouglasPeuckerLineSimplifier.Simplify(line.Coordinates, tolerance));
        }
    });

    [Fact]
    public void A_ring_keeps_the_same_vertices_wherever_it_begins_and_whichever_way_it_runs() => Seeded.ForEach(60, random =>
    {
        var count = random.Next(4, 60);
        var vertices = Enumerable.Range(0, count).Select(i => new Coordinate(
            Math.Round(random.Between(5, 12) * Math.Cos(2 * Math.PI * i / count), 1), Math.Round(random.Between(5, 12) * Math.Sin(2 * Math.PI * i / count), 1))).ToList();
        Dictionary<Coordinate, float> ImportanceOf(int turn, bool reversed)
        {
            var ring = vertices.Skip(turn).Concat(vertices.Take(turn)).ToList();
            if (reversed) ring.Reverse();
            ring.Add(ring[0].Copy());
            var builder = new GeometryColumnBuilder();
            builder.Add(new Polygon(new LinearRing([.. ring])));
            var importance = VertexImportance.Of(builder.Build());
            importance[^1].ShouldBe(importance[0]);
            return ring.SkipLast(1).Select((c, i) => (c, i)).DistinctBy(p => p.c).ToDictionary(p => p.c, p => importance[p.i]);
        }

        if (vertices.Distinct().Count() < count) return;
        var expected = ImportanceOf(0, reversed: false);
        ImportanceOf(random.Next(count), reversed: false).ShouldBe(expected, ignoreOrder: true);
        ImportanceOf(random.Next(count), reversed: true).ShouldBe(expected, ignoreOrder: true);
    });

    [Fact]
    public void Corners_where_zones_meet_are_always_kept()
    {
        // Two zones share the border from (5 0) over (5 4) to (5 9): it begins and ends in nodes, its middle is on a straight line.
        var builder = new GeometryColumnBuilder();
        builder.Add(new WKTReader().Read("POLYGON ((0 0, 5 0, 5 4, 5 9, 0 9, 0 0))"));
        builder.Add(new WKTReader().Read("POLYGON ((5 0, 10 0, 10 9, 5 9, 5 4, 5 0))"));
        var column = builder.Build();
        var importance = VertexImportance.Of(column);
        float At(int row, double x, double y) => Enumerable.Range(column.PartStart(row), column.PartEnd(row) - column.PartStart(row))
            .Where(i => column.X[i] == x && column.Y[i] == y).Select(i => importance[i]).First();
        At(0, 5, 0).ShouldBe(float.PositiveInfinity);
        At(1, 5, 9).ShouldBe(float.PositiveInfinity);
        At(0, 5, 4).ShouldBe(0);
        At(1, 5, 4).ShouldBe(0);
    }

    [Fact]
    public void Points_have_none()
    {
        var builder = new GeometryColumnBuilder();
        builder.AddPoint(1, 1);
        VertexImportance.Of(builder.Build()).ShouldBeEmpty();
    }
}
