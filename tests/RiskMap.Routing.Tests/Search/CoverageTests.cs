using RiskMap.Routing.Graph;
using RiskMap.Routing.Search;
using RiskMap.Routing.Tests.Support;

namespace RiskMap.Routing.Tests.Search;

/// <summary>Which of several sources is first, and when.</summary>
public class CoverageTests
{
    static readonly AsciiMap Street = new AsciiMap("""
        a----b----c----d----e
        """).Road("abcde");

    [Fact]
    public void Who_starts_later_reaches_less()
    {
        // 2 km from a to e.
        First(Street, 'c', [0, 0]).ShouldBe(First(Street, 'c', null));
        First(Street, 'd', [0, 0]).Source.ShouldBe(1);
        var half = First(Street, 'b', null).Seconds;
        First(Street, 'd', [0, 2.5 * half]).ShouldBe((0, 3 * half));
        First(Street, 'd', [0, 1.5 * half]).ShouldBe((1, 2.5 * half));
        First(Street, 'e', [0, 3600]).ShouldBe((0, 4 * half));
        First(Street, 'e', [3600, 3600]).ShouldBe((1, 3600));
    }

    [Fact]
    public void A_source_on_the_edge_of_the_place_starts_late_too()
    {
        var (conditions, place) = (Street.For(TestProfiles.Car), Street.Between('a', 'b', 0.5));
        var position = Snapping.Snap(conditions.Costs, place.X, place.Y, 10);
        Coverage.From(conditions, [position], startSeconds: [40]).At(position!.Value).ShouldBe((0, 40));
    }

    [Fact]
    public void A_source_that_starts_after_the_limit_reaches_nothing()
    {
        var conditions = Street.For(TestProfiles.Car);
        var (x, y) = Street.At('a');
        var coverage = Coverage.From(conditions, [Snapping.Snap(conditions.Costs, x, y, 10)], limitSeconds: 30, startSeconds: [31]);
        coverage.At(Snapping.Snap(conditions.Costs, Street.At('b').X, Street.At('b').Y, 10)!.Value).ShouldBe((-1, double.PositiveInfinity));
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_start_that_is_no_time_is_refused(double start) =>
        Should.Throw<ArgumentException>(() => Coverage.From(Street.For(TestProfiles.Car), [null], startSeconds: [start]));

    [Fact]
    public void Each_source_has_a_start() => Should.Throw<ArgumentException>(() => Coverage.From(Street.For(TestProfiles.Car), [null], startSeconds: []));

    [Fact]
    public void Roads_that_shut_the_same_are_equal()
    {
        var map = new AsciiMap("a--b--c").Road("ab", new RoadTraits("road") { Name = "1" }).Road("bc", new RoadTraits("road") { Name = "2" });
        new ClosedRoads(map.Graph, map.Shut("ab")).ShouldBe(new ClosedRoads(map.Graph, map.Shut("ab")));
        new ClosedRoads(map.Graph, map.Shut("ab")).ShouldNotBe(new ClosedRoads(map.Graph, map.Shut("bc")));
        (map.For(TestProfiles.Car) with { Closed = null }).ShouldNotBe(map.For(TestProfiles.Car, map.Shut("ab")));
    }

    static (int Source, double Seconds) First(AsciiMap map, char place, double[]? starts)
    {
        var conditions = map.For(TestProfiles.Car);
        RoadPosition?[] sources = [At('a'), At('e')];
        return Coverage.From(conditions, sources, startSeconds: starts).At(At(place)!.Value);

        RoadPosition? At(char letter) => Snapping.Snap(conditions.Costs, map.At(letter).X, map.At(letter).Y, 10);
    }
}
