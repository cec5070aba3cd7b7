using NetTopologySuite.Geometries;
using RiskMap.City.Dispatch.Coverage;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using static RiskMap.City.Tests.Dispatch.Coverage.CoverageTown;
using static RiskMap.City.Tests.TestFeatures;
using static RiskMap.City.Tests.Travel.RoadGraphsTests;

namespace RiskMap.City.Tests.Dispatch.Coverage;

/// <summary>Coverage by road in a town that can be reckoned by hand: 2,000 m in four minutes, an island behind a bridge.</summary>
public class CoverageAnalysisTests
{
    static readonly CoverageQuestion FireStation = new(Time: Night);

    static readonly (string, Feature)[] Hazards =
    [
        ("enterprises", At("enterprises", 1, 900, 30, ("grade", "red"), ("inventory", """[{"cas":"7664-41-7","tonnes":12}]"""))),
        ("enterprises", At("enterprises", 2, 1800, 30, ("grade", "yellow"), ("inventory", "[]"))),
        ("enterprises", At("enterprises", 3, 2350, 30)),
        ("confined-spaces", At("confined-spaces", 1, 1750, 0, ("spaceClass", "underground"))),
        ("places", At("places", 1, 2250, 0, ("category", "highly-sensitive"), ("capacityDay", 700), ("capacityNight", 20))),
        ("places", At("places", 2, 100, 2500, ("category", "highly-sensitive"), ("capacityDay", 40))),
    ];

    [Fact]
    public void People_are_covered_where_turnout_and_drive_are_within_five_minutes()
    {
        var answer = Of(Town(Station(1, 0)), FireStation);

        answer.Outcome.ShouldBe("found");
        (answer.Standard.TurnoutSeconds, answer.Standard.DriveSeconds, answer.Standard.LimitSeconds, answer.Standard.Stated).ShouldBe((60, 240, 300, false));
        // 500, 1,700 and 1,900 m are driven in time, 2,300 m are not; the fifth cell lies 3 km from any road.
        answer.All!.People.ShouldBe(new CoveredShare(1950, 1600, 350, 50, 0.8205));
        answer.Districts.Select(district => (district.Code, district.Counts.People)).ShouldBe([("01", new CoveredShare(1450, 1400, 50, 50, 0.9655)), ("02", new CoveredShare(500, 200, 300, 0, 0.4))]);
        answer.UncoveredPeople!.NumberMatched.ShouldBe(2);
        answer.UncoveredPeople.Cells.Select(cell => (cell.People, cell.TooFarFromRoads)).ShouldBe([(300, false), (50, true)]);
        answer.UncoveredPeople.Cells[0].Location.ShouldBe(LonLat(2300, 20), new Near(1e-6));
        answer.Stations.Single().ShouldSatisfyAllConditions(station => (station.People, station.PeopleAlone, station.DriveSeconds).ShouldBe((1600, 1600, 240)));
    }

    [Fact]
    public void Hazards_are_told_by_kind_and_grade_and_what_is_uncovered_is_listed_with_its_reason()
    {
        var answer = Of(Town([Station(1, 0), .. Hazards]), FireStation);

        answer.All!.Hazards.Select(row => (row.Kind, row.Code, row.Sites.Total, row.Sites.Covered, row.Sites.TooFarFromRoads)).ShouldBe([
            ("major-hazard-sources", null, 1, 1, 0), ("enterprises", "red", 1, 1, 0), ("enterprises", "yellow", 1, 1, 0), ("enterprises", null, 1, 0, 0),
            ("confined-spaces", "underground", 1, 1, 0), ("places", "highly-sensitive", 2, 0, 1)]);
        (answer.All.PlacePeopleDay, answer.All.PlacePeopleNight).ShouldBe((new CoveredShare(740, 0, 740, 40, 0), new CoveredShare(20, 0, 20, 0, 0)));
        answer.UncoveredSites.NumberMatched.ShouldBe(3);
        answer.UncoveredSites.Sites.Select(site => (site.Layer, site.Id, site.Reason, site.District)).ShouldBe(
            [("enterprises", 3, "too-slow", "岛镇"), ("places", 1, "too-slow", "岛镇"), ("places", 2, "too-far-from-roads", "陆镇")]);
        answer.UncoveredSites.Sites.Select(site => site.Seconds).ShouldBe([60 + (2350 / (30 / 3.6)), 60 + (2250 / (30 / 3.6)), null], new Near(0.1));
        answer.Explanation.ShouldContain(step => step.Text.En.Contains("counted without level", StringComparison.Ordinal));
        answer.Missing.Select(missing => missing.What).ShouldBe(["enterprises.inventory", "places.people", "teams.stationClass"]);
    }

    [Fact]
    public void Without_the_bridge_the_island_is_lost_and_both_sides_are_told()
    {
        var city = Town([Station(1, 0), .. Hazards]);
        var cut = city.Imagine("roads", [], [Bridge]);

        var answer = Of(cut, FireStation);

        (answer.WhatIf, answer.All!.People!.Covered).ShouldBe((true, 1400));
        answer.Loss!.ShouldSatisfyAllConditions(
            loss => (loss.PeopleLost, loss.PeopleGained).ShouldBe((200, 0)),
            loss => (loss.Before.People!.Covered, loss.After.People!.Covered).ShouldBe((1600, 1400)),
            loss => loss.SitesLost.Sites.Select(site => (site.Layer, site.Id, site.Reason)).ShouldBe([("enterprises", 2, "no-way"), ("confined-spaces", 1, "no-way")]),
            loss => loss.Districts.Where(district => district.Before.People != district.After.People).Select(district => district.Code).ShouldBe(["02"]),
            loss => loss.LostArea.ShouldNotBeNull().Contains(new Point(LonLat(1700, 20)[0], LonLat(1700, 20)[1])).ShouldBeTrue());
        Of(city, FireStation).Loss.ShouldBeNull();
    }

    [Fact]
    public void A_closure_of_the_moment_cuts_the_island_off_and_one_of_another_hour_does_not()
    {
        var city = Town(Station(1, 0), ("closures", Line("closures", 1, [(1200, 0), (1300, 0)], ("from", Night.AddHours(1)))));
        Of(city, FireStation).All!.People!.Covered.ShouldBe(1600);
        Of(city, FireStation with { Time = Night.AddHours(1) }).All!.People!.Covered.ShouldBe(1400);
        Of(Town(Station(1, 0)).Imagine("closures", [Line("closures", 1, [(1200, 0), (1300, 0)])], []), FireStation).Loss!.PeopleLost.ShouldBe(200);
    }

    [Fact]
    public void A_station_that_is_taken_away_is_told_before_and_after()
    {
        var city = Town(Station(1, 0), Station(2, 2000));

        var answer = Of(city, FireStation with { Without = [new("teams", 2)] });

        (answer.WhatIf, answer.All!.People!.Covered).ShouldBe((false, 1600));
        // The second reaches back to A: only the third cell is covered by it alone.
        (answer.Loss!.Before.People!.Covered, answer.Loss.PeopleLost, answer.Loss.PeopleGained).ShouldBe((1900, 300, 0));
        answer.Stations.Select(station => (station.Id, station.Removed, station.People, station.PeopleAlone)).ShouldBe([(1, false, 1600, 1600), (2, true, 1500, 300)]);
        Of(city, FireStation).Stations.Select(station => (station.Id, station.PeopleAlone)).ShouldBe([(1, 400.0), (2, 300.0)]);
    }

    [Fact]
    public void The_turnout_of_a_station_is_part_of_its_time_and_may_be_stated()
    {
        var city = Town(Station(1, 0, ("turnoutSeconds", 180)), Station(2, 0, ("turnoutSeconds", 301)), Station(3, 9999, ("tier", "village"), ("turnoutSeconds", null)));

        var answer = Of(city, FireStation);
        // Two minutes are left for 1,000 m.
        answer.All!.People!.Covered.ShouldBe(1000);
        answer.Stations.Select(station => (station.Id, station.DriveSeconds, station.TurnoutAssumed, station.TooFarFromRoads)).ShouldBe([(1, 120, false, false), (2, 0, false, false), (3, 0, true, true)]);
        answer.Missing.Select(missing => missing.What).ShouldContain("teams.turnoutSeconds");
        var stated = Of(city, FireStation with { TurnoutSeconds = 30, DriveSeconds = 120 });
        (stated.All!.People!.Covered, stated.Standard.LimitSeconds, stated.Standard.Stated).ShouldBe((1000, 150, true));
        Of(city, FireStation with { DriveSeconds = 276 }).Stations[0].DriveSeconds.ShouldBe(156);
    }

    [Fact]
    public void Ground_stands_beside_the_area_rule_and_the_circle_formula()
    {
        var city = Town(
            Station(1, 0, ("stationClass", "first-class"), ("suburban", false)), Station(2, 0, ("stationClass", "small")), Station(3, 0), Station(4, 0, ("stationClass", "second-class")),
            Station(5, 0, ("stationClass", "logistics")), Station(6, 0, ("stationClass", "second-class"), ("suburban", true)));

        var stations = Of(city, FireStation).Stations.OrderBy(station => station.Id).ToList();

        stations.Select(station => (station.AreaRule!.Verdict, station.AreaRule.LimitSquareKilometres)).ShouldBe(
            [("within-limit", 7), ("beyond-limit", 2), ("no-data", null), ("no-data", null), ("no-area", null), ("within-limit", 15)]);
        // 4 km of road with 500 m to either side and around the western end, where the district ends after 100 m.
        var reached = stations[0].SquareKilometres;
        reached.ShouldBe(4.1, 0.3);
        stations[1].AreaRule!.DifferenceSquareKilometres!.Value.ShouldBe(reached - 2, 1e-3);
        stations[1].AreaRule!.LeastCircleGapSquareKilometres.ShouldBe(reached - 6.42, 0.01);
        stations[1].AreaRule!.GreatestCircleGapSquareKilometres.ShouldBe(reached - 3.56, 0.01);
        (city.Plane.Project(stations[0].Area!).Area / 1e6).ShouldBe(reached, 1e-6);
    }

    [Fact]
    public void The_next_station_covers_what_no_other_place_does()
    {
        var answer = Of(Town(Station(1, 0), Cells(6, -1950, 400, 900), Cells(7, 2380, 300, 100)), FireStation with { NewStations = 1 });
        // The island's end weighs 400, the west is covered.
        answer.NextStations!.ShouldSatisfyAllConditions(
            plan => (plan.Weighs, plan.Given, plan.Optimal, plan.Gained, plan.MostPossible).ShouldBe(("people", false, true, 400, 400)),
            plan => plan.Stations.Single().ShouldSatisfyAllConditions(station => (station.Gain, station.PeopleGained, station.Share).ShouldBe((400, 400, 0.9831))));

        var given = Of(Town(Station(1, 0)), FireStation with { Candidates = [LonLat(100, 0), LonLat(2200, 0)], NewStations = 2 }).NextStations!;
        given.Stations.Single().Location.ShouldBe(LonLat(2200, 0), new Near(1e-6));
        (given.Given, given.CandidateCount, given.Gained).ShouldBe((true, 2, 300));
        Of(Town(Station(1, 0)), FireStation with { NewStations = 0 }).NextStations.ShouldBeNull();
    }

    [Fact]
    public void Rescue_teams_are_those_with_the_capability_and_weigh_confined_spaces()
    {
        var city = Town([
            .. Hazards, Station(1, 0, ("capabilities", """["fire-fighting"]""")), Station(2, 500, ("capabilities", """["confined-space-rescue","rescue"]"""), ("kind", "engineering")), Station(3, 0),
            ("confined-spaces", At("confined-spaces", 2, -1500, 0))]);

        var answer = Of(city, FireStation with { Purpose = "confined-space-rescue" });

        answer.Stations.Select(station => station.Id).ShouldBe([2]);
        answer.LeftOut.Select(unit => (unit.Id, unit.Reason.En)).ShouldBe([(1, "it lacks a capability that is asked for"), (3, "capabilities: no data")]);
        // Three minutes are left: 1,500 m. The first space lies 1,250 m away, the second 2,000 m.
        answer.All!.Hazards.Where(row => row.Kind == "confined-spaces").Select(row => (row.Code, row.Sites.Covered)).ShouldBe([("underground", 1), (null, 0)]);
        (answer.UncoveredSites.Sites[0].Layer, answer.UncoveredSites.Sites[0].Id).ShouldBe(("confined-spaces", 2));
        (answer.NextStations!.Weighs, answer.NextStations.Gained).ShouldBe(("confined-spaces", 1));
        (answer.Circle, answer.Stations[0].AreaRule).ShouldBe((null, null));
    }

    [Fact]
    public void Depots_count_that_can_send_what_is_asked_for()
    {
        var city = Town(
            ("depots", At("depots", 1, 0, 0, ("stock", """[{"code":"2010299","quantity":8,"unit":"套"}]"""))), ("depots", At("depots", 2, 2000, 0, ("stock", """[{"code":"2010299","quantity":8,"unit":"套","expiry":"2026-06-30"}]"""))),
            ("depots", At("depots", 3, 2000, 0)));
        var question = FireStation with { Layer = "depots", DriveSeconds = 240 };

        var any = Of(city, question);
        (any.Purpose, any.Stations.Count, any.All!.People!.Covered).ShouldBe(("depot", 3, 1900));
        var suits = Of(city, question with { Materials = ["20102"] });
        suits.Stations.Select(station => station.Id).ShouldBe([1]);
        suits.LeftOut.Select(unit => unit.Reason.En).ShouldBe(["nothing deployable of a material that is asked for", "stock: no data"]);
        suits.All!.People!.Covered.ShouldBe(1600);
    }

    [Fact]
    public void Without_roads_there_is_no_data_and_the_formula_alone()
    {
        var answer = Of(SmallCity(Station(1, 0), Cells(1, 0, 0, 10)), FireStation);
        (answer.Outcome, answer.All, answer.UncoveredArea, answer.NextStations, answer.Stations.Count).ShouldBe(("no-data", null, null, null, 0));
        answer.Circle!.GreatestSquareKilometres.ShouldBe(6.42, 0.01);
        answer.Missing.Select(missing => missing.What).ShouldBe(["roads"]);
        Of(Town(), FireStation).ShouldSatisfyAllConditions(none => none.Outcome.ShouldBe("no-data"), none => none.Missing.Single().What.ShouldBe("teams"));
    }

    [Fact]
    public void Without_people_or_districts_nothing_counts_as_covered_and_what_is_missing_is_named()
    {
        var roads = Ground.Where(pair => pair.Item1 == "roads");
        var answer = Of(SmallCity([.. roads, Station(1, 0)]), FireStation);
        (answer.All!.People, answer.All.SquareKilometres, answer.All.PlacePeopleDay, answer.NextStations).ShouldBe((null, null, null, null));
        answer.Districts.ShouldBeEmpty();
        (answer.Stations.Single().People, answer.Stations[0].SquareKilometres > 0).ShouldBe((null, true));
        answer.Missing.Select(missing => missing.What).ShouldBe(["population", "enterprises", "confined-spaces", "places", "districts", "teams.stationClass", "nextStations"]);
        // Uncovered ground ends with the reach of the roads.
        answer.UncoveredArea!.Contains(new Point(LonLat(2390, 0)[0], LonLat(2390, 0)[1])).ShouldBeTrue();
        answer.UncoveredArea.Contains(new Point(LonLat(0, 1000)[0], LonLat(0, 1000)[1])).ShouldBeFalse();
    }

    [Fact]
    public void Where_no_station_is_of_the_kind_nobody_is_covered()
    {
        var answer = Of(Town(Station(1, 0, ("kind", "medical")), Station(2, 0, ("onDuty", 0)), Station(3, 0, ("kind", null))), FireStation);
        (answer.Outcome, answer.All!.People!.Covered, answer.NextStations!.Gained).ShouldBe(("found", 0, 1500));
        answer.LeftOut.Select(unit => unit.Reason.En).ShouldBe(["nobody is on duty", "kind: no data"]);
        Of(Town(Station(1, 0, ("onDuty", null))), FireStation).ShouldSatisfyAllConditions(manned => manned.All!.People!.Covered.ShouldBe(1600), manned => manned.Missing.ShouldContain(missing => missing.What == "teams.onDuty"));
        Of(Town(Station(1, 0, ("kind", "medical"))), FireStation with { Kinds = ["medical"] }).All!.People!.Covered.ShouldBe(1600);
    }

    [Fact]
    public void Polygons_are_left_out_where_nobody_wants_them()
    {
        var answer = Of(Town(Station(1, 0)), FireStation with { Areas = false, Without = [new("teams", 1)] });
        (answer.UncoveredArea, answer.Stations[0].Area, answer.Loss!.LostArea, answer.NextStations!.Stations[0].Area).ShouldBe((null, null, null, null));
    }

    public static TheoryData<string, CoverageQuestion> WrongInputs => new()
    {
        { "purpose", FireStation with { Purpose = "police" } },
        { "layer", FireStation with { Layer = "roads" } },
        { "layer", FireStation with { Purpose = "depot", Layer = "teams" } },
        { "kinds/1", FireStation with { Kinds = ["fire", "clowns"] } },
        { "kinds", FireStation with { Purpose = "depot", Kinds = ["fire"] } },
        { "capabilities", FireStation with { Purpose = "depot", Capabilities = ["rescue"] } },
        { "materials", FireStation with { Materials = ["2010299"] } },
        { "materials/0", FireStation with { Purpose = "depot", Materials = ["99"] } },
        { "turnoutSeconds", FireStation with { TurnoutSeconds = -1 } },
        { "driveSeconds", FireStation with { DriveSeconds = 0 } },
        { "driveSeconds", FireStation with { DriveSeconds = 7201 } },
        { "without/0", FireStation with { Without = [new("teams", 77)] } },
        { "without/1", FireStation with { Without = [new("teams", 1), new("depots", 1)] } },
        { "without/0", FireStation with { Without = [new("teams", 2)] } },
        { "newStations", FireStation with { NewStations = 11 } },
        { "candidates", FireStation with { Candidates = [] } },
        { "candidates/1", FireStation with { Candidates = [LonLat(0, 0), [0, 0]] } },
        { "candidates/0", FireStation with { Candidates = [LonLat(0, 3000)] } },
    };

    [Theory]
    [MemberData(nameof(WrongInputs))]
    public void A_wrong_input_is_named_with_its_remedy(string member, CoverageQuestion question)
    {
        var city = Town(Station(1, 0), Station(2, 0, ("kind", "medical")));
        var refused = Should.Throw<QuestionException>(() => Of(city, question));
        refused.Member.ShouldBe(member);
        refused.Remedy.Zh.ShouldNotBeEmpty();
    }

    static CoverageAnswer Of(CitySnapshot city, CoverageQuestion question) => CoverageAnalysis.Of(city, question, Night);

    sealed class Near(double tolerance) : IEqualityComparer<double>, IEqualityComparer<double?>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public bool Equals(double? x, double? y) => x is { } a && y is { } b ? Equals(a, b) : x is null && y is null;

        public int GetHashCode(double number) => 0;

        public int GetHashCode(double? number) => 0;
    }
}
