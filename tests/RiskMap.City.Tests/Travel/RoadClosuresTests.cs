using RiskMap.City.Travel;
using RiskMap.City.Snapshot;
using RiskMap.Routing.Search;
using static RiskMap.City.Tests.Travel.RoadGraphsTests;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Travel;

public class RoadClosuresTests
{
    static readonly DateTimeOffset Eight = new(2026, 7, 1, 8, 0, 0, TimeSpan.FromHours(8)), Ten = Eight.AddHours(2);

    // A straight street of 1 km and a way around of 2 km.
    static CitySnapshot Block(params (string Field, object? Value)[] closure) => SmallCity(
        ("roads", Road(1, [(0, 0), (1000, 0)], ("name", "直街"))),
        ("roads", Road(2, [(0, 0), (0, 500), (1000, 500), (1000, 0)], ("name", "环路"))),
        ("closures", Line("closures", 1, [(300, 0), (400, 0)], closure)));

    static double Metres(CitySnapshot city, DateTimeOffset time) => Route(city, "car", (0, 0), (1000, 0), time).DistanceMetres;

    [Fact]
    public void A_closure_holds_from_its_beginning_until_its_end()
    {
        var city = Block(("from", Eight), ("to", Ten));

        Metres(city, Eight.AddSeconds(-1)).ShouldBe(1000, 0.01);
        Metres(city, Eight).ShouldBe(2000, 0.01);
        Metres(city, Ten.AddSeconds(-1)).ShouldBe(2000, 0.01);
        Metres(city, Ten).ShouldBe(1000, 0.01);
        Metres(Block(), Eight).ShouldBe(2000, 0.01);
        Metres(Block(("from", Ten)), Eight).ShouldBe(1000, 0.01);
    }

    [Fact]
    public void A_closure_that_names_its_road_shuts_the_whole_of_it_wherever_it_is_drawn()
    {
        var closures = RoadClosures.Of(Block(("roadKey", "roads-2")));

        closures.All[0].Stretches.ShouldAllBe(stretch => stretch.From == 0 && stretch.To == 1);
        Route(Block(("roadKey", "roads-2")), "car", (0, 250), (1000, 250)).Outcome.ShouldBe(RouteOutcome.Closed);
        Metres(Block(("roadKey", "roads-2")), Eight).ShouldBe(1000, 0.01);
        // A key that no road has is no reason to leave the road open.
        Metres(Block(("roadKey", "roads-9")), Eight).ShouldBe(2000, 0.01);
    }

    [Fact]
    public void A_drawn_closure_of_a_what_if_holds_at_once_and_leaves_the_city_as_it_is()
    {
        var city = Block(("to", Eight));
        var imagined = city.Imagine("closures", [Area("closures", 2, (600, -50, 700, 50))], []);

        Metres(imagined, Ten).ShouldBe(2000, 0.01);
        Metres(city, Ten).ShouldBe(1000, 0.01);
        Route(imagined, "car", (650, 0), (0, 0), Ten).Outcome.ShouldBe(RouteOutcome.Closed);
        RoadClosures.Of(imagined).All[Route(imagined, "car", (650, 0), (0, 0), Ten).CuttingClosures.ShouldHaveSingleItem()].Id.ShouldBe(2);
    }

    [Fact]
    public void A_closure_that_meets_no_road_shuts_nothing_and_can_be_told()
    {
        var city = SmallCity(("roads", Road(1, [(0, 0), (1000, 0)])), ("closures", At("closures", 1, 500, 300)), ("closures", Feature("closures", 2, null)));

        RoadClosures.Of(city).All.Select(closure => closure.Stretches.Count).ShouldBe([0, 0]);
        RoadClosures.Of(city).At(Eight).ShouldBeNull();
    }

    [Fact]
    public void Closures_are_laid_once_for_each_pair_of_layers()
    {
        var city = Block();
        RoadClosures.Of(city).ShouldBeSameAs(RoadClosures.Of(city));
        RoadClosures.Of(city).At(Eight).ShouldBeSameAs(RoadClosures.Of(city).At(Ten));
        RoadClosures.Of(city.Imagine("roads", [], [2])).ShouldNotBeSameAs(RoadClosures.Of(city));
    }
}
