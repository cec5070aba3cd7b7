using RiskMap.Routing.Search;
using RiskMap.Routing.Tests.Support;

namespace RiskMap.Routing.Tests.Search;

/// <summary>What one bounded search reaches is what single routes say, to the millisecond.</summary>
public class ReachedPlacesTests
{
    [Fact]
    public void Places_are_reached_along_the_roads_at_junctions_and_on_the_starts_own_road()
    {
        var map = new AsciiMap("""
            A----B----C
                 |
                 D
            """).Roads("ABC", "BD");
        var conditions = map.For(TestProfiles.Car);
        (double X, double Y)[] places = [map.At('A'), map.Between('A', 'B', 0.4), map.At('B'), map.At('C'), map.At('D'), (0, 5000)];

        var reached = Within(conditions, map.Between('A', 'B', 0.8), places, 60);

        // 36 km/h: 100 m in 10 s. C lies 600 m away, the last beside no road.
        reached.ShouldBe([(0, 40), (1, 20), (2, 10), (3, 60), (4, 30)]);
        Within(conditions, map.Between('A', 'B', 0.8), places, 59.999).Select(place => place.Place).ShouldBe([0, 1, 2, 4]);
        Within(conditions, map.Between('A', 'B', 0.8), places, -1).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_places_reached_are_those_of_a_matrix_that_lie_within_the_time(bool hasTurns) => Seeded.ForEach(60, random =>
    {
        var city = new RandomCity(random, random.Next(3, 9), hasTurns);
        var profile = random.OneOf(TestProfiles.Car, TestProfiles.FireEngine);
        var costs = new Costing.RoadNetwork(city.Graph).Costs(profile);
        var shut = Enumerable.Range(0, random.Next(4)).SelectMany(_ => city.Shut(random.Next(city.Streets.Count))).ToList();
        var conditions = new TravelConditions(costs, shut.Count == 0 ? null : new ClosedRoads(city.Graph, shut));
        RoadPosition?[] places = [.. Enumerable.Range(0, 40).Select(i => (RoadPosition?)(i % 4 == 0 ? AtNode(random, city) : i % 9 == 0 ? null : city.AnyPlace(random).Position))];
        var (start, seconds) = (random.Next(3) == 0 ? AtNode(random, city) : city.AnyPlace(random).Position, random.Next(10, 200));

        var reached = ReachedPlaces.Within(conditions, start, new PlacesByEdge(city.Graph, places), seconds).ToDictionary(place => place.Place, place => place.Seconds);

        var matrix = Matrices.Seconds(conditions, [start], places);
        for (var place = 0; place < places.Length; place++)
        {
            if (matrix[0, place] <= seconds)
                reached.GetValueOrDefault(place, double.PositiveInfinity).ShouldBeSeconds(matrix[0, place], $"place {place}");
            else
                reached.ShouldNotContainKey(place, $"{matrix[0, place]} s");
        }
    });

    static RoadPosition AtNode(Random random, RandomCity city)
    {
        var edge = random.Next(city.Graph.EdgeCount);
        return new RoadPosition(edge, random.Next(2), 0, 0, 0);
    }

    static List<(int Place, double Seconds)> Within(TravelConditions conditions, (double X, double Y) from, (double X, double Y)[] places, double seconds)
    {
        RoadPosition?[] positions = [.. places.Select(place => Snapping.Snap(conditions.Costs, place.X, place.Y, AsciiMap.Snap.LimitMetres))];
        return [.. ReachedPlaces.Within(conditions, Snapping.Snap(conditions.Costs, from.X, from.Y, AsciiMap.Snap.LimitMetres)!.Value, new PlacesByEdge(conditions.Costs.Graph, positions), seconds)
            .Select(place => (place.Place, place.Seconds)).Order()];
    }
}
