using RiskMap.City.Snapshot;
using RiskMap.Routing.Costing;
using RiskMap.Routing.Search;
using static RiskMap.City.Tests.TestFeatures;
using static RiskMap.City.Tests.Travel.RoadGraphsTests;

namespace RiskMap.City.Tests.Travel;

/// <summary>A straight road of a kilometre with something across its middle, and a way round of three.</summary>
public class RoadBarriersTests
{
    static CitySnapshot City(string barrier, string nodes = "[1, 2, 3]") => SmallCity(
        ("roads", Road(1, [(0, 0), (500, 0), (1000, 0)], ("nodes", nodes), ("barriers", $"[{barrier}]"))),
        ("roads", Road(2, [(1000, 0), (1000, 1000), (0, 1000), (0, 0)], ("nodes", "[3, 4, 5, 1]"))));

    static RouteAnswer Across(CitySnapshot city, string profile) => Route(city, profile, (0, 0), (1000, 0));

    [Theory]
    [InlineData("""{"node":2,"kind":"bollard"}""")]
    [InlineData("""{"node":2,"kind":"block","access":"no"}""")]
    public void No_vehicle_passes_a_bollard_and_a_walker_does(string barrier)
    {
        foreach (var profile in (string[])["car", "fire-engine", "hazmat-truck"])
            Across(City(barrier), profile).DistanceMetres.ShouldBe(3000, 0.01, profile);
        Across(City(barrier), "foot").DistanceMetres.ShouldBe(1000, 0.01);
    }

    [Theory]
    [InlineData("""{"node":2,"kind":"bollard","access":"yes"}""")]
    [InlineData("""{"node":2,"kind":"gate","access":"permissive"}""")]
    [InlineData("""{"node":2,"kind":"lift_gate","access":"no","accessByVehicle":"motorcar:yes;emergency:yes"}""")]
    [InlineData("""{"node":2,"kind":"toll_booth","access":"no"}""")]
    [InlineData("""{"node":7,"kind":"block"}""")]
    [InlineData("""{"node":"x"}""")]
    public void What_lets_everybody_through_or_cannot_be_read_costs_nothing(string barrier)
    {
        var route = Across(City(barrier), "car");
        route.DistanceMetres.ShouldBe(1000, 0.01);
        route.TravelSeconds.ShouldBe(1000 / (28 / 3.6), 0.01);
        Across(City(barrier), "fire-engine").Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"node":2,"kind":"lift_gate","access":"private"}""")]
    [InlineData("""{"node":2,"kind":"gate","access":"no"}""")]
    [InlineData("""{"node":2,"kind":"gate","access":"locked"}""")]
    [InlineData("""{"node":2,"kind":"chain"}""")]
    [InlineData("""{"node":2,"kind":"bollard","access":"private"}""")]
    public void A_gate_that_is_shut_stops_a_car_and_a_fire_engine_opens_it(string barrier)
    {
        Across(City(barrier), "car").DistanceMetres.ShouldBe(3000, 0.01);

        var engine = Across(City(barrier), "fire-engine");
        engine.DistanceMetres.ShouldBe(1000, 0.01);
        engine.PenaltySeconds.ShouldBe(45, 0.01);
        engine.TravelSeconds.ShouldBe((1000 / (30 / 3.6)) + 45, 0.01);
        engine.Warnings.Where(warning => warning.Kind == RouteWarningKind.RuleBroken).ShouldHaveSingleItem().Rule.ShouldBe(RoadRules.Gate);
    }

    [Theory]
    [InlineData("car", 28)]
    [InlineData("fire-engine", 30)]
    [InlineData("hazmat-truck", 25)]
    public void A_gate_that_does_not_tell_who_may_pass_costs_the_time_to_open_it_and_is_told(string profile, double kmh)
    {
        var route = Across(City("""{"node":2,"kind":"gate"}"""), profile);

        route.DistanceMetres.ShouldBe(1000, 0.01);
        route.TravelSeconds.ShouldBe((1000 / (kmh / 3.6)) + 30, 0.01);
        route.Warnings.ShouldHaveSingleItem().Rule.ShouldBe(RoadRules.UnmarkedGate);
        Across(City("""{"node":2,"kind":"gate"}"""), "foot").Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_gate_for_those_who_go_there_stops_no_car()
    {
        var route = Across(City("""{"node":2,"kind":"lift_gate","access":"customers"}"""), "car");

        route.DistanceMetres.ShouldBe(1000, 0.01);
        route.Warnings.ShouldHaveSingleItem().Rule.ShouldBe(RoadRules.DestinationOnly);
    }

    [Fact]
    public void A_bollard_for_emergency_vehicles_lets_a_fire_engine_through_and_nobody_else()
    {
        var city = City("""{"node":2,"kind":"bollard","accessByVehicle":"emergency:yes"}""");

        Across(city, "fire-engine").DistanceMetres.ShouldBe(1000, 0.01);
        Across(city, "car").DistanceMetres.ShouldBe(3000, 0.01);
    }

    [Theory]
    [InlineData("""{"node":2,"kind":"height_restrictor","maxHeightMetres":2.2}""")]
    [InlineData("""{"node":2,"kind":"height_restrictor"}""")]
    [InlineData("""{"node":2,"kind":"bollard","maxWidthMetres":2.2}""")]
    public void What_keeps_lorries_out_lets_a_car_through_and_no_fire_engine(string barrier)
    {
        Across(City(barrier), "car").DistanceMetres.ShouldBe(1000, 0.01);
        Across(City(barrier), "fire-engine").DistanceMetres.ShouldBe(3000, 0.01);
        Across(City(barrier), "hazmat-truck").DistanceMetres.ShouldBe(3000, 0.01);
        Across(City(barrier), "foot").DistanceMetres.ShouldBe(1000, 0.01);
    }

    [Fact]
    public void A_walker_whom_a_gate_keeps_out_is_told() =>
        Across(City("""{"node":2,"kind":"gate","access":"yes","accessByVehicle":"foot:no"}"""), "foot").Warnings.ShouldHaveSingleItem().Rule.ShouldBe(RoadRules.NoAccess);

    [Fact]
    public void Both_sides_of_a_bollard_are_reached()
    {
        var city = City("""{"node":2,"kind":"bollard"}""");

        Route(city, "car", (0, 0), (490, 0)).DistanceMetres.ShouldBe(490, 0.01);
        Route(city, "car", (490, 0), (510, 0)).DistanceMetres.ShouldBe(490 + 3000 + 490, 0.01);
    }

    [Fact]
    public void Where_two_roads_meet_at_a_gate_it_is_opened_once()
    {
        const string gate = """[{"node":2,"kind":"gate","access":"private"}]""";
        var city = SmallCity(
            ("roads", Road(1, [(0, 0), (600, 0)], ("nodes", "[1, 2]"), ("barriers", gate), ("name", "东大街"))),
            ("roads", Road(2, [(600, 0), (1200, 0)], ("nodes", "[2, 3]"), ("barriers", gate), ("name", "厂区路"))));

        Route(city, "fire-engine", (0, 0), (1200, 0)).PenaltySeconds.ShouldBe(45, 0.01);
        Route(city, "car", (0, 0), (1200, 0)).Outcome.ShouldBe(RouteOutcome.NotConnected);
    }

    [Fact]
    public void A_bollard_at_a_junction_shuts_every_arm()
    {
        const string bollard = """[{"node":2,"kind":"bollard"}]""";
        var city = SmallCity(
            ("roads", Road(1, [(0, 0), (500, 0), (1000, 0)], ("nodes", "[1, 2, 3]"), ("barriers", bollard))),
            ("roads", Road(2, [(500, 0), (500, 500)], ("nodes", "[2, 4]"), ("barriers", bollard))));

        foreach (var to in ((double, double)[])[(1000, 0), (500, 500)])
            Route(city, "fire-engine", (0, 0), to).Outcome.ShouldBe(RouteOutcome.NotConnected);
        Route(city, "foot", (0, 0), (500, 500)).DistanceMetres.ShouldBe(1000, 0.01);
    }

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("{}")]
    public void Without_nodes_there_is_no_place_for_a_barrier(string nodes) =>
        Across(City("""{"node":2,"kind":"bollard"}""", nodes), "car").DistanceMetres.ShouldBe(1000, 0.01);
}
