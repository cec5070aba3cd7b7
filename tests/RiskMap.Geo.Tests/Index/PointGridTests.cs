using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.Geo.Tests.Index;

public sealed class PointGridTests
{
    [Fact]
    public void Circles_hold_what_brute_force_and_the_STRtree_say() => Seeded.ForEach(80, random =>
    {
        var (x, y) = RandomPoints(random);
        var grid = PointGrid.Build(x, y);
        var rival = new STRtree<int>();
        for (var i = 0; i < x.Length; i++)
            if (!double.IsNaN(x[i])) rival.Insert(new Envelope(new Coordinate(x[i], y[i])), i);
        for (var q = 0; q < 40; q++)
        {
            var (qx, qy, radius) = (random.Next(-50, 1100), random.Next(-50, 1100), random.OneOf(0, 5, 50, 130.5, 500, 5000));
            bool Within(int i) => ((x[i] - qx) * (x[i] - qx)) + ((y[i] - qy) * (y[i] - qy)) <= radius * radius;
            var expected = Enumerable.Range(0, x.Length).Where(Within).ToArray();
            var found = new List<int>();
            grid.Within(qx, qy, radius, found);
            found.Sort();
            found.ShouldBe(expected);
            grid.CountWithin(qx, qy, radius).ShouldBe(expected.Length);
            rival.Query(new Envelope(qx - radius, qx + radius, qy - radius, qy + radius)).Count(Within).ShouldBe(expected.Length);
        }
    });

    [Fact]
    public void The_nearest_is_that_of_brute_force_with_the_lowest_row_among_equals() => Seeded.ForEach(80, random =>
    {
        var (x, y) = RandomPoints(random);
        var grid = PointGrid.Build(x, y);
        for (var q = 0; q < 40; q++)
        {
            var (qx, qy, limit) = (random.Next(-2000, 3000), random.Next(-2000, 3000), random.OneOf(3, 40, double.PositiveInfinity));
            double Distance(int i) => Math.Sqrt(((x[i] - qx) * (x[i] - qx)) + ((y[i] - qy) * (y[i] - qy)));
            var expected = Enumerable.Range(0, x.Length).Where(i => Distance(i) <= limit)
                .Select(i => new Neighbour(i, Distance(i))).OrderBy(n => n.Distance).ThenBy(n => n.Row)
                .FirstOrDefault(new Neighbour(-1, double.PositiveInfinity));
            grid.Nearest(qx, qy, limit).ShouldBe(expected);
        }
    });

    [Fact]
    public void A_point_at_exactly_the_radius_is_within()
    {
        var grid = PointGrid.Build([300, 0, 500], [400, 0, 0]);
        grid.CountWithin(0, 0, 500).ShouldBe(3);
        grid.CountWithin(0, 0, Math.BitDecrement(500)).ShouldBe(1);
        grid.CountWithin(0, 0, 0).ShouldBe(1);
    }

    [Fact]
    public void An_empty_grid_answers_nothing()
    {
        var grid = PointGrid.Build([double.NaN], [double.NaN]);
        (grid.Count, grid.CountWithin(0, 0, 1e9), grid.Nearest(0, 0).Row).ShouldBe((0, 0, -1));
    }

    [Fact]
    public void Wrong_use_is_refused_with_the_remedy()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => PointGrid.Build([1], [1]).CountWithin(0, 0, double.NaN));
        Should.Throw<ArgumentException>(() => PointGrid.Build([1, 2], [1]));
        var builder = new GeometryColumnBuilder();
        builder.Add(new LineString([new Coordinate(0, 0), new Coordinate(1, 1)]));
        Should.Throw<ArgumentException>(() => PointGrid.Build(builder.Build())).Message.ShouldContain("PackedRTree");
    }

    /// <summary>Whole numbers, so that distances tie and points lie on cell borders; some in a row, in clusters or on one spot.</summary>
    static (double[] X, double[] Y) RandomPoints(Random random)
    {
        var count = random.OneOf(1, 2, 10, 100, 1500);
        var (width, height) = (random.OneOf(0, 30, 1000), random.OneOf(0, 30, 1000));
        var (x, y) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            (x[i], y[i]) = (random.Next(width + 1), random.Next(height + 1));
            if (random.Next(15) == 0) (x[i], y[i]) = (double.NaN, double.NaN);
        }

        return (x, y);
    }
}
