using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using RiskMap.Geo.Geometries;
using RiskMap.Routing.Costing;
using RiskMap.Routing.Search;
using RiskMap.Routing.Tests.Support;

namespace RiskMap.Routing.Tests.Search;

/// <summary>The outline of reached roads: which cells it takes in, and how it is drawn around them.</summary>
public sealed class OutlineTests
{
    const double Border = 1e-6;

    [Fact]
    public void Cells_are_inside_just_where_their_centre_lies_near_a_line() => Seeded.ForEach(20, random =>
    {
        var (cell, reach) = (random.Next(4, 30), random.Next(6, 80));
        int[] vertices = [.. Enumerable.Range(0, random.Next(2, 6))];
        double[] x = [.. vertices.Select(_ => (double)random.Next(600))];
        double[] y = [.. vertices.Select(_ => (double)random.Next(600))];
        // A vertex may come twice, and a stretch run along an axis.
        (x[^1], y[^1]) = random.OneOf((x[^1], y[^1]), (x[^2], y[^2]), (x[^1], y[^2]), (x[^2], y[^1]));
        var line = x.Zip(y, (atX, atY) => new Coordinate(atX, atY)).ToArray();
        var cells = new CellGrid(Box.Of(x, y).Expand(reach + (2 * cell)), cell);
        cells.FillNear(x, y, reach);

        for (var row = 0; row < cells.Height; row++)
        {
            for (var column = 0; column < cells.Width; column++)
            {
                var metres = DistanceComputer.PointToSegmentString(cells.Place(column, row), line);
                if (Math.Abs(metres - reach) > Border)
                    cells.IsInside(column, row).ShouldBe(metres < reach, $"{cells.Place(column, row)} lies {metres} m from the line");
            }
        }
    });

    [Theory]
    [InlineData(3, 5)]
    [InlineData(25, 50)]
    public void The_area_holds_just_the_cell_centres_near_reached_roads(double cell, double reach) => Seeded.ForEach(6, random =>
    {
        var city = new RandomCity(random, 6, hasTurns: false);
        var costs = new RoadNetwork(city.Graph).Costs(TestProfiles.Car);
        var roads = Isochrones.Reached(new TravelConditions(costs), city.AnyPlace(random).Position, 40).Roads;
        var lines = roads.Select(road => LineOf(city, road)).ToList();
        var area = Outline.Of(city.Graph, roads, new OutlineRules(cell, reach));

        area.IsValid.ShouldBeTrue();
        var box = area.EnvelopeInternal.Copy();
        box.ExpandBy(2 * cell);
        for (var i = 0; i < 400; i++)
        {
            var centre = new Coordinate(CentreNear(box.MinX + (random.NextDouble() * box.Width)), CentreNear(box.MinY + (random.NextDouble() * box.Height)));
            var metres = lines.Min(line => DistanceComputer.PointToSegmentString(centre, line));
            if (Math.Abs(metres - reach) > Border)
                area.Covers(new Point(centre)).ShouldBe(metres < reach, $"{centre} lies {metres} m from the roads");
        }
        area.Geometries.Cast<Polygon>().SelectMany(polygon => polygon.InteriorRings.Append(polygon.ExteriorRing)).ShouldAllBe(ring => HasNoNeedlessPoint(ring.Coordinates));

        double CentreNear(double place) => (Math.Floor(place / cell) + 0.5) * cell;
    });

    static Coordinate[] LineOf(RandomCity city, ReachedRoad road)
    {
        var (x, y) = (new List<double>(), new List<double>());
        Shapes.Append(city.Graph, road.Edge, road.From, road.To, x, y);
        return [.. x.Zip(y, (atX, atY) => new Coordinate(atX, atY))];
    }

    static bool HasNoNeedlessPoint(Coordinate[] ring) => Enumerable.Range(0, ring.Length - 1)
        .All(i => Orientation.Index(ring[i == 0 ? ring.Length - 2 : i - 1], ring[i], ring[i + 1]) != OrientationIndex.Collinear);
}
