using RiskMap.City.Travel;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Routing.Search;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Travel;

public class RoadGraphsTests
{
    static readonly DateTimeOffset Night = new(2026, 7, 1, 3, 0, 0, TimeSpan.FromHours(8));

    /// <summary>A road between places in metres from the corner of the test city.</summary>
    internal static Feature Road(long id, (double East, double North)[] places, params (string Field, object? Value)[] values) =>
        Line("roads", id, places, [("roadClass", "tertiary"), .. values]);

    internal static Feature Line(string layer, long id, (double East, double North)[] places, params (string Field, object? Value)[] values)
    {
        var line = new NetTopologySuite.Geometries.LineString([.. places.Select(place => At(layer, id, place.East, place.North).Geometry!.Coordinate)]);
        return Feature(layer, id, null, values) with { Geometry = line };
    }

    internal static RouteAnswer Route(CitySnapshot city, string profile, (double East, double North) from, (double East, double North) to, DateTimeOffset? time = null)
    {
        var conditions = CityRoads.Conditions(city, profile, time ?? Night);
        return Routes.Find(conditions, Place(city, from), Place(city, to), RoadCostRules.Current.Snap.Rules);
    }

    static (double X, double Y) Place(CitySnapshot city, (double East, double North) place)
    {
        var at = At("teams", 1, place.East, place.North).Geometry!.Coordinate;
        return city.Plane.Project(at.X, at.Y);
    }

    [Fact]
    public void A_row_tells_class_direction_limit_name_and_limits()
    {
        var city = SmallCity(
            ("roads", Road(1, [(0, 0), (1000, 0)], ("oneway", "forward"), ("maxSpeedKmh", 40.0), ("name", "舫山大道"))),
            ("roads", Road(2, [(1000, 0), (1000, 500), (0, 500), (0, 0)], ("maxWeightTonnes", 10.0))));

        var car = Route(city, "car", (0, 0), (1000, 0));
        car.DistanceMetres.ShouldBe(1000, 0.01);
        // 40 km/h, of which a car drives three quarters.
        car.TravelSeconds.ShouldBe(1000 / (40 * 0.75 / 3.6), 0.01);
        car.Legs[0].Name.ShouldBe("舫山大道");
        Route(city, "car", (1000, 0), (0, 0)).DistanceMetres.ShouldBe(2000, 0.01);
        // The way back bears ten tonnes: a fire engine drives against the traffic and says so.
        var engine = Route(city, "fire-engine", (1000, 0), (0, 0));
        engine.DistanceMetres.ShouldBe(1000, 0.01);
        engine.Warnings.ShouldContain(warning => warning.Rule == RiskMap.Routing.Costing.RoadRules.AgainstOneway && warning.Name == "舫山大道");
        Route(city, "hazmat-truck", (1000, 0), (0, 0)).Outcome.ShouldBe(RouteOutcome.NotConnected);
    }

    static RouteAnswer PastOrRound(string profile, params (string Field, object? Value)[] values) => Route(
        SmallCity(("roads", Road(1, [(0, 0), (1000, 0)], values)), ("roads", Road(2, [(1000, 0), (1000, 1000), (0, 1000), (0, 0)]))), profile, (0, 0), (1000, 0));

    [Theory]
    [InlineData(null, "hgv:no", "car fire-engine foot")]
    [InlineData(null, "hazmat:no", "car fire-engine foot")]
    [InlineData(null, "hgv:yes;hazmat:no", "car fire-engine foot")]
    [InlineData(null, "motorcar:no", "hazmat-truck fire-engine foot")]
    [InlineData("no", "motorcar:yes", "car fire-engine foot")]
    [InlineData("no", "hgv:designated;hazmat:designated", "hazmat-truck fire-engine foot")]
    [InlineData("no", "foot:no", "fire-engine foot")]
    [InlineData("no", null, "fire-engine foot")]
    [InlineData("agricultural;forestry", null, "fire-engine foot")]
    [InlineData("agricultural;destination", null, "car hazmat-truck fire-engine foot")]
    [InlineData("psv", null, "fire-engine foot")]
    public void The_right_of_the_very_vehicle_comes_before_that_of_all_traffic(string? access, string? byVehicle, string past)
    {
        // Past costs up to three times the time: the way round must be longer than that.
        var city = SmallCity(
            ("roads", Road(1, [(0, 0), (1000, 0)], ("access", access), ("accessByVehicle", byVehicle))), ("roads", Road(2, [(1000, 0), (1000, 2000), (0, 2000), (0, 0)])));

        string.Join(' ', ((string[])["car", "hazmat-truck", "fire-engine", "foot"]).Where(profile => Route(city, profile, (0, 0), (1000, 0)).DistanceMetres < 1001).Order())
            .ShouldBe(string.Join(' ', past.Split(' ').Order()));
    }

    [Fact]
    public void A_road_for_emergency_vehicles_costs_a_fire_engine_nothing() =>
        PastOrRound("fire-engine", ("access", "no"), ("accessByVehicle", "emergency:yes")).PenaltySeconds.ShouldBe(0);

    [Theory]
    [InlineData(500, 2000)]
    [InlineData(1500, 1000)]
    public void A_walker_keeps_off_a_road_closed_to_walkers_while_another_is_no_three_times_as_long(double north, double metres)
    {
        var city = SmallCity(("roads", Road(1, [(0, 0), (1000, 0)], ("accessByVehicle", "foot:no"))), ("roads", Road(2, [(1000, 0), (1000, north), (0, north), (0, 0)])));

        var walk = Route(city, "foot", (0, 0), (1000, 0));

        walk.DistanceMetres.ShouldBe(metres, 0.01);
        walk.Warnings.Select(warning => warning.Rule).ShouldBe(metres == 1000 ? [RiskMap.Routing.Costing.RoadRules.NoAccess] : []);
    }

    [Theory]
    [InlineData("maxWidthMetres", 2.2, "car foot")]
    [InlineData("maxLengthMetres", 11.0, "car fire-engine foot")]
    [InlineData("maxHeightMetres", 3.7, "car fire-engine foot")]
    public void Limits_of_width_length_and_height_are_kept(string limit, double metres, string past)
    {
        foreach (var profile in (string[])["car", "hazmat-truck", "fire-engine", "foot"])
            PastOrRound(profile, (limit, metres)).DistanceMetres.ShouldBe(past.Split(' ').Contains(profile) ? 1000 : 3000, 0.01, profile);
    }

    [Fact]
    public void A_road_whose_direction_changes_with_the_hour_is_open_both_ways_and_is_told()
    {
        foreach (var profile in (string[])["car", "hazmat-truck", "fire-engine"])
        {
            var route = PastOrRound(profile, ("oneway", "changing"), ("name", "潮汐路"));
            route.DistanceMetres.ShouldBe(1000, 0.01);
            var warning = route.Warnings.ShouldHaveSingleItem();
            (warning.Rule, warning.Name).ShouldBe((RiskMap.Routing.Costing.RoadRules.ChangingDirection, "潮汐路"));
        }
        PastOrRound("foot", ("oneway", "changing")).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Turn_restrictions_are_read_as_the_importer_writes_them()
    {
        var city = SmallCity(
            ("roads", Road(1, [(0, 0), (500, 0)], ("nodes", "[11, 12]"), ("turnRestrictions",
                """[{"kind":"no_left_turn","via":"node/12","to":"roads-2"},{"kind":"no_straight_on","via":"node/12","to":"nowhere"}]"""))),
            ("roads", Road(2, [(500, 0), (500, 500)], ("nodes", "[12, 13]"))),
            ("roads", Road(3, [(500, 0), (700, 0)], ("nodes", "[12, 14]"))));

        RoadGraphs.Of(city).Graph.UnplacedRestrictions.ShouldBe(0);
        Route(city, "car", (0, 0), (500, 500)).DistanceMetres.ShouldBe(500 + 200 + 200 + 500, 0.01);
        var engine = Route(city, "fire-engine", (0, 0), (500, 500));
        engine.DistanceMetres.ShouldBe(1000, 0.01);
        engine.Warnings.ShouldContain(warning => warning.Turn == "no_left_turn");
    }

    [Fact]
    public void Bad_node_lists_count_as_none_and_roads_meet_at_the_same_place()
    {
        foreach (var nodes in (string[])["[1]", "[1, \"x\"]", "{}", "[]", "[1 2]"])
        {
            var city = SmallCity(("roads", Road(1, [(0, 0), (500, 0)], ("nodes", nodes))), ("roads", Road(2, [(500, 0), (500, 500)], ("nodes", "[7, 8]"))));
            Route(city, "car", (0, 0), (500, 500)).DistanceMetres.ShouldBe(1000, 0.01, nodes);
        }
    }

    [Fact]
    public void The_graph_is_made_once_for_each_version_of_the_layer()
    {
        var city = SmallCity(("roads", Road(1, [(0, 0), (500, 0)])), ("roads", Road(2, [(500, 0), (1000, 0)])), ("closures", At("closures", 1, 0, 900)));

        RoadGraphs.Of(city).ShouldBeSameAs(RoadGraphs.Of(city));
        RoadGraphs.Of(city.Imagine("closures", [At("closures", 2, 250, 0)], [])).ShouldBeSameAs(RoadGraphs.Of(city));
        var cut = city.Imagine("roads", [], [2]);
        RoadGraphs.Of(cut).ShouldNotBeSameAs(RoadGraphs.Of(city));
        Route(cut, "car", (0, 0), (500, 0)).Outcome.ShouldBe(RouteOutcome.Found);
        Route(cut, "car", (0, 0), (1100, 0)).Outcome.ShouldBe(RouteOutcome.EndTooFar);
    }

    [Fact]
    public void The_graph_survives_a_merge_of_the_layer_and_goes_on_answering_by_id()
    {
        var city = SmallCity(("roads", Road(1, [(0, 0), (500, 0)])), ("roads", Road(2, [(500, 0), (1000, 0)])), ("roads", Road(3, [(0, 0), (0, 400), (1000, 400), (1000, 0)])))
            .Imagine("roads", [Road(2, [(500, 0), (1000, 0)], ("name", "舫山大道"))], [])
            .Imagine("closures", [Line("closures", 1, [(600, 0), (900, 0)], ("roadKey", "roads-2"))], []);
        var merged = city.WithSame(city.Layer("roads").Merged());

        merged.Layer("roads").Edits.Count.ShouldBe(0);
        RoadGraphs.Of(merged).ShouldBeSameAs(RoadGraphs.Of(city));
        RoadClosures.Of(merged).ShouldBeSameAs(RoadClosures.Of(city));
        Route(merged, "car", (0, 0), (1000, 0)).DistanceMetres.ShouldBe(1800, 0.01);
        RoadGraphs.Of(merged.Imagine("roads", [], [3])).ShouldNotBeSameAs(RoadGraphs.Of(city));
    }

    [Theory]
    [InlineData("(Mo-Fr 07:00-09:00,16:30-18:30)", "2026-07-01 07:30", true)]
    [InlineData("(Mo-Fr 07:00-09:00,16:30-18:30)", "2026-07-01 09:00", false)]
    [InlineData("(Mo-Fr 07:00-09:00,16:30-18:30)", "2026-07-04 07:30", false)]
    [InlineData("hgv:conditional (07:00-09:00)", "2026-07-01 07:30", false)]
    [InlineData("(Mo-Fr 07:00-09:00 AND wet)", "2026-07-04 12:00", true)]
    public void Turn_restrictions_hold_in_their_hours_on_the_clock_of_the_city(string condition, string local, bool holds)
    {
        var city = SmallCity(
            ("roads", Road(1, [(0, 0), (500, 0)], ("nodes", "[11, 12]"), ("turnRestrictions",
                $$"""[{"kind":"no_left_turn","via":"node/12","to":"roads-2","conditional":"{{condition}}"}]"""))),
            ("roads", Road(2, [(500, 0), (500, 500)], ("nodes", "[12, 13]"))),
            ("roads", Road(3, [(500, 0), (700, 0)], ("nodes", "[12, 14]"))));
        var time = new DateTimeOffset(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUniversalTime();

        Route(city, "car", (0, 0), (500, 500), time).DistanceMetres.ShouldBe(holds ? 1400 : 1000, 0.01);
        var warnings = Route(city, "fire-engine", (0, 0), (500, 500), time).Warnings.Where(warning => warning.Turn is not null).Select(warning => warning.Turn);
        warnings.ShouldBe(holds ? [$"no_left_turn @ {condition}"] : []);
    }

    [Fact]
    public void A_city_without_roads_says_so() => Route(SmallCity(), "car", (0, 0), (500, 0)).Outcome.ShouldBe(RouteOutcome.NoRoads);

    [Fact]
    public void The_morning_peak_follows_the_clock_of_the_city()
    {
        var city = SmallCity(("roads", Road(1, [(0, 0), (1000, 0)], ("roadClass", "primary"), ("maxSpeedKmh", 60.0))));
        var free = Route(city, "car", (0, 0), (1000, 0)).TravelSeconds;

        // Wednesday 08:00 in Xiamen is midnight UTC; on Saturday it is day, not peak.
        Route(city, "car", (0, 0), (1000, 0), new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero)).TravelSeconds.ShouldBe(free / 0.55, 0.01);
        Route(city, "car", (0, 0), (1000, 0), new DateTimeOffset(2026, 7, 4, 0, 0, 0, TimeSpan.Zero)).TravelSeconds.ShouldBe(free, 0.01);
        // A fire engine suffers half of the slowing.
        var engine = Route(city, "fire-engine", (0, 0), (1000, 0)).TravelSeconds;
        Route(city, "fire-engine", (0, 0), (1000, 0), new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero)).TravelSeconds.ShouldBe(engine / 0.775, 0.01);
    }
}
