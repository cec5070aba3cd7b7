using RiskMap.Routing.Costing;
using RiskMap.Routing.Graph;
using RiskMap.Routing.Search;
using RiskMap.Routing.Tests.Support;
using static RiskMap.Routing.Tests.Support.TestProfiles;

namespace RiskMap.Routing.Tests.Graph;

public class RoadGraphTests
{
    [Fact]
    public void Roads_are_joined_where_nothing_changes_and_keep_their_shape()
    {
        var map = new AsciiMap("""
            A--B--C
                  |
                  D--E
            """).Roads("AB", "CB", "CDE");

        map.Graph.EdgeCount.ShouldBe(1);
        map.Graph.MetresOf(0).ShouldBe(600 + 200 + 300);
        map.Graph.ShapeX(0).Length.ShouldBe(5);
        map.Graph.StretchesOf(map.Way("CB")).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            part => Math.Min(part.FromMetres, 1100 - part.ToMetres).ShouldBe(300),
            part => (part.ToMetres - part.FromMetres).ShouldBe(300));
    }

    [Fact]
    public void A_name_a_class_or_a_direction_that_changes_keeps_the_node()
    {
        var map = new AsciiMap("A-B-C-D-E").Road("AB", new RoadTraits("road") { Name = "一路" }).Road("BC", new RoadTraits("fast") { Name = "一路" })
            .Road("CD", new RoadTraits("fast") { Name = "一路" }, TravelDirection.Forward).Road("ED", new RoadTraits("fast") { Name = "一路" }, TravelDirection.Backward);

        // CD and ED are one-way the same way, so they are one edge.
        map.Graph.EdgeCount.ShouldBe(3);
        map.Letters(map.Route(Car, 'A', 'E')).ShouldBe("ABCDE");
        map.Route(Car, 'E', 'A').Outcome.ShouldBe(RouteOutcome.NotConnected);
    }

    [Fact]
    public void A_crossing_in_the_middle_of_two_roads_is_a_node()
    {
        var map = new AsciiMap("""
              C
            A-X-B
              D
            """).Roads("AXB", "CXD");

        (map.Graph.NodeCount, map.Graph.EdgeCount).ShouldBe((5, 4));
        map.Letters(map.Route(Car, 'A', 'D')).ShouldBe("AXD");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Roads_of_two_levels_cross_without_a_junction(bool isMixed)
    {
        var map = new AsciiMap("""
              C
            A-X-B
              D
            """).Road("AXB", hasNodes: false).Road("CXD", new RoadTraits("road") { IsBridge = true }, level: 1, hasNodes: false);
        if (isMixed)
            map.Road("XD", hasNodes: true);

        Routes.Find(map.For(Car), map.At('A'), map.At('C'), new SnapRules(20, 10)).Outcome.ShouldBe(isMixed ? RouteOutcome.Found : RouteOutcome.NotConnected);
    }

    [Fact]
    public void A_bridge_ends_on_the_ground()
    {
        var map = new AsciiMap("""
            A-B-C-D
              |
              E
            """).Road("AB", hasNodes: false).Road("BC", new RoadTraits("road") { IsBridge = true }, level: 1, hasNodes: false)
            .Road("CD", hasNodes: false).Road("BE", hasNodes: false);

        map.Letters(map.Route(Car, 'A', 'D')).ShouldBe("ABCD");
        map.Letters(map.Route(Car, 'E', 'D')).ShouldBe("EBCD");
    }

    [Fact]
    public void Declared_nodes_decide_and_the_place_does_not()
    {
        var builder = new RoadGraphBuilder();
        builder.Add(new RoadWay(1, new RoadTraits("road")), [0, 100, 200], [0, 0, 0], [1, 2, 3]);
        builder.Add(new RoadWay(2, new RoadTraits("road")), [100, 100, 100], [-100, 0, 100], [4, 5, 6]);

        var graph = builder.Build();

        (graph.NodeCount, graph.EdgeCount).ShouldBe((4, 2));
    }

    [Fact]
    public void A_ring_without_a_junction_is_one_edge()
    {
        var map = new AsciiMap("""
            A--B
            |  |
            C--D
            """).Roads("ABD", "DCA");

        (map.Graph.NodeCount, map.Graph.EdgeCount).ShouldBe((1, 1));
        map.Letters(map.Route(Car, 'B', 'C')).ShouldBeOneOf("BAC", "BDC");
        map.Route(Car, 'A', 'C').TravelSeconds.ShouldBe(20, 1e-9);
    }

    [Fact]
    public void Lines_without_length_are_left_out_and_counted()
    {
        var builder = new RoadGraphBuilder();
        builder.Add(new RoadWay(1, new RoadTraits("road")), [0], [0]);
        builder.Add(new RoadWay(2, new RoadTraits("road")), [5, 5], [0, 0]);
        builder.Add(new RoadWay(3, new RoadTraits("road")), [0, 9], [0, 0]);

        var graph = builder.Build();

        (graph.EdgeCount, graph.LinesWithoutLength).ShouldBe((1, 2));
        Should.Throw<ArgumentException>(() => builder.Add(new RoadWay(4, new RoadTraits("road")), [0, double.NaN], [0, 0])).Message.ShouldContain("Road 4");
        Should.Throw<ArgumentException>(() => builder.Add(new RoadWay(5, new RoadTraits("road")), [0, 1], [0]));
    }

    [Fact]
    public void A_restriction_whose_roads_do_not_meet_is_left_out_and_counted()
    {
        var map = new AsciiMap("""
            A-B-C
              |
              D-E
            """).Roads("AB", "BC", "BD", "DE").Turn("no_left_turn", "AB", "B", "DE").Turn("no_left_turn", "AB", "B", "BD");

        map.Graph.UnplacedRestrictions.ShouldBe(1);
        map.Graph.StateCount.ShouldBe(map.Graph.NodeCount + 1);
    }

    [Fact]
    public void The_order_of_the_roads_does_not_change_costs()
    {
        Seeded.ForEach(10, random =>
        {
            var city = new RandomCity(random, 6, hasTurns: false);
            var shuffled = new RoadGraphBuilder();
            foreach (var street in city.Streets.OrderBy(_ => random.Next()))
                shuffled.Add(new RoadWay(street.Way, street.Traits, street.Direction), [city.X(street.From), city.X(street.To)], [city.Y(street.From), city.Y(street.To)]);
            var (one, other) = (new TravelConditions(new RoadNetwork(city.Graph).Costs(Car)), new TravelConditions(new RoadNetwork(shuffled.Build()).Costs(Car)));
            for (var i = 0; i < 20; i++)
            {
                var (from, to) = (Place(city, random), Place(city, random));
                var snap = new SnapRules(1000, 1000);
                // Edges may run the other way, and a part of one be rounded the other way.
                Math.Round(Routes.Find(one, from, to, snap).TravelSeconds, 1).ShouldBe(Math.Round(Routes.Find(other, from, to, snap).TravelSeconds, 1));
            }
        });

        static (double, double) Place(RandomCity city, Random random)
        {
            var (position, _, _) = city.AnyPlace(random);
            return Shapes.At(city.Graph, position.Edge, position.Fraction);
        }
    }

    [Fact]
    public void Components_are_told_by_length()
    {
        var map = new AsciiMap("""
            A--B   C-D

            E----F
            """).Roads("AB", "CD", "EF").Road("BC", direction: TravelDirection.Forward);
        var components = map.For(Car).Costs.Components;

        int Of(string letters) => components.Of(map.Graph.StretchesOf(map.Way(letters))[0].Edge);

        components.Main.ShouldBe(Of("EF"));
        Of("AB").ShouldNotBe(Of("CD"));
        Of("BC").ShouldBe(-1);
        components.Metres[Of("AB")].ShouldBe(300);
    }
}
