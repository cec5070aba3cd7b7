using RiskMap.Routing.Costing;
using RiskMap.Routing.Graph;
using RiskMap.Routing.Search;
using RiskMap.Routing.Tests.Support;
using static RiskMap.Routing.Tests.Support.TestProfiles;

namespace RiskMap.Routing.Tests.Search;

public class AsciiMapRouteTests
{
    static AsciiMap Square() => new("""
        A----B
        |    |
        |    |
        C----D
        """);

    [Fact]
    public void The_quickest_way_is_taken_not_the_shortest()
    {
        var map = Square().Roads("AB", "BD").Road("ACD", new RoadTraits("fast"));

        var route = map.Route(Car, 'A', 'D');

        map.Letters(route).ShouldBe("ACD");
        route.TravelSeconds.ShouldBe(40, 1e-9);
        route.DistanceMetres.ShouldBe(800, 1e-9);
    }

    [Fact]
    public void A_one_way_street_is_driven_one_way()
    {
        var map = Square().Road("AB", direction: TravelDirection.Forward).Roads("BD", "DC", "CA");

        map.Letters(map.Route(Car, 'A', 'B')).ShouldBe("AB");
        map.Letters(map.Route(Car, 'B', 'A')).ShouldBe("BDCA");
        map.Letters(map.Route(Foot, 'B', 'A')).ShouldBe("BA");
    }

    [Fact]
    public void A_fire_engine_drives_against_a_one_way_street_when_it_pays_and_says_so()
    {
        var map = Square().Road("AB", new RoadTraits("road") { Name = "单行街" }, TravelDirection.Forward).Roads("BD", "DC", "CA");

        var route = map.Route(FireEngine, 'B', 'A');

        map.Letters(route).ShouldBe("BA");
        route.TravelSeconds.ShouldBe(100, 1e-9);
        route.PenaltySeconds.ShouldBe(50, 1e-9);
        var warning = route.Warnings.ShouldHaveSingleItem();
        (warning.Kind, warning.Rule, warning.Name).ShouldBe((RouteWarningKind.RuleBroken, RoadRules.AgainstOneway, "单行街"));
        warning.Metres.ShouldBe(500);
        (warning.X, warning.Y).ShouldBe(map.At('B'));
        map.Route(Foot, 'B', 'A').Warnings.ShouldBeEmpty();
    }

    static AsciiMap Crossing() => new AsciiMap("""
          E----F
          |    |
        A-B----C-G
          |    |
        K-D----H
        """).Roads("AB", "BC", "CG", "BE", "BD", "EF", "FC", "KD", "DH", "HC");

    [Fact]
    public void No_left_turn_leads_around_the_block()
    {
        var map = Crossing().Turn("no_left_turn", "AB", "B", "BE");

        // Turning back at B is forbidden with it; the first place to turn around is a junction further on.
        map.Letters(map.Route(Car, 'A', 'E')).ShouldBe("ABDBE");
        map.Letters(map.Route(Foot, 'A', 'E')).ShouldBe("ABE");
    }

    [Fact]
    public void A_fire_engine_turns_left_all_the_same_and_says_where()
    {
        var map = Crossing().Turn("no_left_turn", "AB", "B", "BE");

        var route = map.Route(FireEngine, 'A', 'E');

        map.Letters(route).ShouldBe("ABE");
        route.TravelSeconds.ShouldBe(45, 1e-9);
        var warning = route.Warnings.ShouldHaveSingleItem();
        (warning.Rule, warning.Turn).ShouldBe((RoadRules.ForbiddenTurn, "no_left_turn"));
        warning.PenaltySeconds.ShouldBe(5);
        (warning.X, warning.Y).ShouldBe(map.At('B'));
    }

    [Fact]
    public void Who_is_excepted_from_a_turn_restriction_breaks_nothing()
    {
        var map = Crossing().Turn("no_left_turn", "AB", "B", "BE", "emergency");

        var route = map.Route(FireEngine, 'A', 'E');

        map.Letters(route).ShouldBe("ABE");
        route.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_turn_restriction_with_hours_holds_in_them_alone()
    {
        var map = Crossing().TurnIn("Mo-Fr 07:00-09:00", "no_left_turn", "AB", "B", "BE").TurnIn("Sa", "no_u_turn", "AB", "B", "AB");
        var network = new RoadNetwork(map.Graph);
        RouteAnswer At(TravelProfile profile, int day, int hour) =>
            Routes.Find(new TravelConditions(network.Costs(profile, new DateTime(2026, 7, day, hour, 0, 0))), map.At('A'), map.At('E'), AsciiMap.Snap);

        // 1 July 2026 is a Wednesday.
        map.Letters(At(Car, 1, 8)).ShouldBe("ABDBE");
        map.Letters(At(Car, 1, 9)).ShouldBe("ABE");
        map.Letters(At(Car, 4, 8)).ShouldBe("ABE");
        map.Letters(At(Car, 1, 8)).ShouldBe("ABDBE");
        At(FireEngine, 1, 8).Warnings.ShouldHaveSingleItem().Turn.ShouldBe("no_left_turn @ Mo-Fr 07:00-09:00");
        At(FireEngine, 1, 9).Warnings.ShouldBeEmpty();
        (map.Graph.RestrictionsWithHours, network.Costs(Car, new DateTime(2026, 7, 4)).RestrictionsInForce).ShouldBe((2, 1));
    }

    [Fact]
    public void Of_several_restrictions_on_one_turn_the_warning_names_one_that_is_in_force()
    {
        var map = Crossing().TurnIn("Sa", "no_left_turn", "AB", "B", "BE").Turn("no_entry", "AB", "B", "BE");
        var costs = new RoadNetwork(map.Graph).Costs(FireEngine, new DateTime(2026, 7, 1));

        Routes.Find(new TravelConditions(costs), map.At('A'), map.At('E'), AsciiMap.Snap).Warnings.ShouldHaveSingleItem().Turn.ShouldBe("no_entry");
    }

    [Fact]
    public void A_restriction_from_a_one_way_street_that_goes_on_past_the_junction_is_placed()
    {
        var map = new AsciiMap("""
                 E
                 |
            A----B----C
                 |    |
                 D----H
            """).Road("ABC", direction: TravelDirection.Forward).Roads("BE", "BD", "DH", "HC").Turn("no_left_turn", "ABC", "B", "BE");

        map.Graph.UnplacedRestrictions.ShouldBe(0);
        map.Letters(map.Route(Car, 'A', 'E')).ShouldBe("ABCHDBE");
        map.Letters(map.Route(Foot, 'A', 'E')).ShouldBe("ABE");
    }

    [Theory]
    [InlineData("BC,CD")]
    [InlineData("CD,BC")]
    public void A_restriction_over_several_roads_holds_in_whatever_order_they_are_told(string via)
    {
        var map = new AsciiMap("""
            A-B-C-D-E
                | |
                G-H
            """).Roads("AB", "BC", "CD", "DE", "CG", "GH", "HD").Turn("no_straight_on", "AB", via, "DE");

        map.Graph.UnplacedRestrictions.ShouldBe(0);
        map.Letters(map.Route(Car, 'A', 'E')).ShouldBe("ABCGHDE");
        map.Letters(map.Route(Car, 'B', 'E')).ShouldBe("BCDE");
    }

    [Fact]
    public void Only_straight_on_forbids_every_other_turn()
    {
        var map = Crossing().Turn("only_straight_on", "AB", "B", "BC");

        map.Letters(map.Route(Car, 'A', 'C')).ShouldBe("ABC");
        map.Letters(map.Route(Car, 'A', 'D')).ShouldStartWith("ABC");
        map.Letters(map.Route(Car, 'E', 'A')).ShouldBe("EBA");
    }

    [Fact]
    public void A_restriction_over_a_road_forbids_the_way_over_it_only()
    {
        var map = Crossing().Turn("no_u_turn", "BE", "BC", "FC");

        map.Letters(map.Route(Car, 'E', 'F')).ShouldBe("EF");
        var inner = map.Route(Car, 'B', 'F');
        map.Letters(inner).ShouldBeOneOf("BCF", "BEF");
        // From E over B and C to F is forbidden; from A it is not.
        var conditions = map.For(Car, map.Shut("EF"));
        var route = Routes.Find(conditions, map.At('E'), map.At('F'), AsciiMap.Snap);
        map.Letters(route).ShouldNotBe("EBCF");
        map.Letters(Routes.Find(conditions, map.At('A'), map.At('F'), AsciiMap.Snap)).ShouldBe("ABCF");
    }

    [Fact]
    public void A_gate_is_a_wall_for_a_car_and_half_a_minute_for_a_fire_engine()
    {
        var map = Square().Road("AB", new RoadTraits("road") { Access = RoadAccess.Gate, Name = "东门" }).Roads("AC", "CD", "DB");

        map.Letters(map.Route(Car, 'C', 'D')).ShouldBe("CD");
        map.Letters(map.Route(FireEngine, 'A', 'D')).ShouldBe("ACD");
        var shut = map.Route(FireEngine, 'A', 'B', map.Shut("CD"));
        shut.TravelSeconds.ShouldBe(80, 1e-9);
        shut.Warnings.ShouldContain(warning => warning.Rule == RoadRules.Gate && warning.Name == "东门" && Math.Abs(warning.PenaltySeconds - 30) < 1e-9);
        map.Route(Car, 'A', 'B', map.Shut("CD")).Outcome.ShouldBe(RouteOutcome.Closed);
    }

    [Fact]
    public void A_closure_is_driven_around_and_a_closed_only_way_is_told()
    {
        var map = Square().Roads("AB", "BD", "AC", "CD");

        map.Letters(map.Route(Car, 'A', 'B')).ShouldBe("AB");
        var around = map.Route(Car, 'A', 'B', map.Shut("AB", closure: 7));
        map.Letters(around).ShouldBe("ACDB");
        around.Warnings.ShouldContain(warning => warning.Kind == RouteWarningKind.ClosureNear && warning.Closure == 7);
        var cut = map.Route(Car, 'A', 'B', [.. map.Shut("AB", closure: 7), .. map.Shut("BD", closure: 9)]);
        cut.Outcome.ShouldBe(RouteOutcome.Closed);
        cut.CuttingClosures.ShouldBe([7]);
    }

    [Fact]
    public void A_barrier_leaves_both_halves_of_its_road()
    {
        var map = Square().Roads("AB", "BD", "AC", "CD");
        var whole = map.Shut("AB")[0];
        var barrier = whole with { From = (whole.From + whole.To) / 2, To = (whole.From + whole.To) / 2 };

        var conditions = map.For(Car, barrier);
        Routes.Find(conditions, map.At('A'), map.Between('A', 'B', 0.4), AsciiMap.Snap).TravelSeconds.ShouldBe(20, 1e-9);
        map.Letters(Routes.Find(conditions, map.At('A'), map.Between('A', 'B', 0.6), AsciiMap.Snap)).ShouldBe("ACDB");
    }

    [Fact]
    public void An_island_is_not_reached_and_both_sides_are_measured()
    {
        var map = new AsciiMap("""
            A---B    C--D
            """).Roads("AB", "CD");

        var route = map.Route(Car, 'A', 'D');

        route.Outcome.ShouldBe(RouteOutcome.NotConnected);
        route.StartComponentMetres.ShouldBe(400);
        route.EndComponentMetres.ShouldBe(300);
        map.Route(Car, 'C', 'D').TravelSeconds.ShouldBe(30, 1e-9);
    }

    [Fact]
    public void A_place_beside_a_cut_off_yard_is_led_to_the_street_instead()
    {
        var map = new AsciiMap("""
            A---------B

               C-D
            """).Roads("AB", "CD");

        var route = Routes.Find(map.For(Car), map.At('A'), map.Between('C', 'D', 0.5), new SnapRules(300, 60));

        route.Outcome.ShouldBe(RouteOutcome.Found);
        route.TravelSeconds.ShouldBe(40, 1e-9);
        route.Warnings.ShouldContain(warning => warning.Kind == RouteWarningKind.EndMoved && Math.Abs(warning.Metres - 200) < 1e-9);
    }

    [Fact]
    public void On_one_edge_one_drives_along_it_or_around()
    {
        var both = Square().Roads("AB", "BD", "DC", "CA");
        var conditions = both.For(Car);
        Routes.Find(conditions, both.Between('A', 'B', 0.2), both.Between('A', 'B', 0.8), AsciiMap.Snap).TravelSeconds.ShouldBe(30, 1e-9);
        Routes.Find(conditions, both.Between('A', 'B', 0.8), both.Between('A', 'B', 0.2), AsciiMap.Snap).TravelSeconds.ShouldBe(30, 1e-9);
        var here = Routes.Find(conditions, both.Between('A', 'B', 0.5), both.Between('A', 'B', 0.5), AsciiMap.Snap);
        here.TravelSeconds.ShouldBe(0);
        here.DistanceMetres.ShouldBe(0);
        here.X.Count.ShouldBe(2);

        var oneWay = Square().Road("AB", direction: TravelDirection.Forward).Roads("BD", "DC", "CA");
        conditions = oneWay.For(Car);
        Routes.Find(conditions, oneWay.Between('A', 'B', 0.2), oneWay.Between('A', 'B', 0.8), AsciiMap.Snap).TravelSeconds.ShouldBe(30, 1e-9);
        Routes.Find(conditions, oneWay.Between('A', 'B', 0.8), oneWay.Between('A', 'B', 0.2), AsciiMap.Snap).TravelSeconds.ShouldBe(10 + 110 + 10, 1e-9);
    }

    [Fact]
    public void A_place_at_a_junction_is_bound_by_no_rule_of_the_road_it_was_found_on()
    {
        var map = Square().Road("AB", direction: TravelDirection.Forward).Roads("BD", "DC", "CA");
        var (oneWay, around) = (map.Graph.StretchesOf(map.Way("AB"))[0].Edge, map.Graph.StretchesOf(map.Way("BD"))[0].Edge);
        RoadPosition At(int edge, char letter) => new(edge, Math.Abs(map.Graph.ShapeX(edge)[0] - map.At(letter).X) < 1 && Math.Abs(map.Graph.ShapeY(edge)[0] - map.At(letter).Y) < 1 ? 0 : 1, 0, 0, 0);
        var conditions = map.For(Car);

        // From B one cannot drive back over AB, but one can leave over BD; to A one need not come over AB.
        Routes.Between(conditions, At(oneWay, 'B'), At(oneWay, 'A')).TravelSeconds.ShouldBe(110, 1e-9);
        Routes.Between(conditions, At(oneWay, 'A'), At(around, 'A')).TravelSeconds.ShouldBe(0);
        Matrices.Seconds(conditions, [At(oneWay, 'B'), At(around, 'B')], [At(oneWay, 'A')])[0, 0].ShouldBe(110, 1e-9);
        var shut = map.For(Car, map.Shut("AB"));
        map.Letters(Routes.Between(shut, At(oneWay, 'B'), At(oneWay, 'A'))).ShouldBe("BDCA");
    }

    [Fact]
    public void A_weak_or_low_bridge_bears_a_car_but_no_fire_engine()
    {
        foreach (var bridge in (RoadTraits[])[new("road") { IsBridge = true, MaxWeightTonnes = 10 }, new("road") { IsBridge = true, MaxHeightMetres = 3 }])
        {
            var map = Square().Road("AB", bridge).Roads("BD", "DC", "CA");

            map.Letters(map.Route(Car, 'A', 'B')).ShouldBe("AB");
            map.Letters(map.Route(FireEngine, 'A', 'B')).ShouldBe("ACDB");
        }
    }

    [Fact]
    public void A_tunnel_can_be_forbidden_to_a_profile()
    {
        var map = Square().Road("AB", new RoadTraits("road") { IsTunnel = true }).Roads("BD", "DC", "CA");
        var tanker = Car with { Id = "hazmat-truck" };
        var car = Car with { Rules = new Dictionary<RoadRules, RuleTreatment> { [RoadRules.Tunnel] = new(Obedience.Exempt) } };

        map.Letters(map.Route(tanker, 'A', 'B')).ShouldBe("ACDB");
        map.Letters(map.Route(car, 'A', 'B')).ShouldBe("AB");
    }

    [Fact]
    public void A_class_without_speed_is_not_used()
    {
        var map = Square().Road("AB", new RoadTraits("path")).Roads("BD", "DC", "CA");

        map.Letters(map.Route(Car, 'A', 'B')).ShouldBe("ACDB");
        map.Letters(map.Route(Foot, 'A', 'B')).ShouldBe("AB");
    }

    [Fact]
    public void Too_far_from_a_road_is_refused_with_the_distance()
    {
        var map = new AsciiMap("""
            A---B       S
            """).Roads("AB");

        var refused = map.Route(Car, 'S', 'A');
        refused.Outcome.ShouldBe(RouteOutcome.StartTooFar);
        refused.NearestRoadMetres.ShouldBe(800);
        var end = map.Route(Car, 'A', 'S');
        end.Outcome.ShouldBe(RouteOutcome.EndTooFar);
        end.NearestRoadMetres.ShouldBe(800);
        new AsciiMap("A B").Route(Car, 'A', 'B').Outcome.ShouldBe(RouteOutcome.NoRoads);
    }

    [Fact]
    public void Legs_follow_the_streets_with_their_manoeuvres()
    {
        var map = new AsciiMap("""
            A--B--C
                  |
            E-----D
            """).Road("AB", new RoadTraits("road") { Name = "一路" }).Road("BC", new RoadTraits("fast") { Name = "一路" })
            .Road("CD", new RoadTraits("road") { Name = "二路" }).Road("DE", new RoadTraits("road"));

        var route = map.Route(Car, 'A', 'E');

        route.Legs.Select(leg => (leg.Name, leg.Manoeuvre, leg.DistanceMetres, leg.TravelSeconds)).ShouldBe(
        [
            ("一路", Manoeuvre.Depart, 600.0, 45.0), ("二路", Manoeuvre.Right, 200.0, 20.0), (null, Manoeuvre.Right, 600.0, 60.0),
        ]);
        route.Legs.Select(leg => (route.X[leg.FirstVertex], route.Y[leg.FirstVertex])).ShouldBe([map.At('A'), map.At('C'), map.At('D')]);
    }

    [Fact]
    public void Rush_hour_is_slower_on_weekdays_and_changes_the_way()
    {
        var map = Square().Road("ACD", new RoadTraits("fast")).Roads("AB", "BD");
        var network = new RoadNetwork(map.Graph);

        string At(int hour, bool isWeekend) =>
            map.Letters(Routes.Find(new TravelConditions(network.Costs(CarInTraffic, new DateTime(2026, 7, isWeekend ? 4 : 1, hour, 0, 0))), map.At('A'), map.At('D'), AsciiMap.Snap));

        At(12, false).ShouldBe("ACD");
        At(8, true).ShouldBe("ACD");
        map.Route(CarInTraffic, 'A', 'D').TravelSeconds.ShouldBe(40, 1e-9);
        Routes.Find(new TravelConditions(network.Costs(CarInTraffic, new DateTime(2026, 7, 1, 8, 0, 0))), map.At('A'), map.At('D'), AsciiMap.Snap).TravelSeconds.ShouldBe(160, 1e-9);
    }
}
