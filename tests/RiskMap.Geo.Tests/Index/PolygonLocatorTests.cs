using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.Geo.Tests.Index;

public class PolygonLocatorTests
{
    static readonly WKTReader Wkt = new();

    [Fact]
    public void A_position_lies_in_the_polygon_that_holds_it_and_not_in_its_hole()
    {
        var locator = Locator("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 6 4, 6 6, 4 6, 4 4))", "POLYGON ((10 0, 20 0, 20 10, 10 10, 10 0))");

        locator.Find(1, 1).ShouldBe(0);
        locator.Find(5, 5).ShouldBe(-1);
        locator.Find(15, 5).ShouldBe(1);
        locator.Find(25, 5).ShouldBe(-1);
        locator.Find(double.NaN, 5).ShouldBe(-1);
    }

    [Fact]
    public void A_position_on_a_shared_border_lies_in_exactly_one_of_the_two()
    {
        var locator = Locator("POLYGON ((0 0, 7 0, 10 3.3, 7.7 10, 0 10, 0 0))", "POLYGON ((7 0, 20 0, 20 10, 7.7 10, 10 3.3, 7 0))");
        Seeded.ForEach(200, random =>
        {
            var at = random.NextDouble();
            var (x, y) = (7 + (3 * at), 3.3 * at);
            locator.Find(x, y).ShouldBeInRange(0, 1);
        });
    }

    [Fact]
    public void The_first_polygon_wins_where_polygons_overlap()
    {
        Locator("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", "POLYGON ((5 0, 15 0, 15 10, 5 10, 5 0))").Find(7, 5).ShouldBe(0);
    }

    [Fact]
    public void No_polygons_hold_nothing() => Locator().Find(0, 0).ShouldBe(-1);

    [Fact]
    public void Random_stars_answer_as_NetTopologySuite_does()
    {
        Seeded.ForEach(20, random =>
        {
            var stars = Enumerable.Range(0, 6).Select(i => Star(random, random.Between(0, 100), random.Between(0, 100), 3 + random.Next(60))).ToArray();
            var column = Column(stars);
            var locator = PolygonLocator.Build(column, Enumerable.Range(0, stars.Length).ToList());
            for (var i = 0; i < 2000; i++)
            {
                var point = new Point(random.Between(-10, 110), random.Between(-10, 110));
                var expected = Array.FindIndex(stars, star => star.Contains(point));
                locator.Find(point.X, point.Y).ShouldBe(expected);
            }
        });
    }

    static Geometry Star(Random random, double x, double y, int corners)
    {
        var ring = Enumerable.Range(0, corners).Select(i =>
        {
            var (angle, radius) = (i * 2 * Math.PI / corners, random.Between(2, 30));
            return new Coordinate(x + (radius * Math.Cos(angle)), y + (radius * Math.Sin(angle)));
        }).ToList();
        ring.Add(ring[0].Copy());
        return new Polygon(new LinearRing([.. ring]));
    }

    static PolygonLocator Locator(params string[] wkt) =>
        PolygonLocator.Build(Column([.. wkt.Select(Wkt.Read)]), Enumerable.Range(0, wkt.Length).ToList());

    static GeometryColumn Column(Geometry[] geometries)
    {
        var builder = new GeometryColumnBuilder(geometries.Length);
        foreach (var geometry in geometries)
            builder.Add(geometry);
        return builder.Build();
    }
}
