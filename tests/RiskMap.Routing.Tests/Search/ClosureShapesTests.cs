using NetTopologySuite.IO;
using RiskMap.Routing.Search;
using RiskMap.Routing.Tests.Support;
using static RiskMap.Routing.Tests.Support.TestProfiles;

namespace RiskMap.Routing.Tests.Search;

public class ClosureShapesTests
{
    static readonly ClosureRules Rules = new(ToleranceMetres: 10, LeastAlongShare: 0.5);

    // Two parallel streets 300 m apart, joined three times.
    static AsciiMap Ladder() => new AsciiMap("""
        A----B----C
        |    |    |
        |    |    |
        D----E----F
        """).Roads("AB", "BC", "AD", "BE", "CF", "DE", "EF");

    static string[] Shut(string wkt)
    {
        var map = Ladder();
        var shut = ClosureShapes.Shut(map.Graph, new WKTReader().Read(wkt), 3, Rules);
        shut.ShouldAllBe(stretch => stretch.Closure == 3);
        return [.. shut.Select(stretch => Describe(map, stretch)).Order(StringComparer.Ordinal)];
    }

    /// <summary>From where to where a stretch runs, the lesser place first.</summary>
    static string Describe(AsciiMap map, ClosedStretch stretch)
    {
        var ends = new[] { stretch.From, stretch.To }.Select(at => Shapes.At(map.Graph, stretch.Edge, at)).Order().ToArray();
        return FormattableString.Invariant($"{ends[0].X:F0} {ends[0].Y:F0} - {ends[1].X:F0} {ends[1].Y:F0}");
    }

    [Fact]
    public void An_area_shuts_what_lies_in_it() =>
        Shut("POLYGON ((100 100, 700 100, 700 -100, 100 -100, 100 100))").ShouldBe(["100 0 - 500 0", "500 -100 - 500 0", "500 0 - 700 0"]);

    [Fact]
    public void A_line_along_a_road_shuts_that_and_no_side_street() =>
        Shut("LINESTRING (500 0, 1000 0)").ShouldBe(["500 0 - 1000 0"]);

    [Fact]
    public void A_line_drawn_by_hand_beside_a_road_shuts_its_stretch() =>
        Shut("LINESTRING (600 4, 800 -6, 900 2)").ShouldHaveSingleItem().ShouldBe("600 0 - 900 0");

    [Fact]
    public void A_line_across_roads_is_a_barrier_on_each() =>
        Shut("LINESTRING (250 100, 250 -400)").ShouldBe(["250 -300 - 250 -300", "250 0 - 250 0"]);

    [Fact]
    public void A_point_is_a_barrier_on_the_nearest_road() => Shut("POINT (200 -8)").ShouldBe(["200 0 - 200 0"]);

    [Fact]
    public void A_point_at_a_junction_shuts_all_its_roads() => Shut("POINT (500 0)").ShouldBe(["500 0 - 500 0", "500 0 - 500 0", "500 0 - 500 0"]);

    [Theory]
    [InlineData("POINT (200 -150)")]
    [InlineData("POLYGON ((100 -100, 200 -100, 200 -200, 100 -200, 100 -100))")]
    [InlineData("LINESTRING (100 -100, 400 -200)")]
    [InlineData("POINT EMPTY")]
    public void What_meets_no_road_shuts_none(string wkt) => Shut(wkt).ShouldBeEmpty();

    [Fact]
    public void Several_shapes_shut_together() =>
        Shut("GEOMETRYCOLLECTION (POINT (200 -8), LINESTRING (500 0, 1000 0))").Length.ShouldBe(2);

    [Fact]
    public void A_drawn_closure_holds_at_once()
    {
        var map = Ladder();
        var costs = map.For(Car).Costs;
        Routes.Find(new TravelConditions(costs), map.At('A'), map.At('C'), AsciiMap.Snap).TravelSeconds.ShouldBe(100, 1e-9);

        var closed = new ClosedRoads(map.Graph, ClosureShapes.Shut(map.Graph, new WKTReader().Read("POINT (700 0)"), 0, Rules));

        map.Letters(Routes.Find(new TravelConditions(costs, closed), map.At('A'), map.At('C'), AsciiMap.Snap)).ShouldBeOneOf("ABEFC", "ADEFC");
    }
}
