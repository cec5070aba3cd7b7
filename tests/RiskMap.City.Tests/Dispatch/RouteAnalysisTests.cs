using RiskMap.City.Dispatch;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using static RiskMap.City.Tests.Travel.RoadGraphsTests;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Dispatch;

public class RouteAnalysisTests
{
    static readonly DateTimeOffset Night = new(2026, 7, 1, 3, 0, 0, TimeSpan.FromHours(8));

    static readonly CitySnapshot City = SmallCity(
        ("roads", Road(1, [(0, 0), (1000, 0)], ("name", "直街"), ("oneway", "forward"))),
        ("roads", Road(2, [(0, 0), (0, 500), (1000, 500), (1000, 0)], ("name", "环路"))),
        ("closures", Line("closures", 1, [(300, 0), (400, 0)], ("name", "燃气施工"), ("from", Night.AddHours(1)))));

    static double[] Place(double east, double north)
    {
        var at = At("teams", 1, east, north).Geometry!.Coordinate;
        return [at.X, at.Y];
    }

    [Fact]
    public void A_route_is_told_in_places_streets_and_seconds()
    {
        var report = RouteAnalysis.Of(City, new RouteQuestion(Place(0, -30), Place(1000, 0)), Night);

        report.Outcome.ShouldBe("found");
        report.DistanceMetres!.Value.ShouldBe(1000, 0.1);
        report.Best!.Legs.ShouldHaveSingleItem().Instruction.ShouldBe(new LocalizedText("出发，沿直街行驶", "set off on 直街"));
        report.Start!.SnapMetres.ShouldBe(30, 0.1);
        report.Geometry!.Coordinates[0][0].ShouldBe(Place(0, 0)[0], 1e-6);
        report.Geometry.Coordinates[^1][1].ShouldBe(Place(1000, 0)[1], 1e-6);
        report.DataVersion.ShouldBe(City.Version.Text);
        report.Explanation.ShouldContain(step => step.Text.En.Contains("to be verified"));
    }

    [Fact]
    public void Turn_restrictions_with_hours_and_with_conditions_that_cannot_be_read_are_told()
    {
        var city = SmallCity(
            ("roads", Road(1, [(0, 0), (500, 0)], ("nodes", "[11, 12]"), ("turnRestrictions",
                """[{"kind":"no_left_turn","via":"node/12","to":"roads-2","conditional":"(Mo-Fr,PH 07:00-09:00)"},{"kind":"no_right_turn","via":"node/12","to":"roads-2","conditional":"(wet)"}]"""))),
            ("roads", Road(2, [(500, 0), (500, 500)], ("nodes", "[12, 13]"))));

        string Told(int hour) => RouteAnalysis.Of(city, new RouteQuestion(Place(0, 0), Place(500, 0), Time: new DateTimeOffset(2026, 7, 1, hour, 0, 0, TimeSpan.FromHours(8))), Night)
            .Explanation.Single(step => step.Text.En.Contains("turn restrictions")).Text.En;

        Told(8).ShouldBe("1 of 1 turn restrictions with hours are in force (holidays are not known); 1 more have a condition that cannot be read and hold at all hours");
        Told(9).ShouldStartWith("0 of 1 turn restrictions with hours are in force");
        RouteAnalysis.Of(City, new RouteQuestion(Place(0, 0), Place(1000, 0)), Night).Explanation.ShouldNotContain(step => step.Text.En.Contains("turn restrictions"));
    }

    [Fact]
    public void Closures_of_the_hour_are_driven_around_and_told()
    {
        var report = RouteAnalysis.Of(City, new RouteQuestion(Place(0, 0), Place(1000, 0), Time: Night.AddHours(2)), Night);

        report.DistanceMetres!.Value.ShouldBe(2000, 0.1);
        report.Best!.Warnings.ShouldContain(warning => warning.Kind == "closure-near" && warning.Text.Zh.Contains("燃气施工"));
        var cut = RouteAnalysis.Of(City, new RouteQuestion(Place(350, 0), Place(1000, 0), Time: Night.AddHours(2)), Night);
        (cut.Outcome, cut.TravelSeconds).ShouldBe(("closed", null));
        cut.CuttingClosures.ShouldBe(["closures-1"]);
    }

    [Fact]
    public void Closures_that_shut_nothing_are_told_and_restrictions_that_are_not_kept()
    {
        var city = SmallCity(
            ("roads", Road(1, [(0, 0), (1000, 0)], ("nodes", "[1, 2]"), ("turnRestrictions", """[{"kind":"no_left_turn","via":"node/99","to":"roads-1"}]"""))),
            ("closures", Line("closures", 1, [(300, 90), (400, 90)], ("name", "河边"))),
            ("closures", Line("closures", 2, [(300, 0), (400, 0)], ("name", "倒置"), ("from", Night.AddHours(1)), ("to", Night))),
            ("closures", Line("closures", 3, [(300, 90), (400, 90)], ("name", "将来"), ("from", Night.AddHours(1)))));

        var report = RouteAnalysis.Of(city, new RouteQuestion(Place(0, 0), Place(1000, 0)), Night);

        report.DistanceMetres!.Value.ShouldBe(1000, 0.1);
        report.Explanation.ShouldContain(step => step.Text.En == "2 closures shut nothing, they meet no road or end before they begin: 河边, 倒置");
        report.Explanation.ShouldContain(step => step.Text.En.StartsWith("1 turn restrictions do not fit"));
    }

    [Fact]
    public void A_fire_engine_tells_which_rule_it_breaks_and_where()
    {
        var report = RouteAnalysis.Of(City, new RouteQuestion(Place(600, 0), Place(200, 0), "fire-engine"), Night);

        var warning = report.Best!.Warnings.ShouldHaveSingleItem();
        (warning.Kind, warning.Rule).ShouldBe(("rule-broken", "against-oneway"));
        warning.Text.En.ShouldContain("直街, 400 m");
        warning.Source!.Clause.ShouldBe("第五十三条");
    }

    [Fact]
    public void Other_routes_are_shown_when_asked_for()
    {
        RouteAnalysis.Of(City, new RouteQuestion(Place(0, 0), Place(1000, 0), Alternatives: true), Night).Others.ShouldBeEmpty("twice the time is too long");
        var near = SmallCity(("roads", Road(1, [(0, 0), (1000, 0)])), ("roads", Road(2, [(0, 0), (500, 200), (1000, 0)], ("name", "旁路"))));
        RouteAnalysis.Of(near, new RouteQuestion(Place(0, 0), Place(1000, 0), Alternatives: true), Night).Others.ShouldHaveSingleItem().Legs[^1].Name.ShouldBe("旁路");
    }

    [Fact]
    public void A_place_in_the_sea_is_refused_with_its_distance()
    {
        var error = Should.Throw<QuestionException>(() => RouteAnalysis.Of(City, new RouteQuestion(Place(0, 0), Place(3000, 0)), Night));
        error.Member.ShouldBe("to");
        error.Reason.En.ShouldContain("2000 m away");
        foreach (var place in (double[]?[])[null, [], [118], [200, 24], [double.NaN, 24], [118, 24, 5]])
            Should.Throw<QuestionException>(() => RouteAnalysis.Of(City, new RouteQuestion(place, Place(0, 0)), Night)).Member.ShouldBe("from");
    }

    [Fact]
    public void Without_roads_there_is_no_data_and_without_connection_it_is_said()
    {
        RouteAnalysis.Of(SmallCity(), new RouteQuestion(Place(0, 0), Place(1000, 0)), Night).Outcome.ShouldBe("no-data");
        var islands = SmallCity(("roads", Road(1, [(0, 0), (1000, 0)])), ("roads", Road(2, [(0, 3000), (1000, 3000)])));
        var report = RouteAnalysis.Of(islands, new RouteQuestion(Place(0, 0), Place(0, 3000)), Night);
        report.Outcome.ShouldBe("not-connected");
        report.Explanation[0].Text.En.ShouldContain("1.0 km");
    }
}
