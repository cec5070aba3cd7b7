using RiskMap.City.Dispatch;
using RiskMap.City.Dispatch.Force;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Dispatch;

/// <summary>What the dispatch record means for who can be sent.</summary>
public class ForceRecordTests
{
    // 35 km/h along 1.4 times the straight way.
    const double MetresPerSecond = 35 / 3.6 / 1.4;
    const double Turnout = 60;

    static readonly DateTimeOffset Now = new(2026, 6, 30, 12, 0, 0, TimeSpan.FromHours(8));
    static readonly ForceNeed Fight = new(Capability: "fire-fighting", Amount: 1);
    static readonly ForceNeed Suits = new(Material: "2010299", Amount: 6, Unit: "套");

    static readonly (string, Feature)[] Incidents =
    [
        ("incidents", At("incidents", 1, 0, 0, ("name", "氨泄漏"), ("state", "open"), ("template", "fire"))), ("incidents", At("incidents", 2, 5000, 0, ("name", "火情"), ("state", "open"))),
    ];

    [Fact]
    public void A_team_that_is_out_is_left_out_with_the_name_of_its_incident()
    {
        var city = City(Team(1, 1000), Team(2, 3000), Order(1, 2, "teams", 1, "turned-out"), Order(2, 2, "teams", 2, "released"));
        var answer = Of(city, new(Needs: [Fight]));
        answer.Units.Select(unit => (unit.Id, unit.OrderId)).ShouldBe([(2, null)]);
        answer.LeftOut.Single().ShouldBe(new LeftOutUnit("teams", 1, "teams 1", ("出动中：火情", "out: 火情")));
    }

    [Fact]
    public void A_team_that_is_out_may_be_pinned_for_its_own_incident_only()
    {
        var city = City(Team(1, 1000), Team(2, 3000), Order(1, 2, "teams", 1, "ordered"));
        var fault = Should.Throw<QuestionException>(() => Of(city, new(Needs: [Fight], Pinned: [new("teams", 1)], IncidentId: 1)));
        (fault.Member, fault.Value).ShouldBe(("pinned", "teams/1"));
        fault.Reason.Zh.ShouldContain("正在“火情”出动（指令 1）");
        Of(city, new(Needs: [Fight], Pinned: [new("teams", 1)], IncidentId: 2)).Units.Single().OrderId.ShouldBe(1);
    }

    [Fact]
    public void Who_was_ordered_to_the_incident_goes_with_the_time_that_is_left()
    {
        var city = City(
            Team(1, 5000), Team(2, 7000), Team(3, 9000), Team(4, 100),
            Order(1, 1, "teams", 1, "ordered", ("orderedAt", Now.AddSeconds(-100))),
            Order(2, 1, "teams", 2, "turned-out", ("orderedAt", Now.AddSeconds(-300)), ("turnedOutAt", Now.AddSeconds(-200))),
            Order(3, 1, "teams", 3, "arrived", ("orderedAt", Now.AddSeconds(-900))));

        var answer = Of(city, new(Needs: [Fight with { Amount = 4 }], IncidentId: 1));

        var seconds = answer.Units.ToDictionary(unit => unit.Id);
        (seconds[3].Seconds, seconds[3].OrderState, seconds[3].Pinned).ShouldBe((0, "arrived", true));
        seconds[2].Seconds.ShouldBe((7000 / MetresPerSecond) - 200, 1);
        seconds[1].Seconds.ShouldBe(Turnout + (5000 / MetresPerSecond) - 100, 1);
        (seconds[4].OrderId, seconds[4].Pinned).ShouldBe((null, false));
        seconds[4].Seconds.ShouldBe(Turnout + (100 / MetresPerSecond), 1);
        answer.Explanation.ShouldContain(step => step.Text.En.Contains("3 orders were given for this incident: 1 units are there"));
        // Who is there already meets the need at once: nobody is added. For another incident three of the four are not there at all.
        Of(city, new(Needs: [Fight], IncidentId: 1)).Units.Select(unit => unit.Id).ShouldBe([3, 2, 1], ignoreOrder: true);
        Of(city, new(Needs: [Fight with { Amount = 3 }])).Unmet.Single().Missing.ShouldBe(2);
    }

    [Fact]
    public void Who_is_overdue_is_expected_at_any_moment_and_never_before_now()
    {
        var city = City(Team(1, 1000), Order(1, 1, "teams", 1, "ordered", ("orderedAt", Now.AddHours(-1))));
        Of(city, new(Needs: [Fight], IncidentId: 1)).TravelSeconds.ShouldBe(0);
    }

    [Theory]
    [InlineData("ordered", 4)]
    [InlineData("arrived", 4)]
    [InlineData("released", 8)]
    [InlineData("cancelled", 8)]
    public void What_open_orders_take_is_not_deployable(string state, double deployable)
    {
        var city = City(Depot(1, 500, 8), Order(1, 2, "depots", 1, state, ("materials", """[{"code":"2010299","quantity":4,"unit":"套"}]""")));
        Of(city, new(Needs: [Suits with { Amount = 100 }])).Unmet.Single().Available.ShouldBe(deployable);
        // A class of materials is counted code by code: what is overdrawn of one takes nothing off another.
        Of(city, new(Needs: [Suits with { Material = "201", Amount = 100 }])).Unmet.Single().Available.ShouldBe(deployable);
    }

    [Fact]
    public void A_depot_gives_what_it_was_ordered_to_give_and_may_give_more()
    {
        var city = City(Depot(1, 500, 8), Order(1, 1, "depots", 1, "arrived", ("materials", """[{"code":"2010299","quantity":5,"unit":"套"}]""")));

        var answer = Of(city, new(Needs: [Suits], IncidentId: 1));

        answer.Units.Select(unit => (unit.OrderId, unit.Seconds == 0, unit.Gives.Single().Amount)).ShouldBe([(1, true, 5), (null, false, 3)]);
        Of(city, new(Needs: [Suits with { Amount = 5 }], IncidentId: 1)).Units.Single().OrderId.ShouldBe(1);
        Of(city, new(Needs: [Suits with { Amount = 9 }], IncidentId: 1)).Unmet.Single().Missing.ShouldBe(1);
    }

    [Fact]
    public void An_ordered_unit_stays_in_the_answer_though_it_gives_nothing_that_is_needed()
    {
        var city = City(Team(1, 1000), Depot(1, 500, 8), Order(1, 1, "teams", 1, "arrived"));
        Of(city, new(Needs: [Suits], IncidentId: 1)).Units.Select(unit => unit.Layer).ShouldBe(["teams", "depots"]);
    }

    [Fact]
    public void The_record_says_where_and_what_unless_the_question_does()
    {
        var city = City(Team(1, 1000));
        var answer = SufficientForces.Of(city, new(IncidentId: 1, Time: Now), TravelTimes.Of(city));
        answer.Explanation.ShouldContain(step => step.Text.En.Contains("needs by the template"));
        Should.Throw<QuestionException>(() => SufficientForces.Of(city, new(IncidentId: 2, Time: Now), TravelTimes.Of(city))).Member.ShouldBe("template");
        Should.Throw<QuestionException>(() => Of(city, new(Needs: [Fight], IncidentId: 9))).Member.ShouldBe("incidentId");
    }

    [Fact]
    public void Who_was_ordered_to_the_incident_may_not_be_forbidden()
    {
        var city = City(Team(1, 1000), Order(1, 1, "teams", 1, "ordered"));
        Should.Throw<QuestionException>(() => Of(city, new(Needs: [Fight], Forbidden: [new("teams", 1)], IncidentId: 1))).Member.ShouldBe("forbidden");
        Of(city, new(Needs: [Fight], Forbidden: [new("teams", 1)])).Sufficient.ShouldBeFalse();
    }

    [Fact]
    public void The_nearest_by_time_are_those_that_are_not_out_and_the_answer_says_how_many_are()
    {
        var city = City(Team(1, 1000), Team(2, 2000), Team(3, 3000), Order(1, 2, "teams", 1, "arrived"), Order(2, 2, "teams", 9, "arrived"));
        var (longitude, latitude) = At("incidents", 1, 0, 0).Geometry!.Coordinate is var at ? (at.X, at.Y) : default;
        var answer = NearestByTime.Of(city, new([longitude, latitude], "teams", 2), TravelTimes.Of(city));
        answer.Features.Select(team => team.Id).ShouldBe([2, 3]);
        answer.Explanation.ShouldContain(step => step.Text.En == "1 teams are out on orders and not counted");
    }

    static CitySnapshot City(params (string, Feature)[] features) => SmallCity([.. Incidents, .. features]);

    static ForceAnswer Of(CitySnapshot city, ForceQuestion question)
    {
        var at = At("incidents", 1, 0, 0).Geometry!.Coordinate;
        return SufficientForces.Of(city, question with { Location = [at.X, at.Y], Time = Now }, TravelTimes.Of(city));
    }

    static (string, Feature) Team(long id, double east) => ("teams", At("teams", id, east, 0,
        ("kind", "fire"), ("tier", "national-fire"), ("capabilities", """["fire-fighting"]"""), ("vehicles", """[{"kind":"van","count":1}]"""), ("onDuty", 10), ("turnoutSeconds", (long)Turnout)));

    static (string, Feature) Depot(long id, double east, double suits) => ("depots", At("depots", id, east, 0,
        ("stock", FormattableString.Invariant($$"""[{"code":"2010299","quantity":{{suits}},"unit":"套","reserved":0,"underRepair":0}]"""))));

    static (string, Feature) Order(long id, long incident, string layer, long unit, string state, params (string, object?)[] more) => ("dispatch-orders", At("dispatch-orders", id, 0, 0,
        [("incidentKey", $"incidents-{incident}"), ("unitLayer", layer), ("unitKey", $"{layer}-{unit}"), ("state", state), .. more]));
}
