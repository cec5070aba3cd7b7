using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Risk.Consequence;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Risk.Consequence;

public sealed class ConsequenceScreeningTests
{
    [Theory]
    [InlineData("fireball", 5)]
    [InlineData("vapour-cloud-explosion", 3)]
    [InlineData("explosion", 3)]
    [InlineData("pool-fire", 5)]
    public void Every_answer_says_that_it_is_screening_and_gives_a_radius_for_each_threshold(string effect, int thresholds)
    {
        var answer = ConsequenceScreening.Of(new(effect, "74-98-6", 20));

        answer.Label.En.ShouldBe("screening, not a quantitative risk assessment (QRA)");
        answer.Explanation[0].Text.Zh.ShouldContain("非定量风险评价");
        answer.Radii.Count.ShouldBe(thresholds);
        answer.Radii.ShouldAllBe(radius => radius.Formula.Length > 0 && radius.Source.Clause.Length > 0);
        // A lower threshold reaches farther.
        var reached = answer.Radii.Where(radius => radius.RadiusMetres is not null).ToList();
        reached.ShouldNotBeEmpty();
        reached.Select(radius => radius.RadiusMetres!.Value).ShouldBeInOrder(SortDirection.Ascending);
        answer.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void A_plume_reaches_AEGL_3_before_AEGL_2_before_AEGL_1()
    {
        var answer = ConsequenceScreening.Of(new("toxic-plume", "7782-50-5", GramsPerSecond: 100, WindMetresPerSecond: 2, Sun: "night-clear"));

        answer.Radii.Select(radius => radius.Threshold).ShouldBe(["aegl-3", "aegl-2", "aegl-1"]);
        // 20 ppm of chlorine: 0.058 g/m³ in class F at 2 m/s is 736 m away.
        answer.Radii[0].RadiusMetres!.Value.ShouldBe(736.5, 0.1);
        answer.Radii.ShouldAllBe(radius => !radius.IsAtLeast);
        answer.Explanation.ShouldContain(step => step.Text.Zh.Contains("重气"));
    }

    [Fact]
    public void Where_the_formula_ends_a_radius_is_at_least_its_end()
    {
        var answer = ConsequenceScreening.Of(new("toxic-plume", "7782-50-5", GramsPerSecond: 5000, WindMetresPerSecond: 2, Stability: "F"));
        (answer.Radii[2].IsAtLeast, answer.Radii[2].RadiusMetres).ShouldBe((true, 10_000));
        answer.Explanation.ShouldContain(step => step.Text.En.Contains("at least 10000 m"));
    }

    [Fact]
    public void What_the_tables_do_not_have_is_missing_and_may_be_given()
    {
        var missing = ConsequenceScreening.Of(new("pool-fire", "108-88-3", 60));
        missing.Radii.ShouldBeEmpty();
        missing.Missing.Count.ShouldBe(3);

        ConsequenceScreening.Of(new("pool-fire", "108-88-3", 60, HeatMegajoulesPerKilogram: 40.5, PoolSquareMetres: 400, BurningKilogramsPerSquareMetreSecond: 0.066)).Radii.Count.ShouldBe(5);
        ConsequenceScreening.Of(new("toxic-plume", "630-08-0", GramsPerSecond: 10, WindMetresPerSecond: 3, Stability: "D")).Missing.ShouldContain(text => text.En.Contains("AEGL-1"));
    }

    [Theory]
    [InlineData("tsunami", "74-98-6", 1.0, null, null, "effect")]
    [InlineData("fireball", "74-99-7", 1.0, null, null, "cas")]
    [InlineData("fireball", "74-98-6", -1.0, null, null, "tonnes")]
    [InlineData("fireball", "74-98-6", double.NaN, null, null, "tonnes")]
    [InlineData("toxic-plume", "7782-50-5", null, 0.0, "D", "windMetresPerSecond")]
    [InlineData("toxic-plume", "7782-50-5", null, 3.0, "G", "stability")]
    [InlineData("toxic-plume", "7782-50-5", null, 3.0, null, "stability")]
    public void Bad_questions_are_refused_by_name(string effect, string cas, double? tonnes, double? wind, string? stability, string member) =>
        Should.Throw<QuestionException>(() => ConsequenceScreening.Of(new(effect, cas, tonnes, GramsPerSecond: 1, WindMetresPerSecond: wind, Stability: stability))).Member.ShouldBe(member);

    [Fact]
    public void The_city_stamps_its_version() => ConsequenceScreening.Of(SmallCity(), new("explosion", null, 1)).DataVersion.ShouldNotBeEmpty();

    [Fact]
    public void Escalation_is_the_farthest_of_what_an_inventory_can_do()
    {
        var gas = Escalation.Of([new("68476-85-7", 60)])!;
        // W = 0.04·60000·46/4.52 kg of TNT, 16 kPa.
        gas.RadiusMetres.ShouldBe(BlastModel.RadiusMetres(0.04 * 60_000 * 46 / 4.52, 16_000), 1e-9);
        (gas.Effect, gas.Cas, gas.Source.Status).ShouldBe(("vapour-cloud-explosion", "68476-85-7", RuleSource.ToBeVerified));

        Escalation.Of([new("86290-81-5", 100), new("118-96-7", 3)])!.Effect.ShouldBe("explosion");
        Escalation.Of([new("86290-81-5", 100)])!.Effect.ShouldBe("pool-fire");
        Escalation.Of([new(null, 10, "某气体", "W2")])!.Cas.ShouldBe("某气体");
    }

    [Fact]
    public void Nothing_that_escalates_gives_no_radius_but_a_reason()
    {
        Escalation.Of([]).ShouldBeNull();
        Escalation.Of([new("7782-50-5", 60), new("7664-41-7", 60), new("7664-93-9", 10)]).ShouldBeNull();
        Escalation.RadiusOf([new InventoryLine("7782-50-5", 60)]).Reasons.Single().En.ShouldContain("no explosives");
        Escalation.RadiusOf([new InventoryLine("74-99-7", 60)]).Reasons.Single().En.ShouldContain("not known");
        var city = SmallCity(("enterprises", At("enterprises", 1, 0, 0)));
        Escalation.RadiusOf(city.Layer("enterprises").Find(1)!.Value).Reasons.Single().Zh.ShouldContain("无数据");
    }

    [Fact]
    public void More_tonnes_never_escalate_less_far()
    {
        Seeded.ForEach(100, random =>
        {
            var cas = random.OneOf("68476-85-7", "86290-81-5", "118-96-7", "67-63-0", "1333-74-0");
            var (tonnes, more) = (random.Between(0.01, 500), random.Between(0, 500));
            Escalation.Of([new(cas, tonnes + more)])!.RadiusMetres.ShouldBeGreaterThanOrEqualTo(Escalation.Of([new(cas, tonnes)])!.RadiusMetres);
        });
    }
}
