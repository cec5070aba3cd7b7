using System.Text.Json;
using RiskMap.City.Dispatch.Force;
using RiskMap.City.Model;
using RiskMap.City.Travel;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Dispatch;

public class SufficientForceTests
{
    // 35 km/h along 1.4 times the straight way.
    const double MetresPerSecond = 35 / 3.6 / 1.4;

    static readonly DateTimeOffset Now = new(2026, 6, 30, 12, 0, 0, TimeSpan.FromHours(8));

    static readonly ForceNeed Rescue = new(Capability: "confined-space-rescue", Amount: 1);
    static readonly ForceNeed Tenders = new(Vehicle: "water-tender", Amount: 3);
    static readonly ForceNeed Suits = new(Material: "2010299", Amount: 6, Unit: "套");

    [Fact]
    public void Needs_are_met_by_teams_on_duty_and_deployable_stock_in_the_least_time()
    {
        var city = SmallCity(
            Team(1, 1000, """["fire-fighting"]""", """[{"kind":"water-tender","count":2}]"""),
            Team(2, 3000, """["confined-space-rescue"]""", """[{"kind":"water-tender","count":1}]"""),
            Team(3, 2000, """["fire-fighting"]""", """[{"kind":"water-tender","count":1}]"""),
            Depot(1, 500, """[{"code":"2010299","quantity":8,"unit":"套","reserved":1,"underRepair":1,"expiry":"2026-06-30"}]"""));

        var answer = Of(city, Rescue, Tenders, Suits);

        answer.Sufficient.ShouldBeTrue();
        // Team 2 alone can rescue, and brings the third tender: team 3 is not needed although it is nearer.
        answer.Units.Select(unit => (unit.Layer, unit.Id)).ShouldBe([("teams", 1), ("teams", 2), ("depots", 1)], ignoreOrder: true);
        answer.Needs.Select(need => (need.Kind, need.Need, need.Amount, need.Unit)).ShouldBe(
            [("capability", "confined-space-rescue", 1, null), ("vehicle", "water-tender", 3, null), ("material", "2010299", 6, "套")]);
        answer.TravelSeconds!.Value.ShouldBe(900 + (500 / MetresPerSecond), 1);
        (answer.Bottleneck!.Need, answer.Bottleneck.UnitLayer, answer.Bottleneck.UnitId).ShouldBe(("2010299", "depots", 1));
        answer.Bottleneck.SecondsWithout.ShouldBe(60 + (3000 / MetresPerSecond), 1);
        answer.Units.Single(unit => unit.Layer == "depots").Gives.Single().Amount.ShouldBe(6);
        answer.SecondBest.ShouldBeNull();
        answer.IsProvenFewest.ShouldBeTrue();
        answer.Explanation.ShouldContain(step => step.Text.En.Contains("straight distance × 1.4 at 35 km/h") && step.Source!.Status == RuleSource.ToBeVerified);
    }

    [Theory]
    [InlineData("""[{"code":"2010299","quantity":8,"unit":"套","expiry":"2026-06-29"}]""", 0)]
    [InlineData("""[{"code":"2010299","quantity":8,"unit":"套","expiry":"2026-06-30"}]""", 8)]
    [InlineData("""[{"code":"2010299","quantity":8,"unit":"套","reserved":3}]""", 5)]
    [InlineData("""[{"code":"2010299","quantity":8,"unit":"套","reserved":5,"underRepair":4}]""", 0)]
    [InlineData("""[{"code":"2010299","quantity":8,"unit":"箱"}]""", 0)]
    [InlineData("""[{"code":"2010299","quantity":2,"unit":"套"},{"code":"2010299","quantity":1,"unit":"套","expiry":"2020-01-01"}]""", 2)]
    [InlineData("""[{"code":"2010199","quantity":8,"unit":"套"}]""", 0)]
    public void Deployable_is_on_hand_less_reserved_expired_and_under_repair(string stock, double deployable)
    {
        var answer = Of(SmallCity(Depot(1, 500, stock)), Suits with { Amount = 100 });
        answer.Sufficient.ShouldBeFalse();
        (answer.Unmet.Single().Available, answer.Unmet[0].Missing).ShouldBe((deployable, 100 - deployable));
    }

    [Fact]
    public void A_need_that_nobody_can_meet_is_named_with_what_is_missing()
    {
        var city = SmallCity(Team(1, 1000, """["fire-fighting"]""", """[{"kind":"water-tender","count":2}]"""));

        var answer = Of(city, Tenders, Rescue, new(Capability: "fire-fighting", Amount: 1));

        answer.Sufficient.ShouldBeFalse();
        answer.Unmet.Select(need => (need.Need, need.Missing)).ShouldBe([("water-tender", 1), ("confined-space-rescue", 1)]);
        // What there is comes all the same.
        answer.Units.Select(unit => unit.Id).ShouldBe([1]);
        answer.Explanation.ShouldContain(step => step.Text.Zh.Contains("全市不足：水罐消防车 需 3，只有 2，缺 1"));
        answer.SecondBest.ShouldBeNull();
    }

    [Fact]
    public void What_a_row_does_not_say_is_named_and_not_counted()
    {
        var city = SmallCity(
            ("teams", At("teams", 1, 100, 0, ("kind", "fire"), ("tier", "national-fire"), ("capabilities", """["fire-fighting"]"""), ("vehicles", """[{"kind":"van","count":1}]"""))),
            ("teams", At("teams", 2, 200, 0, ("onDuty", 0), ("capabilities", """["fire-fighting"]"""))),
            ("teams", At("teams", 3, 300, 0, ("onDuty", 5))),
            ("teams", At("teams", 4, 9000, 0, ("onDuty", 5), ("tier", "village"), ("capabilities", """["灭火"]"""))),
            ("depots", At("depots", 1, 100, 0)));

        var answer = Of(city, new(Capability: "fire-fighting", Amount: 1), Suits with { Amount = 1 });

        answer.Units.Select(unit => (unit.Id, unit.TurnoutSeconds, unit.TurnoutAssumed)).ShouldBe([(4, 900, true)]);
        answer.LeftOut.Select(unit => (unit.Layer, unit.Id)).ShouldBe([("teams", 1), ("teams", 2), ("teams", 3), ("depots", 1)]);
        answer.LeftOut.Select(unit => unit.Reason.En).ShouldBe(["people on duty: no data", "nobody is on duty", "capabilities and vehicles: no data", "stock: no data"]);
        answer.Unmet.Single().Need.ShouldBe("2010299");
    }

    [Fact]
    public void Units_can_be_pinned_and_forbidden()
    {
        var city = SmallCity(Enumerable.Range(1, 4).Select(id => Team(id, id * 1000, """["fire-fighting"]""", """[{"kind":"van","count":1}]""")).ToArray());
        var question = Question(new ForceNeed(Capability: "fire-fighting", Amount: 2));

        SentBy(city, question).ShouldBe([1, 2]);
        // Two are there by the time of the second; the fourth goes besides, because a person wants it.
        SentBy(city, question with { Pinned = [new("teams", 4)] }).ShouldBe([1, 2, 4]);
        SentBy(city, question with { Forbidden = [new("teams", 1)] }).ShouldBe([2, 3]);
    }

    [Fact]
    public void A_depot_that_is_wanted_goes_though_its_row_says_nothing_of_stock()
    {
        var city = SmallCity(Team(1, 1000, """["fire-fighting"]""", "[]"), ("depots", At("depots", 2, 500, 0)), ("depots", Feature("depots", 3, null)));
        var question = Question(new ForceNeed(Capability: "fire-fighting", Amount: 1), Suits);

        SufficientForces.Of(city, question, TravelTimes.Of(city)).LeftOut.Select(unit => unit.Reason.En).ShouldBe(["stock: no data", "stock: no data"]);
        var answer = SufficientForces.Of(city, question with { Pinned = [new("depots", 2)] }, TravelTimes.Of(city));
        answer.Units.Select(unit => (unit.Layer, unit.Id, unit.Pinned, unit.Gives.Count)).ShouldBe([("teams", 1, false, 1), ("depots", 2, true, 0)], ignoreOrder: true);
        Should.Throw<QuestionException>(() => SufficientForces.Of(city, question with { Pinned = [new("depots", 3)] }, TravelTimes.Of(city))).Member.ShouldBe("pinned");
    }

    [Fact]
    public void The_second_best_says_what_it_does_without()
    {
        var city = SmallCity(Enumerable.Range(1, 3).Select(id => Team(id, id * 1000, """["fire-fighting"]""", """[{"kind":"van","count":1}]""")).ToArray());

        var answer = Of(city, new ForceNeed(Capability: "fire-fighting", Amount: 1));

        answer.Units.Single().Id.ShouldBe(1);
        answer.SecondBest!.Units.Single().Id.ShouldBe(2);
        answer.SecondBest.Without.ShouldBe(new UnitName("teams", 1));
        answer.SecondBest.TravelSeconds.ShouldBeGreaterThan(answer.TravelSeconds!.Value);
    }

    [Fact]
    public void Who_cannot_get_there_is_left_out_and_may_not_be_pinned()
    {
        var city = SmallCity(Team(1, 1000, """["fire-fighting"]""", "[]"), Team(2, 2000, """["fire-fighting"]""", "[]"));
        var island = TravelTimes.Of(city) with { Between = (from, to, _) => [.. from.Select(at => to.Select(_ => at.X < 621_500 ? double.PositiveInfinity : 300).ToArray())] };
        var question = Question(new ForceNeed(Capability: "fire-fighting", Amount: 1));

        var answer = SufficientForces.Of(city, question, island);

        answer.Units.Single().Id.ShouldBe(2);
        answer.LeftOut.Single().Reason.En.ShouldBe("it cannot get there");
        Should.Throw<QuestionException>(() => SufficientForces.Of(city, question with { Pinned = [new("teams", 1)] }, island)).Member.ShouldBe("pinned");
    }

    [Fact]
    public void Coverage_left_counts_the_people_whom_the_stations_that_stay_reach_in_four_minutes()
    {
        // 240 s reach 1667 m. Station 1 goes; station 2 covers nobody of its own, station 3 covers more than it could win.
        var city = SmallCity([
            Team(1, 0, """["fire-fighting","confined-space-rescue"]""", "[]"), Team(2, 8000, """["fire-fighting"]""", "[]"), Team(3, 16_000, """["fire-fighting"]""", "[]"),
            Cell(1, 500, 1000), Cell(2, 1400, 200), Cell(3, 4000, 5000), Cell(4, 16_000, 2000)]);

        var left = Of(city, Rescue).CoverageLeft!;

        (left.StandardSeconds, left.People, left.CoveredBefore, left.CoveredAfter).ShouldBe((240, 8200, 3200, 2000));
        var move = left.MoveUps.Single();
        (move.TeamId, move.ToTeamId, move.PeopleGained).ShouldBe((2, 1, 1200));
        move.Seconds.ShouldBe(8000 / MetresPerSecond, 1);
    }

    [Fact]
    public void Without_people_or_stations_coverage_left_has_no_data()
    {
        var answer = Of(SmallCity(Team(1, 0, """["confined-space-rescue"]""", "[]")), Rescue);
        answer.CoverageLeft.ShouldBeNull();
        answer.Missing.ShouldContain(missing => missing.What == "population");
    }

    [Fact]
    public void Every_template_names_its_needs_and_their_sources()
    {
        var templates = IncidentTemplates.Default;
        templates.Templates.Select(template => template.Template).ShouldContain("ammonia-leak");
        foreach (var template in templates.Templates)
        {
            template.Needs.ShouldNotBeEmpty();
            template.Needs.ShouldAllBe(need => need.Source!.Clause.Length > 0 && need.Amount > 0 && (need.Material != null || templates.Titles.ContainsKey(need.Capability ?? need.Vehicle!)));
            SufficientForces.Of(SmallCity(), new(Location, template.Template, Time: Now), TravelTimes.Of(SmallCity())).Unmet.Count.ShouldBe(template.Needs.Count);
        }
    }

    public static TheoryData<string, string> WrongInputs => new()
    {
        { "location", """{"location":[0,0],"template":"fire"}""" },
        { "template", """{"template":"earthquake"}""" },
        { "template", """{}""" },
        { "template", """{"template":"fire","needs":[{"vehicle":"van","amount":1}]}""" },
        { "needs", """{"needs":[]}""" },
        { "needs/0", """{"needs":[{"amount":1}]}""" },
        { "needs/0", """{"needs":[{"vehicle":"van","capability":"rescue","amount":1}]}""" },
        { "needs/1/amount", """{"needs":[{"vehicle":"van","amount":1},{"vehicle":"van","amount":-2}]}""" },
        { "needs/0/material", """{"needs":[{"material":"99","amount":1}]}""" },
        { "pinned", """{"template":"fire","pinned":[{"layer":"teams","id":77}]}""" },
        { "forbidden", """{"template":"fire","forbidden":[{"layer":"roads","id":1}]}""" },
        { "pinned", """{"template":"fire","pinned":[{"layer":"teams","id":1}],"forbidden":[{"layer":"teams","id":1}]}""" },
    };

    [Theory]
    [MemberData(nameof(WrongInputs))]
    public void A_wrong_input_is_named_with_its_remedy(string member, string json)
    {
        var city = SmallCity(Team(1, 0, """["rescue"]""", "[]"));
        var question = JsonSerializer.Deserialize<ForceQuestion>(json, JsonSerializerOptions.Web)!;
        var refused = Should.Throw<QuestionException>(() => SufficientForces.Of(city, question with { Location = question.Location ?? Location }, TravelTimes.Of(city)));
        refused.Member.ShouldBe(member);
        refused.Remedy.Zh.ShouldNotBeEmpty();
    }

    static double[] Location { get; } = [.. new[] { At("teams", 1, 0, 0).Geometry!.Coordinate }.SelectMany(at => new[] { at.X, at.Y })];

    static ForceQuestion Question(params ForceNeed[] needs) => new(Location, Needs: needs, Time: Now);

    static ForceAnswer Of(City.Snapshot.CitySnapshot city, params ForceNeed[] needs) => SufficientForces.Of(city, Question(needs), TravelTimes.Of(city));

    static IEnumerable<long> SentBy(City.Snapshot.CitySnapshot city, ForceQuestion question) => SufficientForces.Of(city, question, TravelTimes.Of(city)).Units.Select(unit => unit.Id);

    static (string, Feature) Team(long id, double east, string capabilities, string vehicles) => ("teams", At("teams", id, east, 0,
        ("kind", "fire"), ("tier", "national-fire"), ("capabilities", capabilities), ("vehicles", vehicles), ("onDuty", 10), ("turnoutSeconds", 60)));

    static (string, Feature) Depot(long id, double east, string stock) => ("depots", At("depots", id, east, 0, ("stock", stock)));

    static (string, Feature) Cell(long id, double east, double people) => ("population", Area("population", id, (east - 100, -100, east + 100, 100), ("residents", people)));
}
