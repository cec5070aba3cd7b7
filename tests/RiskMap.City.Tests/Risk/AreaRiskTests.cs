using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Tests.Sources.Demo;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Risk;

public class AreaRiskTests
{
    static readonly RiskModel Model = RiskModel.Default;

    // Two towns of 2 km × 2 km side by side. In the west live people in one cell only, at whose centre stands a school, 450 m east and 50 m north of a red plant.
    static readonly (string, Feature)[] TwoTowns =
    [
        ("districts", Area("districts", 1, (0, 0, 2000, 2000), ("name", "西镇"), ("code", "350213101"), ("level", "town"), ("parentCode", "350213"))),
        ("districts", Area("districts", 2, (2000, 0, 4000, 2000), ("name", "东镇"), ("code", "350213102"), ("level", "town"), ("parentCode", "350213"))),
        ("districts", Area("districts", 3, (0, 0, 4000, 2000), ("name", "区"), ("code", "350213"), ("level", "district"))),
        ("enterprises", At("enterprises", 1, 1000, 1000, ("grade", "red"))),
        ("enterprises", At("enterprises", 2, 1600, 1050, ("grade", "yellow"))),
        ("enterprises", At("enterprises", 3, 3000, 1000, ("grade", "blue"))),
        ("confined-spaces", At("confined-spaces", 1, 1001, 1000)),
        ("population", Area("population", 1, (1400, 1000, 1500, 1100), ("residents", 200.0), ("peopleDay", 100.0))),
        ("population", Area("population", 9, (0, 0, 4000, 2000), ("residents", 0.0))),
        ("population", Area("population", 2, (3000, 1000, 3200, 1200), ("residents", 400.0))),
        ("places", At("places", 1, 1450, 1050, ("category", "highly-sensitive"), ("capacityDay", 150), ("capacityNight", 0))),
        ("teams", At("teams", 1, 1000, 0, ("kind", "fire"))),
        ("teams", At("teams", 2, 1450, 1000, ("kind", "medical"))),
        ("depots", At("depots", 1, 1000, 2000)),
    ];

    [Fact]
    public void The_working_of_the_index_can_be_followed_by_hand()
    {
        var west = AreaRiskAnalysis.ByDistrict(SmallCity(TwoTowns)).Areas[0];

        // The red plant: d² = 450² + 50², h = 1000. The yellow one: d = 150, h = 200.
        var red = 100 * Math.Pow(1 - ((450.0 * 450) + (50 * 50)) / 1e6, 2);
        var yellow = 30 * Math.Pow(1 - (150.0 * 150 / 40_000), 2);
        ValueOf(west, "hazard").ShouldBe(red + yellow, 1e-6);
        // By day 150 pupils × 3, more than the 100 people of the cell; by night 200 residents × 1. A cell is a hectare.
        ValueOf(west, "exposure").ShouldBe(450, 1e-9);
        // The fire station at (1000, 0); the ambulance nearby does not count.
        var seconds = Math.Sqrt((450.0 * 450) + (1050 * 1050)) * 1.4 / (35 / 3.6);
        ValueOf(west, "response").ShouldBe(1 - (0.5 * Math.Exp(-seconds / 300)), 1e-9);
        west.Cell!.ResponseSeconds!.Value.ShouldBe(seconds, 1e-6);
        west.Risk!.Value.ShouldBe((red + yellow) * 450 * (1 - (0.5 * Math.Exp(-seconds / 300))), 1e-2);
        west.Index!.Value.ShouldBe(Model.IndexOf(west.Risk.Value), 1e-9);
        west.Colour.ShouldBe(Model.ColourOf(west.Risk.Value));
        west.AreaSquareKilometres.ShouldBe(4, 1e-6);
        (west.IndexAtLeast, west.IndexAtMost).ShouldBe((west.Index.Value, west.Index.Value));
    }

    [Fact]
    public void Every_line_of_the_working_names_its_rule_and_its_numbers()
    {
        var report = AreaRiskAnalysis.ByDistrict(SmallCity(TwoTowns));

        report.Explanation.ShouldAllBe(line => line.Source!.Standard == "local method" && line.Source.Clause.StartsWith("data/risk-model.json"));
        report.Explanation[0].Text.En.ShouldContain("to be verified");
        var lines = report.Areas[0].Explanation.Select(line => line.Text.Zh).ToList();
        lines.ShouldContain(line => line.Contains("enterprises 1 100 × K(452.8 m / 1000 m) = 63.2"));
        lines.ShouldContain(line => line.Contains("风险 = G·X·A = ") && line.Contains(" × 450 人/公顷 × "));
    }

    [Fact]
    public void An_area_has_the_risk_below_which_95_percent_of_its_people_live()
    {
        // 93 people live where no plant reaches, one in a cell of some risk, six in one of more: the 95th of 100 is one of the six.
        var rows = TwoTowns.Where(row => row.Item1 is not ("places" or "population")).Concat([
            ("population", Area("population", 9, (0, 0, 4000, 2000), ("residents", 0.0))),
            ("population", Area("population", 1, (100, 100, 200, 200), ("residents", 93.0))),
            ("population", Area("population", 2, (1500, 1000, 1600, 1100), ("residents", 6.0))),
            ("population", Area("population", 3, (1000, 1000, 1100, 1100), ("residents", 1.0)))]);
        var west = AreaRiskAnalysis.ByDistrict(SmallCity(rows)).Areas[0];

        west.Cell!.People.ShouldBe(6);
        west.Cell.PeopleOfArea.ShouldBe(100);
        var (x, y) = TestPlane.Project(west.Cell.Centre[0], west.Cell.Centre[1]);
        (x - 620_000, y - 2_720_000).ShouldSatisfyAllConditions(at => at.Item1.ShouldBe(1550, 1e-3), at => at.Item2.ShouldBe(1050, 1e-3));
    }

    [Fact]
    public void The_index_runs_straight_between_the_fixed_thresholds()
    {
        foreach (var band in Model.Colours)
        {
            Model.IndexOf(band.RiskAtLeast).ShouldBe(band.IndexAtLeast, 1e-9);
            Model.ColourOf(band.RiskAtLeast).ShouldBe(band.Colour);
        }
        var (yellow, orange) = (Model.RiskAtLeast("yellow"), Model.RiskAtLeast("orange"));
        Model.IndexOf((yellow + orange) / 2).ShouldBe(37.5, 1e-9);
        Model.ColourOf(orange - 1e-6).ShouldBe("yellow");
        Model.IndexOf(Model.Scale.FullRisk * 9).ShouldBe(100);
    }

    [Fact]
    public void The_lowest_level_that_covers_the_city_is_used_and_its_counts_sum_to_the_city()
    {
        var report = AreaRiskAnalysis.ByDistrict(SmallCity([.. TwoTowns, ("enterprises", At("enterprises", 9, 9000, 9000, ("grade", "red")))]));

        report.Level.ShouldBe("town");
        report.Areas.Select(area => area.Name).ShouldBe(["西镇", "东镇"]);
        report.Areas.Select(area => area.Counts.Enterprises).ShouldBe([2, 1]);
        report.Areas[0].Counts.ShouldBe(new AreaCounts(2, 1, 0, 1, 0, 0, 1, 1));
        report.Outside.Enterprises.ShouldBe(1);
    }

    [Fact]
    public void A_level_that_leaves_a_gap_is_not_used()
    {
        var withoutEast = TwoTowns.Where(pair => pair.Item2.Key != "districts-2");
        AreaRiskAnalysis.ByDistrict(SmallCity(withoutEast)).Level.ShouldBe("district");
    }

    [Fact]
    public void Places_in_cells_that_an_enterprise_reaches_are_exposed_and_each_counts_once()
    {
        var report = AreaRiskAnalysis.ByDistrict(SmallCity([.. TwoTowns, ("enterprises", At("enterprises", 4, 1300, 1000, ("grade", "red")))]));

        report.Areas[0].Exposed.ShouldBe(new ExposedPeople(1, 150, 0, 0));
        report.Areas[1].Exposed.ShouldBe(new ExposedPeople(0, 0, 0, 0));
    }

    [Fact]
    public void A_plant_is_measured_from_its_boundary_where_there_is_one()
    {
        // The cell's centre lies 450 m east of the red plant's point, but 100 m east of its fence.
        var city = SmallCity([.. TwoTowns,
            ("site-boundaries", Area("site-boundaries", 1, (900, 900, 1350, 1200), ("ofLayer", "enterprises"), ("ofKey", "enterprises-1")))]);

        var red = AreaRiskAnalysis.ByDistrict(city).Areas[0].Contributors.Single(contributor => contributor.Id == 1);

        red.MeasuredFrom.ShouldBe("boundary");
        red.DistanceMetres.ShouldBe(100, 1e-6);
        red.Field.ShouldBe(100 * Math.Pow(1 - 0.01, 2), 1e-6);
    }

    [Fact]
    public void Contributors_share_the_field_of_the_percentile_cell_without_rest()
    {
        var west = AreaRiskAnalysis.ByDistrict(SmallCity(TwoTowns)).Areas[0];

        west.Contributors.Select(contributor => contributor.Id).ShouldBe([1, 2]);
        west.Contributors.Sum(contributor => contributor.Field).ShouldBe(ValueOf(west, "hazard"), 1e-9);
        west.Contributors.Sum(contributor => contributor.Share).ShouldBe(1, 1e-9);
        west.Contributors.Sum(contributor => contributor.Points).ShouldBe(west.Index!.Value, 1e-9);
        west.Contributors[0].RadiusRule.ShouldBe("grade-red");
    }

    [Fact]
    public void Without_a_plant_its_area_is_told_before_and_after()
    {
        var city = SmallCity(TwoTowns);
        var without = AreaRiskAnalysis.Without(city, 1);

        (without.WhatIf, without.EnterpriseId).ShouldBe((false, 1));
        var yellow = 30 * Math.Pow(1 - (150.0 * 150 / 40_000), 2);
        without.Areas[0].Before.Risk!.Value.ShouldBe(AreaRiskAnalysis.ByDistrict(city).Areas[0].Risk!.Value);
        (without.Areas[0].After.Risk!.Value / without.Areas[0].Before.Risk!.Value).ShouldBe(yellow / ValueOf(AreaRiskAnalysis.ByDistrict(city).Areas[0], "hazard"), 1e-9);
        without.Areas[1].RiskLess.ShouldBe(0);
        without.Explanation.ShouldContain(line => line.Text.Zh.StartsWith("西镇："));
        Should.Throw<QuestionException>(() => AreaRiskAnalysis.Without(city, 99)).Member.ShouldBe("enterpriseId");
    }

    [Fact]
    public void Enterprises_without_a_grade_show_as_missing_and_never_as_safe()
    {
        var ungraded = TwoTowns.Select(pair => pair.Item1 == "enterprises" ? (pair.Item1, At("enterprises", pair.Item2.Id, 1000, 1000)) : pair);

        var west = AreaRiskAnalysis.ByDistrict(SmallCity(ungraded)).Areas[0];

        west.Index.ShouldBeNull();
        west.Colour.ShouldBeNull();
        west.IndexAtLeast.ShouldBe(0);
        // At most both are as bad as red ones: the range says how bad.
        var most = 3 * 100 * Math.Pow(1 - ((450.0 * 450) + (50 * 50)) / 1e6, 2) * 450 * Reach(west);
        west.IndexAtMost.ShouldBe(Model.IndexOf(most), 1e-6);
        west.Missing.ShouldContain(missing => missing.Term == "hazard" && missing.Reason.Zh.Contains("没有风险等级"));
        west.Veto.Status.ShouldBe("no-data");
    }

    [Theory]
    [InlineData("population", "没有人口数据")]
    [InlineData("enterprises", "没有企业数据")]
    [InlineData("teams", "没有消防救援队伍数据")]
    public void A_layer_that_is_missing_leaves_no_index_and_no_colour_but_the_worst(string layer, string reason)
    {
        var west = AreaRiskAnalysis.ByDistrict(SmallCity(TwoTowns.Where(pair => pair.Item1 != layer))).Areas[0];

        west.Index.ShouldBeNull();
        // A colour stands only where the worst cannot be worse.
        west.Colour.ShouldBe(west.IndexAtLeast >= 75 ? "red" : null);
        west.Missing.ShouldContain(missing => missing.Reason.Zh == reason);
        west.Terms.ShouldContain(term => term.Value == null);
    }

    [Fact]
    public void People_that_nobody_counted_leave_the_index_without_an_upper_end()
    {
        var uncounted = TwoTowns.Select(pair => pair.Item1 == "places" ? (pair.Item1, At("places", 1, 1450, 1050, ("category", "important"))) : pair);

        var west = AreaRiskAnalysis.ByDistrict(SmallCity(uncounted)).Areas[0];

        west.Exposed.ShouldBe(new ExposedPeople(1, 0, 0, 1));
        west.Index.ShouldBeNull();
        west.IndexAtMost.ShouldBe(100);
        west.Missing.ShouldContain(missing => missing.Term == "exposure" && missing.Reason.Zh.Contains("缺人数"));
    }

    [Fact]
    public void The_veto_waits_for_a_ledger_only_where_a_red_plant_stands()
    {
        var report = AreaRiskAnalysis.ByDistrict(SmallCity(TwoTowns));

        report.Areas[0].Veto.ShouldSatisfyAllConditions(veto => veto.Status.ShouldBe("no-data"), veto => veto.AtLeast.ShouldBe("orange"), veto => veto.Enterprises.ShouldBe(1));
        report.Areas[1].Veto.Status.ShouldBe("none");
    }

    [Fact]
    public void People_of_a_polygon_are_spread_evenly_over_its_cells()
    {
        var east = AreaRiskAnalysis.ByDistrict(SmallCity(TwoTowns)).Areas[1];

        // 400 residents in four cells of a hectare; the blue plant stands at the corner of the first, 71 m from its centre.
        east.Cell!.PeopleOfArea.ShouldBe(400, 1e-9);
        var most = AreaRiskAnalysis.Cells(SmallCity(TwoTowns), new(Area: 2)).Values.Max();
        (most!.Value / Reach(east)).ShouldBe(10 * Math.Pow(1 - (5000.0 / 10_000), 2) * 100, 1);
    }

    [Fact]
    public void A_chemical_in_the_inventory_widens_the_radius_by_its_rule()
    {
        var city = SmallCity([.. TwoTowns,
            ("enterprises", At("enterprises", 7, 3150, 1350, ("grade", "blue"), ("inventory", """[{"cas":"7664-41-7","tonnes":8}]""")))]);

        var ammonia = AreaRiskAnalysis.ByDistrict(city).Areas[1].Contributors.Single(contributor => contributor.Id == 7);

        (ammonia.RadiusRule, ammonia.RadiusMetres).ShouldBe(("ammonia-cold-store", 300));
    }

    [Fact]
    public void Parks_are_areas_too_even_the_smallest()
    {
        var city = SmallCity([.. TwoTowns, ("parks", Area("parks", 1, (990, 990, 1010, 1010), ("name", "园区"), ("code", "P1")))]);

        var report = AreaRiskAnalysis.ByPark(city);

        report.Areas.Single().Counts.Enterprises.ShouldBe(1);
        report.Areas.Single().Index.ShouldBe(0);
        report.Outside.Enterprises.ShouldBe(2);
    }

    [Fact]
    public void A_city_without_districts_has_no_areas_and_says_what_lies_outside()
    {
        var report = AreaRiskAnalysis.ByDistrict(SmallCity(TwoTowns.Where(pair => pair.Item1 != "districts")));
        report.Areas.ShouldBeEmpty();
        report.Outside.Enterprises.ShouldBe(3);
        AreaRiskAnalysis.ByDistrict(SmallCity()).Areas.ShouldBeEmpty();
        Should.Throw<QuestionException>(() => AreaRiskAnalysis.By("street", SmallCity(TwoTowns))).Member.ShouldBe("by");
    }

    [Fact]
    public void The_demo_city_shows_what_colours_are_for()
    {
        var city = SmallCity(CityLayers.All.Where(layer => layer.Name is not ("roads" or "closures"))
            .SelectMany(layer => DemoCities.Of(layer).Select((row, i) => (layer.Name, row with { Id = i + 1 }))));

        var towns = AreaRiskAnalysis.ByDistrict(city).Areas;

        foreach (var colour in new[] { "red", "orange", "yellow", "blue", null })
            towns.ShouldContain(town => town.Colour == colour, colour ?? "no data");
        towns.Count(town => town.Colour == "red").ShouldBeLessThan(towns.Count / 2);
        AreaRiskAnalysis.ByPark(city).Areas.Select(park => park.Colour).Distinct().Count().ShouldBeGreaterThan(2);
    }

    [Fact]
    public void Every_parameter_of_the_model_names_its_source()
    {
        RuleSource[] sources = [
            Model.Source, Model.Grid.Source, Model.GradeWeights.Source, Model.Modifiers.Source, Model.Ungraded.Source, Model.Kernel.Source, Model.CategoryWeights.Source,
            Model.Response.Source, Model.AreaValue.Source, Model.Scale.Source, Model.Veto.Source, Model.Completeness.Source, Model.Coverage.Source,
            .. Model.Influence.Select(rule => rule.Source), .. Model.Terms.Select(term => term.Source), .. Model.Colours.Select(band => band.Source)];
        sources.ShouldAllBe(source => source.Standard.Length > 0 && source.Clause.Length > 0 && (source.Status == RuleSource.Verified || source.Status == RuleSource.ToBeVerified));
        Model.CategoryWeights.Weights.Values.ShouldAllBe(weight => weight >= Model.CategoryWeights.Elsewhere, "else a place with more people could weigh less");
    }

    static double Reach(AreaRisk area) => ValueOf(area, "response");

    static double ValueOf(AreaRisk area, string term) => area.Terms.Single(t => t.Term == term).Value!.Value;
}
