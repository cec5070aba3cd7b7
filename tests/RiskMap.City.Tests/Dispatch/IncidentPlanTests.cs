using System.Text.Json;
using NetTopologySuite.Geometries;
using RiskMap.City.Dispatch.Force;
using RiskMap.City.Dispatch.Plan;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using static RiskMap.City.Tests.TestFeatures;
using static RiskMap.City.Tests.Travel.RoadGraphsTests;

namespace RiskMap.City.Tests.Dispatch;

/// <summary>From one question to card, force and routes: where units drive to, on which roads, and what is said where they cannot.</summary>
public class IncidentPlanTests
{
    static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.FromHours(8));

    // Ammonia from a road tanker by day in a north wind of 3 m/s: 150 m around, 500 m southward (table 3). Units gather 180 m to the north.
    static readonly IncidentPlanQuestion Ammonia = new(
        UnNumber: "1005", Size: "large", Container: "highway-tank", WindFromDegrees: 0, WindMetresPerSecond: 3, Time: Noon, Needs: [new(Vehicle: "water-tender", Amount: 1)]);

    // The incident is at I, the team at T; F and G lie 200 m beside it: outside the circle, within the protective zone.
    static MapCity Map() => new("""
        S---------D
        |         |
        |         |
        |         |
        | G       |
        I |       |
        | |       |
        | |       |
        | F       |
        | |       |
        |/        |
        A         |
        T---------E
        """);

    [Fact]
    public void Units_gather_upwind_and_drive_around_circle_and_protective_zone()
    {
        var map = Map().Roads("SIAT", "TEDS").Team('T');

        var plan = Plan(map);

        plan.Destination.Kind.ShouldBe("staging");
        plan.Destination.Location.ShouldBe(plan.Card.Staging!.Location);
        var route = plan.Routes.ShouldHaveSingleItem();
        map.Letters(route.Geometry).ShouldBe("TEDS");
        (route.Layer, route.Id, route.ViaStraightLine).ShouldBe(("teams", 'T', false));
        route.DistanceMetres.ShouldBe(1000 + 1200 + 1000 + 320, 3);
        route.ArrivalSeconds.ShouldBe(plan.Force.Units.Single().Seconds);
        route.ArrivalSeconds.ShouldBe(60 + route.TravelSeconds, 1e-6);
        plan.Force.TravelSeconds.ShouldBe(route.ArrivalSeconds);
        route.Warnings.ShouldBeEmpty();
        plan.Explanation.ShouldContain(step => step.Text.En.Contains("the isolation circle is shut to the units"));
        plan.RoadsClosed.ShouldBe(plan.Card.Roads!.ClosurePoints);
    }

    [Fact]
    public void The_protective_zone_is_crossed_only_where_there_is_no_other_way_and_the_route_says_so()
    {
        var around = Map().Roads("SIAT", "TEDS", "AFGS").Team('T');
        around.Letters(Plan(around).Routes.Single().Geometry).ShouldBe("TEDS");

        var only = Map().Roads("SIAT", "AFGS").Team('T');
        var plan = Plan(only);
        only.Letters(plan.Routes.Single().Geometry).ShouldBe("TAFGS");
        plan.Routes[0].Warnings.ShouldContain(warning => warning.En.Contains("leads through the protective zone"));
        plan.Warnings.ShouldContain(warning => warning.En.Contains("no other way") && warning.En.Contains("teams 84"));
        plan.Force.Units.Single().Seconds.ShouldBe(60 + plan.Routes[0].TravelSeconds, 1e-6);
    }

    [Fact]
    public void Where_the_circle_cuts_the_staging_point_off_units_drive_to_the_incident_and_it_is_said()
    {
        var map = Map().Roads("SIAT").Team('T');

        var plan = Plan(map);

        plan.Destination.Kind.ShouldBe("incident");
        plan.Destination.Location.ShouldBe(plan.Card.Location);
        plan.Destination.Reason.En.ShouldContain("no unit reaches the staging point");
        map.Letters(plan.Routes.Single().Geometry).ShouldBe("TAI");
        plan.Warnings.ShouldContain(warning => warning.En.Contains("stop at its edge"));
        plan.Force.Sufficient.ShouldBeTrue();
    }

    [Fact]
    public void Closures_that_isolate_the_incident_are_named_and_nobody_comes()
    {
        var map = Map().Roads("SIAT", "TEDS").Team('T').Shut('A', ("name", "燃气施工"), ("to", Noon.AddHours(1))).Shut('D').Shut('G', ("name", "无关"));

        var plan = Plan(map);

        plan.Destination.Kind.ShouldBe("incident");
        plan.Routes.ShouldBeEmpty();
        plan.Warnings.ShouldContain(warning => warning.En.StartsWith("closures isolate the incident, nobody comes by road: 燃气施工"));
        plan.Warnings.ShouldNotContain(warning => warning.Zh.Contains("无关"));
        (plan.Force.Sufficient, plan.Force.TravelSeconds).ShouldBe((false, null));
        plan.Force.Unmet.Single().Missing.ShouldBe(1);
        plan.Force.LeftOut.Single().Reason.En.ShouldBe("it cannot get there");
        Member(map.City, Ammonia with { Pinned = [new("teams", 'T')] }, map).ShouldBe("pinned");
        // An hour later one of them is lifted.
        Plan(map, Ammonia with { Time = Noon.AddHours(2) }).Routes.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_drawn_closure_counts_and_the_plan_says_that_it_is_imagined()
    {
        var map = Map().Roads("SIAT", "TEDS", "AFGS").Team('T');
        var (east, north) = map.Metres('D');
        var imagined = map.City.Imagine("closures", [Line("closures", 1, [(east - 20, north - 20), (east + 20, north + 20)])], []);

        var plan = IncidentPlans.Of(imagined, Ammonia with { Location = map.LonLat('I') });

        plan.WhatIf.ShouldBeTrue();
        map.Letters(plan.Routes.Single().Geometry).ShouldBe("TAFGS");
    }

    [Fact]
    public void Without_a_road_between_them_nobody_comes_and_no_closure_is_blamed()
    {
        var plan = Plan(Map().Roads("SI", "TE").Team('T'));
        plan.Warnings.ShouldContain(warning => warning.En.Contains("no road leads from any unit"));
        plan.Routes.ShouldBeEmpty();
    }

    [Fact]
    public void Without_roads_all_is_estimated_in_straight_lines()
    {
        var map = Map().Team('T');

        var plan = Plan(map);

        plan.Destination.Kind.ShouldBe("staging");
        var route = plan.Routes.Single();
        (route.ViaStraightLine, route.Geometry.Coordinates.Count).ShouldBe((true, 2));
        route.DistanceMetres.ShouldBe(700 + 180, 1);
        route.TravelSeconds.ShouldBe((700 + 180) * 1.4 / (35 / 3.6), 0.5);
        plan.Warnings.ShouldContain(warning => warning.En.Contains("there are no roads"));
        plan.Missing.ShouldContain(missing => missing.What == "roads");
    }

    [Fact]
    public void A_unit_far_from_any_road_is_estimated_and_named_the_others_drive()
    {
        var map = Map().Roads("SIAT", "TEDS").Team('T');
        map.Add("teams", At("teams", 7, 0, 3000, ("kind", "fire"), ("capabilities", """["decontamination"]"""), ("onDuty", 4), ("turnoutSeconds", 60)));

        var plan = Plan(map, Ammonia with { Needs = [new(Vehicle: "water-tender", Amount: 1), new(Capability: "decontamination", Amount: 1)] });

        plan.Routes.Single(route => route.Id == 7).ViaStraightLine.ShouldBeTrue();
        plan.Routes.Single(route => route.Id == 'T').ViaStraightLine.ShouldBeFalse();
        plan.Warnings.ShouldContain(warning => warning.En == "too far from usable roads, the time is a straight-line estimate for: teams 7");
    }

    [Fact]
    public void Without_a_zone_in_the_book_the_force_drives_to_the_incident()
    {
        var map = Map().Roads("SIAT", "TEDS").Team('T');

        var plan = Plan(map, Ammonia with { UnNumber = "2190", Container = null });

        plan.Card.Status.ShouldBe("no-data");
        plan.Destination.ShouldSatisfyAllConditions(to => to.Kind.ShouldBe("incident"), to => to.Reason.En.ShouldContain("no data"));
        map.Letters(plan.Routes.Single().Geometry).ShouldBe("TAI");
        plan.Warnings.ShouldContain(plan.Destination.Reason);
    }

    [Fact]
    public void A_need_that_nobody_meets_is_named_with_what_is_missing_and_who_can_comes()
    {
        var plan = Plan(Map().Roads("SIAT", "TEDS").Team('T', tenders: 2), Ammonia with { Needs = [new(Vehicle: "water-tender", Amount: 5)] });
        plan.Force.Unmet.Single().ShouldSatisfyAllConditions(need => need.Need.ShouldBe("water-tender"), need => (need.Available, need.Missing).ShouldBe((2, 3)));
        plan.Routes.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_spill_in_the_sea_is_answered_with_estimates_that_say_so()
    {
        var map = Map().Roads("SIAT", "TEDS").Team('T');

        var plan = IncidentPlans.Of(map.City, Ammonia with { Location = MapCity.LonLatOf((0, -5000)) });

        plan.Routes.Single().ViaStraightLine.ShouldBeTrue();
        plan.Warnings.ShouldContain(warning => warning.En.Contains("more than 500 m from every road"));
    }

    [Theory]
    [InlineData("1005", false, "ammonia-leak", "unNumbers")]
    [InlineData("1017", false, "chlorine-leak", "unNumbers")]
    [InlineData("1971", false, "gas-leak", "unNumbers")]
    [InlineData("1075", false, "gas-leak", "第二条")]
    [InlineData("1079", false, "hazmat-leak", "Guide 125")]
    [InlineData("1040", false, "hazmat-leak", "Guide 119")]
    [InlineData("1049", false, "hazmat-leak", "Guide 115")]
    [InlineData("1203", false, "chemical-fire", "Guide 128")]
    [InlineData("1830", false, "hazmat-leak", "Guide 137")]
    [InlineData("1203", true, "chemical-fire", "Guide 128")]
    [InlineData("1075", true, "chemical-fire", "Guide 115")]
    [InlineData("1230", true, "chemical-fire", "methanol")]
    public void The_template_follows_from_the_number_or_the_guide_where_a_source_says_so(string un, bool isBurning, string template, string why)
    {
        var map = Map().Roads("SIAT", "TEDS").Team('T');

        var plan = Plan(map, Ammonia with { UnNumber = un, Container = null, Needs = null, Fire = isBurning });

        plan.Template.ShouldBe(IncidentTemplates.Default.Find(template).Title);
        plan.Explanation.ShouldContain(step => step.Text.En.Contains("follows from the material") && $"{step.Source!.Clause} {step.Source.Note}".Contains(why));
    }

    [Theory]
    [InlineData("1005", true)]
    [InlineData("1079", true)]
    [InlineData("1942", false)]
    [InlineData("1072", false)]
    [InlineData("2977", false)]
    [InlineData(null, false)]
    [InlineData(null, true)]
    public void The_template_is_asked_for_where_no_source_says_which(string? un, bool isBurning)
    {
        var map = Map().Roads("SIAT", "TEDS").Team('T');
        var question = Ammonia with { UnNumber = un, Material = un is null ? "unknown" : null, Container = null, Needs = null, Fire = isBurning };
        Member(map.City, question, map).ShouldBe("template");
        Plan(map, question with { Template = "fire" }).Template!.En.ShouldBe("Fire");
    }

    [Fact]
    public void What_the_record_says_of_an_incident_need_not_be_repeated_and_the_question_goes_before()
    {
        var map = Map().Roads("SIAT", "TEDS").Team('T');
        map.Add("incidents", Feature("incidents", 1, FormattableString.Invariant($"POINT ({map.LonLat('I')[0]:R} {map.LonLat('I')[1]:R})"), ("state", "open"), ("unNumber", "1005"), ("template", "evacuation"),
            ("size", "large"), ("windFromDegrees", 0.0), ("windMetresPerSecond", 3.0)));

        var plan = IncidentPlans.Of(map.City, new(IncidentId: 1, Time: Noon));

        (plan.Card.Material.UnNumber, plan.Card.Size, plan.Card.Wind.MetresPerSecond, plan.Template!.En).ShouldBe(("1005", "large", 3, "Evacuation"));
        plan.Card.Location.ShouldBe(map.LonLat('I'));
        plan.Explanation.ShouldContain(step => step.Text.En.StartsWith("from the record of") && step.Text.En.EndsWith("place, UN number, size, direction of the wind, speed of the wind, template"));
        var other = IncidentPlans.Of(map.City, new(IncidentId: 1, Time: Noon, Material: "氯", Size: "small", Needs: Ammonia.Needs));
        (other.Card.Material.UnNumber, other.Card.Size, other.Template).ShouldBe(("1017", "small", null));
        Should.Throw<QuestionException>(() => IncidentPlans.Of(map.City, new(IncidentId: 2, Time: Noon))).Member.ShouldBe("incidentId");
    }

    public static TheoryData<string, string> WrongInputs => new()
    {
        { "location", """{"location":[10,10]}""" },
        { "location", """{"location":null}""" },
        { "enterpriseId", """{"location":null,"enterpriseId":99}""" },
        { "unNumber", """{"unNumber":"9999"}""" },
        { "windMetresPerSecond", """{"windMetresPerSecond":-1}""" },
        { "time", """{"time":null}""" },
        { "template", """{"template":"fire"}""" },
        { "needs/1", """{"needs":[{"vehicle":"water-tender","amount":1},{"vehicle":"water-tender","amount":2}]}""" },
        { "enterpriseId", """{"enterpriseId":99}""" },
        { "template", """{"needs":null,"template":"earthquake"}""" },
        { "needs/0/amount", """{"needs":[{"vehicle":"water-tender","amount":-1}]}""" },
        { "pinned", """{"pinned":[{"layer":"teams","id":1}]}""" },
    };

    [Theory]
    [MemberData(nameof(WrongInputs))]
    public void A_wrong_input_is_named_with_its_remedy(string member, string changed)
    {
        var map = Map().Roads("SIAT", "TEDS").Team('T');
        var json = JsonSerializer.SerializeToNode(Ammonia with { Location = map.LonLat('I') }, JsonSerializerOptions.Web)!.AsObject();
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(changed)!)
            json[name] = JsonSerializer.SerializeToNode(value);
        var refused = Should.Throw<QuestionException>(() => IncidentPlans.Of(map.City, json.Deserialize<IncidentPlanQuestion>(JsonSerializerOptions.Web)!));
        refused.Member.ShouldBe(member);
        refused.Remedy.Zh.ShouldNotBeEmpty();
    }

    [Fact]
    public void Times_are_those_of_the_routes_and_no_route_enters_what_is_shut_to_it() => Seeded.ForEach(30, random =>
    {
        var city = Grid(random);
        var plan = IncidentPlans.Of(city, Ammonia with
        {
            Location = MapCity.LonLatOf((random.Between(300, 2700), random.Between(300, 2700))),
            WindFromDegrees = random.Between(0, 360),
            Needs = [new(Vehicle: "water-tender", Amount: random.Next(1, 8))],
        });

        foreach (var route in plan.Routes)
        {
            var (unit, line) = (plan.Force.Units.Single(unit => unit.Id == route.Id), MapCity.InPlane(route.Geometry));
            unit.Seconds.ShouldBe(unit.TurnoutSeconds + route.TravelSeconds, 1e-6);
            if (plan.Destination.Kind == "staging")
                line.Intersection(AreaOf(plan, "isolation")).Length.ShouldBeLessThan(1);
            if (!route.Warnings.Any(warning => warning.En.Contains("protective zone")))
                line.Intersection(AreaOf(plan, "fan").Union(AreaOf(plan, "protective")).Difference(AreaOf(plan, "isolation"))).Length.ShouldBeLessThan(3);
        }
    });

    // Streets every 500 m, some of them missing, and six teams on them.
    static CitySnapshot Grid(Random random)
    {
        var map = new MapCity("");
        for (var (id, i) = (1, 0); i <= 6; i++)
        {
            for (var j = 0; j < 6; j++)
            {
                foreach (var (from, to) in new[] { ((i * 500.0, j * 500.0), (i * 500.0, (j + 1) * 500.0)), ((j * 500.0, i * 500.0), ((j + 1) * 500.0, i * 500.0)) })
                {
                    if (random.NextDouble() < 0.85)
                        map.Add("roads", Road(id++, [from, to]));
                }
            }
        }
        for (var team = 1; team <= 6; team++)
        {
            map.Add("teams", At("teams", team, random.Next(0, 7) * 500, random.Between(0, 3000), ("kind", "fire"), ("capabilities", """["fire-fighting"]"""),
                ("vehicles", """[{"kind":"water-tender","count":1}]"""), ("onDuty", 5), ("turnoutSeconds", 60)));
        }
        return map.City;
    }

    static Geometry AreaOf(IncidentPlan plan, string zone) => TestPlane.Project(new Polygon(new LinearRing(
        [.. plan.Card.Zones.Single(area => area.Zone == zone).Geometry.Coordinates[0].Select(at => new Coordinate(at[0], at[1]))])));

    [Fact]
    public void The_drawing_holds_every_part_by_its_role()
    {
        var map = Map().Roads("SIAT", "TEDS").Team('T').Add("places", At("places", 1, 0, -700, ("capacityDay", 10)));
        var drawing = IncidentPlans.ToGeoJson(Plan(map));
        drawing.GetProperty("type").GetString().ShouldBe("FeatureCollection");
        drawing.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("properties").GetProperty("role").GetString())
            .ShouldBe(["fan", "protective", "isolation", "place", "closure-point", "closure-point", "staging", "incident", "route", "unit", "destination"]);
    }

    static IncidentPlan Plan(MapCity map, IncidentPlanQuestion? question = null) => IncidentPlans.Of(map.City, (question ?? Ammonia) with { Location = map.LonLat('I') });

    static string Member(CitySnapshot city, IncidentPlanQuestion question, MapCity map) =>
        Should.Throw<QuestionException>(() => IncidentPlans.Of(city, question with { Location = map.LonLat('I') })).Member;
}
