using RiskMap.Routing.Costing;
using RiskMap.Routing.Graph;
using RiskMap.Routing.Search;
using RiskMap.Routing.Tests.Support;
using static RiskMap.Routing.Tests.Support.TestProfiles;

namespace RiskMap.Routing.Tests.Search;

public class SnappingTests
{
    [Fact]
    public void The_nearest_place_on_the_nearest_usable_edge_is_found()
    {
        var map = new AsciiMap("""
            A---------B
            P---------Q
            """).Road("AB").Road("PQ", new RoadTraits("path"));

        var position = Snapping.Snap(map.For(Car).Costs, 300, -90, 200)!.Value;
        position.SnapMetres.ShouldBe(90, 1e-9);
        (position.X, position.Y).ShouldBe((300.0, 0.0));
        Math.Min(position.Fraction, 1 - position.Fraction).ShouldBe(0.3, 1e-9);
        Snapping.Snap(map.For(Foot).Costs, 300, -90, 200)!.Value.SnapMetres.ShouldBe(10, 1e-9);
        Snapping.Snap(map.For(Car).Costs, 300, -250, 200).ShouldBeNull();
        Snapping.Snap(map.For(Car).Costs, 300, 200, 200)!.Value.SnapMetres.ShouldBe(200, 1e-9);
    }

    [Fact]
    public void It_equals_a_search_over_all_edges() => Seeded.ForEach(30, random =>
    {
        var city = new RandomCity(random, 6, hasTurns: false);
        var costs = new RoadNetwork(city.Graph).Costs(Car);
        for (var i = 0; i < 30; i++)
        {
            var place = new NetTopologySuite.Geometries.Point(random.Between(-400, 1600), random.Between(-400, 1600));
            var nearest = Enumerable.Range(0, city.Graph.EdgeCount).Where(costs.IsUsable).Select(edge => LineOf(city.Graph, edge).Distance(place)).DefaultIfEmpty(double.PositiveInfinity).Min();
            var found = Snapping.Snap(costs, place.X, place.Y, 500);
            if (nearest > 500)
                found.ShouldBeNull();
            else
                found!.Value.SnapMetres.ShouldBe(nearest, 1e-9);
        }
    });

    static NetTopologySuite.Geometries.LineString LineOf(RoadGraph graph, int edge) => new(
        [.. graph.ShapeX(edge).ToArray().Zip(graph.ShapeY(edge).ToArray(), (x, y) => new NetTopologySuite.Geometries.Coordinate(x, y))]);
}
