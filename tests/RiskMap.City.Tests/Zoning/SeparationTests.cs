using RiskMap.City.Zoning;
using RiskMap.City.Zoning.Rules;
using RiskMap.Geo.Geometries;
using static RiskMap.City.Tests.Zoning.Sketch;

namespace RiskMap.City.Tests.Zoning;

public sealed class SeparationTests
{
    const string Petrol = "86290-81-5", Ammonia = "7664-41-7", Methanol = "67-56-1", Toluene = "108-88-3";

    static readonly PlannedUse School = new(null, [], PlaceCategory: "highly-sensitive", PlaceKind: "school");

    [Fact]
    public void Every_rule_has_its_terms_ends_and_a_source_and_none_without_a_number_can_pass()
    {
        var table = SeparationTable.Default;

        table.Rules.Select(rule => rule.Id).ShouldBeUnique();
        foreach (var rule in table.Rules.Where(rule => rule.NeedsLayer is null))
        {
            table.Term(rule.Hazard).Any.ShouldNotBeEmpty(rule.Id);
            table.Term(rule.Target).Any.ShouldNotBeEmpty(rule.Id);
        }
        foreach (var rule in table.Rules)
        {
            table.Ends.Keys.ShouldContain(rule.MeasuredFrom, rule.Id);
            table.Ends.Keys.ShouldContain(rule.MeasuredTo, rule.Id);
            rule.Strictness.ShouldBeOneOf("must", "should");
            (rule.RequiredMetres is null).ShouldBe(rule.Always is not null, rule.Id);
            rule.Always.ShouldNotBe(Verdict.Pass);
            rule.Source.Standard.ShouldNotBeNullOrWhiteSpace(rule.Id);
            rule.Source.Clause.ShouldNotBeNullOrWhiteSpace(rule.Id);
            rule.Source.Status.ShouldBeOneOf("verified", "to-be-verified");
        }
    }

    [Fact]
    public void All_rules_of_the_table_S1_to_S33_are_there() =>
        SeparationTable.Default.Rules.Select(rule => new string([.. rule.Id.Skip(1).TakeWhile(char.IsDigit)])).Select(int.Parse).Distinct().Order()
            .ShouldBe(Enumerable.Range(1, 33));

    [Fact]
    public void A_rule_speaks_in_both_directions()
    {
        var city = Town(Enterprise(1, 900, 1050, "2614", Inventory(Methanol, 100)), Place(1, 1140, 1050, "school", "highly-sensitive"));

        var plant = Separation.Of(city, new(Site: Rectangle(1000, 1000, 1100, 1100), Use: new("2614", [new(Methanol, 100)])));
        var school = Separation.Of(city, new(Site: Rectangle(1000, 1000, 1100, 1100), Use: School));

        plant.Rows.Row("S1").ShouldSatisfyAllConditions(row => row.Role.ShouldBe("hazard"), row => row.OtherLayer.ShouldBe("places"), row => row.ActualMetres!.Value.ShouldBe(40, 0.001));
        school.Rows.Row("S1").ShouldSatisfyAllConditions(row => row.Role.ShouldBe("target"), row => row.OtherLayer.ShouldBe("enterprises"), row => row.ActualMetres!.Value.ShouldBe(100, 0.001));
        plant.Verdict.ShouldBe(Verdict.Fail);
    }

    [Fact]
    public void An_enterprise_of_the_city_is_asked_by_its_id_and_is_no_neighbour_of_itself()
    {
        var city = Town(Enterprise(1, 1000, 1000, "2614", Inventory(Methanol, 100), """["焊接"]"""), Place(1, 1040, 1000, "office", "general-1"));

        var answer = Separation.Of(city, new(EnterpriseId: 1));

        answer.Rows.Row("S3").ActualMetres!.Value.ShouldBe(40, 0.001);
        answer.Rows.Where(row => row.Rule == "S2").ShouldAllBe(row => row.OtherId == null);
        answer.MeasuredFrom.ShouldBe("point");
        answer.Facilities.ShouldContain(facility => facility.Facility == "class-a-workshop" && facility.Rule == "F11");
        answer.Explanation.ShouldContain(step => step.Text.En.Contains("derived from industry code", StringComparison.Ordinal));
    }

    [Fact]
    public void An_enterprise_of_which_nothing_is_known_is_named_and_no_data()
    {
        var city = Town(Enterprise(1, 1000, 1000, null), Enterprise(2, 1300, 1000, "5265"), Enterprise(3, 1300, 1100, "1811"), Place(1, 1040, 1000, "school", "highly-sensitive"));

        Separation.Of(city, new(EnterpriseId: 1)).Verdict.ShouldBe(Verdict.NoData);
        var school = Separation.Of(city, new(Site: Rectangle(1010, 1000, 1100, 1100), Use: School));
        school.Unknown.ShouldHaveSingleItem().ActualMetres.ShouldBe(10, 0.001);
        school.Explanation.ShouldContain(step => step.Text.Zh.Contains("未对其适用任何规则", StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_that_need_a_layer_which_nobody_has_are_named_as_not_checked() =>
        Separation.Of(Town(), new(Site: Site, Use: School)).NotChecked.Select(rule => rule.Rule).ShouldBe(["S27", "S28", "S29", "S30"]);

    [Fact]
    public void A_rule_whose_other_side_has_no_data_says_so_and_passes_nobody()
    {
        var city = TestFeatures.SmallCity(Elsewhere.Where(pair => pair.Item1 != "teams"));

        var row = Separation.Of(city, new(Site: Site, Use: new("2614", [new(Methanol, 100)]))).Rows.Row("S22");

        row.Verdict.ShouldBe(Verdict.NoData);
        row.Reason!.En.ShouldContain("teams");
    }

    [Fact]
    public void A_place_whose_category_is_missing_may_be_important_so_a_must_is_no_data()
    {
        var row = Separation.Of(Town(Place(1, 1140, 1050, "shop", null)), new(Site: Site, Use: new("2614", [new(Methanol, 100)]))).Rows.Row("S1");

        row.Verdict.ShouldBe(Verdict.NoData);
        row.Reason!.Zh.ShouldContain("类别");
    }

    [Fact]
    public void What_should_be_kept_is_conditional_and_what_may_not_apply_is_never_worse_than_the_rule()
    {
        var city = Town(Place(1, 1200, 1050, "residential", "general-1"));
        SeparationRow S16(string? code, string[]? facilities) => Separation.Of(city, new(Site: Site, Use: new(code, [], Facilities: facilities))).Rows.Row("S16");

        S16("5930", ["ammonia-cold-store"]).Verdict.ShouldBe(Verdict.Conditional);
        Separation.Of(city, new(Site: Site, Use: new("5930", [new(Ammonia, 5)]))).Rows.Row("S15").ShouldSatisfyAllConditions(
            row => row.Verdict.ShouldBe(Verdict.Conditional), row => row.Reason!.En.ShouldContain("wind"));
    }

    [Fact]
    public void Constraints_are_all_demands_of_the_city_or_those_that_can_matter_to_a_part_of_it()
    {
        var city = Town(Enterprise(1, 900, 1050, "5265", Inventory(Petrol, 60)), Enterprise(2, 9000, 1050, "5265", Inventory(Petrol, 60)));

        var all = Separation.ConstraintsOn(city, School).Where(constraint => constraint.Rule.Id == "S9").ToList();
        all.Select(constraint => constraint.Other.Id).ShouldBe([1, 2]);
        all.ShouldAllBe(constraint => constraint.RequiredMetres == 35 && constraint.WhenBroken == Verdict.Fail);
        all[0].Outline.Box.MinX.ShouldBe(620_900, 0.001);

        var near = Separation.ConstraintsOn(city, School, new Box(620_930, 2_721_000, 621_100, 2_721_100));
        near.Where(constraint => constraint.Rule.Id == "S9").ShouldHaveSingleItem().Other.Id.ShouldBe(1);
    }

    [Fact]
    public void A_constraint_of_a_road_adds_half_its_land()
    {
        var city = Town(Line("roads", 1, [(0, 0), (3000, 0)], ("roadClass", "motorway")), Line("roads", 2, [(0, 500), (3000, 500)], ("roadClass", "primary")));

        var roads = Separation.ConstraintsOn(city, new("5942", [new(Toluene, 20)])).Where(constraint => constraint.Rule.Id == "S31").ToList();

        roads.Single(road => road.Other.Id == 1).ShouldSatisfyAllConditions(road => road.RequiredMetres.ShouldBe(120), road => road.WhenBroken.ShouldBe(Verdict.Fail));
        roads.Single(road => road.Other.Id == 2).WhenBroken.ShouldBe(Verdict.NoData);
    }

    [Fact]
    public void The_rows_break_exactly_the_constraints_that_lie_too_near() => Seeded.ForEach(20, random =>
    {
        var city = RandomCity.Of(random);
        var (east, north) = (random.Between(0, 1900), random.Between(0, 1900));
        var use = RandomCity.Use(random);
        var site = DrawnSite.Of(city, Rectangle(east, north, east + 80, north + 60));
        var outline = site.Outline;

        var broken = Separation.ConstraintsOn(city, use, outline.Box).Where(constraint => outline.DistanceTo(constraint.Outline).Metres < constraint.RequiredMetres - 0.002).ToList();
        var rows = SeparationRows.Of(JudgedSite.Of(city, use, outline));
        var judged = JudgedSite.Of(city, use, outline);

        foreach (var rule in broken.GroupBy(constraint => (constraint.Rule.Id, constraint.WhenBroken)))
            rows.ShouldContain(row => row.Rule == rule.Key.Id && row.Verdict == rule.Key.WhenBroken, $"{rule.Key}");
        rows.Where(row => row is { ShortfallMetres: > 0.002, Reason: null }).ShouldAllBe(row => broken.Any(constraint => constraint.Rule.Id == row.Rule && constraint.Other.Id == row.OtherId));
        SeparationRows.VerdictOf(judged).ShouldBe(rows.Select(row => row.Verdict).Append(Verdict.Pass).Worst());
    });

    [Fact]
    public void A_farther_hazard_never_makes_the_verdict_worse() => Seeded.ForEach(20, random =>
    {
        var use = RandomCity.Use(random);
        var inventory = RandomCity.Plants[random.Next(RandomCity.Plants.Length)];
        Verdict At(double metres) => SeparationRows.Of(JudgedSite.Of(Town(Enterprise(1, 1100 + metres, 1050, inventory.Code, inventory.Inventory), Place(1, 1100 + metres, 1060, "school", "highly-sensitive")),
            use, DrawnSite.Of(Town(), Site).Outline)).Select(row => row.Verdict).Append(Verdict.Pass).Worst();

        var (near, far) = (random.Between(0, 400), random.Between(0, 400));
        ((int)At(Math.Max(near, far))).ShouldBeGreaterThanOrEqualTo((int)At(Math.Min(near, far)));
    });

    [Fact]
    public void An_edit_is_seen_by_the_next_question()
    {
        var city = Town(Place(1, 1200, 1050, "school", "highly-sensitive"));
        var use = new PlannedUse("5265", [new(Petrol, 60)]);
        Separation.Of(city, new(Site: Site, Use: use)).Rows.Row("S9").Verdict.ShouldBe(Verdict.Pass);

        var edited = city.Imagine("places", [Place(2, 1120, 1050, "school", "highly-sensitive")], []);

        var answer = Separation.Of(edited, new(Site: Site, Use: use));
        answer.Rows.Row("S9").ShouldSatisfyAllConditions(row => row.Verdict.ShouldBe(Verdict.Fail), row => row.OtherId.ShouldBe(2));
        answer.WhatIf.ShouldBeTrue();
    }
}
