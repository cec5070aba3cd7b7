using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Risk.MajorHazard;
using RiskMap.City.Snapshot;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Risk.MajorHazard;

/// <summary>GB 18218-2018: the golden numbers of the standard's formulas, and what is done when data is missing.</summary>
public sealed class MajorHazardSourcesTests
{
    static readonly CitySnapshot Nowhere = SmallCity();

    // Inventory as cas=tonnes, with @ before a variant or class.
    [Theory]
    [InlineData("7782-50-5=60", 120, 2.0, 12, 96, 2)]
    [InlineData("7782-50-5=62.5", 100, 2.0, 12.5, 100, 1)]
    [InlineData("7664-41-7=12", 200, 2.0, 1.2, 4.8, 4)]
    [InlineData("68476-85-7=120;67-56-1=300", 35, 1.2, 3.0, 5.04, 4)]
    [InlineData("6484-52-2@combustibles-up-to-0.2-percent=50", 0, 0.5, 1.0, 0.5, 4)]
    [InlineData("75-44-5=0.3", 0, 0.5, 1.0, 10, 3)]
    [InlineData("1333-74-0=10;7782-50-5=10", 55, 1.5, 4.0, 16.5, 3)]
    [InlineData("74-82-8=60", 29, 1.0, 1.2, 1.8, 4)]
    public void Golden_numbers_of_S_R_and_level(string inventory, double residents, double alpha, double s, double r, int level)
    {
        var answer = MajorHazardSources.Of(Nowhere, new(Lines(inventory), residents));

        answer.Alpha.ShouldBe(alpha);
        answer.S!.Value.ShouldBe(s, 1e-9);
        answer.R!.Value.ShouldBe(r, 1e-9);
        answer.Level.ShouldBe(level);
        answer.IsMajorHazardSource.ShouldBe(true);
    }

    [Theory]
    [InlineData("7664-41-7=8", 200, 0.8)]
    [InlineData("86290-81-5=150;68334-30-5=400", 60, 0.83)]
    public void Below_S_of_one_there_is_no_level(string inventory, double residents, double s)
    {
        var answer = MajorHazardSources.Of(Nowhere, new(Lines(inventory), residents));

        answer.S!.Value.ShouldBe(s, 1e-9);
        answer.Level.ShouldBeNull();
        answer.LevelAtMost.ShouldBeNull();
        answer.IsMajorHazardSource.ShouldBe(false);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 1.0)]
    [InlineData(29, 1.0)]
    [InlineData(30, 1.2)]
    [InlineData(49, 1.2)]
    [InlineData(50, 1.5)]
    [InlineData(99, 1.5)]
    [InlineData(100, 2.0)]
    [InlineData(0.2, 1.0)]
    [InlineData(29.5, 1.0)]
    [InlineData(99.9999, 2.0)]
    public void Alpha_follows_the_residents(double residents, double alpha) => MajorHazardTables.Default.AlphaOf(residents).Alpha.ShouldBe(alpha);

    [Theory]
    [InlineData(9.99, 4)]
    [InlineData(10, 3)]
    [InlineData(49.99, 3)]
    [InlineData(50, 2)]
    [InlineData(99.99, 2)]
    [InlineData(100, 1)]
    public void A_threshold_of_R_belongs_to_the_graver_level(double r, int level) => MajorHazardTables.Default.LevelOf(r).Level.ShouldBe(level);

    [Fact]
    public void Without_residents_alpha_is_no_data_and_R_is_a_range()
    {
        var answer = MajorHazardSources.Of(Nowhere, new(Lines("7782-50-5=60")));

        (answer.Alpha, answer.R, answer.Level).ShouldBe((null, null, null));
        (answer.AlphaAtLeast, answer.AlphaAtMost).ShouldBe((0.5, 2.0));
        (answer.RAtLeast, answer.RAtMost!.Value).ShouldBe((24, 96));
        (answer.LevelAtLeast, answer.LevelAtMost).ShouldBe((3, 2));
        answer.Missing.ShouldContain(missing => missing.Zh.Contains("常住人口"));
    }

    [Fact]
    public void A_level_that_every_alpha_gives_is_certain()
    {
        var answer = MajorHazardSources.Of(Nowhere, new(Lines("7782-50-5=500")));
        answer.RAtLeast.ShouldBe(200);
        answer.Level.ShouldBe(1);
    }

    [Fact]
    public void A_line_that_does_not_name_its_variant_is_taken_at_the_lowest_quantity_and_says_so()
    {
        var answer = MajorHazardSources.Of(Nowhere, new(Lines("6484-52-2=50"), 0));

        answer.Lines[0].CriticalTonnes.ShouldBe(5);
        answer.Lines[0].IsLowestOfVariants.ShouldBeTrue();
        answer.Explanation.ShouldContain(step => step.Text.Zh.Contains("未说明品种") && step.Source!.Clause == "4.1.2");
    }

    [Theory]
    [InlineData("硝化棉溶液", 50)]
    [InlineData("nitrocellulose solution", 50)]
    [InlineData("硝化纤维素(含乙醇≥25%)", 10)]
    [InlineData("硝化棉", 1)]
    public void A_name_may_tell_the_variant(string name, double critical) =>
        HazardLine.Of(new("9004-70-0", 1, name)).CriticalTonnes.ShouldBe(critical);

    [Fact]
    public void Hydrochloric_acid_shares_the_number_of_hydrogen_chloride_but_has_no_critical_quantity()
    {
        HazardLine.Of(new("7647-01-0", 30)).CriticalTonnes.ShouldBe(20);
        var acid = HazardLine.Of(new("7647-01-0", 30, "盐酸"));
        (acid.CriticalTonnes, acid.Ratio, acid.Outcome).ShouldBe((null, 0, HazardLine.NotCovered));
    }

    [Fact]
    public void A_substance_outside_table_1_takes_the_lowest_quantity_of_its_classes()
    {
        var monoxide = HazardLine.Of(new("630-08-0", 5));
        (monoxide.CriticalTonnes, monoxide.Category, monoxide.Beta).ShouldBe((10, "W2", 2)); // Q of W2 is below J3's; beta of table 3
        monoxide.Source!.Status.ShouldBe(RuleSource.ToBeVerified);
    }

    [Fact]
    public void A_class_alone_is_enough()
    {
        var line = HazardLine.Of(new(null, 25, "某过氧化物", "W7.2"));
        (line.CriticalTonnes, line.Beta, line.Ratio).ShouldBe((50, 1, 0.5));
        line.Source!.Status.ShouldBe(RuleSource.Verified);
    }

    [Fact]
    public void A_liquid_above_its_boiling_point_keeps_the_quantity_of_table_1_and_takes_the_greater_beta()
    {
        var line = HazardLine.Of(new("67-56-1", 250, Category: "W5.1"));
        (line.CriticalTonnes, line.Beta).ShouldBe((500, 1.5));
        HazardLine.Of(new("7782-50-5", 5, Category: "W4")).Beta.ShouldBe(4); // table 3 stands before the classes
    }

    [Fact]
    public void Each_unit_is_judged_for_itself()
    {
        var answer = MajorHazardSources.Of(Nowhere, new([new("7664-41-7", 8, Unit: "制冷机房"), new("7664-41-7", 9, Unit: "液氨罐区"), new("7664-41-7", 2, Unit: "液氨罐区")], 0));

        answer.Units.Select(unit => (unit.Unit, unit.IsMajorHazardSource)).ShouldBe([("制冷机房", false), ("液氨罐区", true)]);
        answer.S!.Value.ShouldBe(1.1, 1e-12);
        answer.Level.ShouldBe(4);
    }

    [Fact]
    public void More_tonnes_never_lower_R_nor_soften_the_level()
    {
        Seeded.ForEach(300, random =>
        {
            var cas = new[] { "7782-50-5", "7664-41-7", "67-56-1", "75-44-5", "1333-74-0", "68334-30-5", "630-08-0", "6484-52-2", "74-99-7" };
            InventoryLine[] lines = [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => new InventoryLine(random.OneOf(cas), random.Between(0, 90), Unit: random.OneOf<string?>(null, "A", "B")))];
            double? residents = random.Next(4) == 0 ? null : random.Next(200);
            var more = lines.ToArray();
            var at = random.Next(lines.Length);
            more[at] = more[at] with { Tonnes = more[at].Tonnes + random.Between(0, 50) };
            var (before, after) = (MajorHazardSources.Assess(lines, residents), MajorHazardSources.Assess(more, residents));
            after.SAtLeast.ShouldBeGreaterThanOrEqualTo(before.SAtLeast);
            after.RAtLeast.ShouldBeGreaterThanOrEqualTo(before.RAtLeast);
            (after.RAtMost ?? double.PositiveInfinity).ShouldBeGreaterThanOrEqualTo(before.RAtMost ?? double.PositiveInfinity);
            (after.LevelAtMost ?? 5).ShouldBeLessThanOrEqualTo(before.LevelAtMost ?? 5);
            (after.LevelAtLeast ?? 5).ShouldBeLessThanOrEqualTo(before.LevelAtLeast ?? 5);
        });
    }

    [Fact]
    public void A_row_with_a_chemical_that_is_not_known_leaves_S_open_upwards()
    {
        var city = SmallCity(("enterprises", At("enterprises", 1, 0, 0, ("inventory", """[{"cas":"7664-41-7","tonnes":8},{"cas":"74-99-7","tonnes":1}]"""))));

        var answer = MajorHazardSources.Of(city, new(EnterpriseId: 1, ResidentsWithin500m: 0));

        (answer.S, answer.R, answer.RAtMost, answer.IsMajorHazardSource, answer.Level).ShouldBe((null, null, null, null, null));
        (answer.SAtLeast, answer.LevelAtMost).ShouldBe((0.8, 1));
        answer.Missing.ShouldContain(missing => missing.En.Contains("74-99-7"));
    }

    [Fact]
    public void A_row_may_name_the_variant_and_the_units_of_its_lines()
    {
        var city = SmallCity(("enterprises", At("enterprises", 1, 0, 0, ("inventory", """[{"cas":"6484-52-2","tonnes":60,"unit":"仓库","category":"combustibles-up-to-0.2-percent"},{"cas":"67-63-0","tonnes":1}]"""))));

        var answer = MajorHazardSources.Of(city, new(EnterpriseId: 1, ResidentsWithin500m: 0));

        answer.Units.Select(unit => (unit.Unit, unit.S)).ShouldBe([("仓库", 1.2), (null, 0.001)]);
        (answer.R!.Value, answer.Level).ShouldBe((0.6, 4));
    }

    [Fact]
    public void A_rows_category_that_does_not_exist_is_named_and_taken_as_not_said()
    {
        var city = SmallCity(("enterprises", At("enterprises", 1, 0, 0, ("inventory", """[{"cas":"6484-52-2","tonnes":60,"category":"prilled"}]"""))));

        var answer = MajorHazardSources.Of(city, new(EnterpriseId: 1, ResidentsWithin500m: 0));

        answer.S.ShouldBe(12);
        answer.Missing.ShouldContain(missing => missing.En.Contains("'prilled'"));
    }

    [Fact]
    public void An_enterprise_without_an_inventory_is_no_data_and_one_with_an_empty_inventory_is_none()
    {
        var city = SmallCity(("enterprises", At("enterprises", 1, 0, 0)), ("enterprises", At("enterprises", 2, 0, 0, ("inventory", "[]"))));

        var unknown = MajorHazardSources.Of(city, new(EnterpriseId: 1));
        (unknown.S, unknown.IsMajorHazardSource, unknown.Level).ShouldBe((null, null, null));
        unknown.Missing.ShouldContain(missing => missing.Zh.Contains("存量清单无数据"));
        MajorHazardSources.Of(city, new(EnterpriseId: 2)).IsMajorHazardSource.ShouldBe(false);
        MajorHazardSources.Assess(city, city.Layer("enterprises").Find(1)!.Value).ShouldBeNull();
    }

    [Fact]
    public void Members_are_named_on_the_wire_as_the_design_says()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        var question = JsonSerializer.Deserialize<MajorHazardQuestion>("""{"inventory":[{"cas":"7782-50-5","tonnes":60}],"residentsWithin500m":120}""", options)!;
        var answer = JsonSerializer.SerializeToElement(MajorHazardSources.Of(Nowhere, question), options);

        answer.GetProperty("s").GetDouble().ShouldBe(12);
        answer.GetProperty("r").GetDouble().ShouldBe(96);
        answer.GetProperty("alpha").GetDouble().ShouldBe(2);
        answer.GetProperty("level").GetInt32().ShouldBe(2);
        answer.GetProperty("dataVersion").GetString().ShouldNotBeNullOrEmpty();
        answer.GetProperty("explanation").GetArrayLength().ShouldBeGreaterThan(3);
        answer.GetProperty("lines")[0].GetProperty("source").GetProperty("clause").GetString().ShouldBe("4.1.2, table 1, no. 12");
    }

    [Theory]
    [InlineData("7782-50-6=1", "inventory/0/cas", "7782-50-5")]
    [InlineData("7782-05-5=1", "inventory/0/cas", "7782-50-5")]
    [InlineData("7782-50-6@W4=1", "inventory/0/cas", "check digit")]
    [InlineData("74-99-7=1", "inventory/0/cas", "category")]
    [InlineData("chlorine=1", "inventory/0/cas", "CAS")]
    [InlineData("7664-41-7=1;7782-50-5=-0.1", "inventory/1/tonnes", "0 to 1000000")]
    [InlineData("7782-50-5=NaN", "inventory/0/tonnes", "0 to 1000000")]
    [InlineData("7782-50-5=5000000", "inventory/0/tonnes", "0 to 1000000")]
    [InlineData("7782-50-5@W12=1", "inventory/0/category", "W2")]
    public void Bad_lines_are_refused_by_name_with_a_remedy(string inventory, string member, string remedy)
    {
        var error = Should.Throw<QuestionException>(() => MajorHazardSources.Of(Nowhere, new(Lines(inventory), 0)));
        error.Member.ShouldBe(member);
        (error.Reason.En + error.Remedy.En).ShouldContain(remedy);
    }

    [Fact]
    public void Bad_residents_enterprises_and_empty_questions_are_refused()
    {
        Should.Throw<QuestionException>(() => MajorHazardSources.Of(Nowhere, new(Lines("7782-50-5=1"), -1))).Member.ShouldBe("residentsWithin500m");
        Should.Throw<QuestionException>(() => MajorHazardSources.Of(Nowhere, new(Lines("7782-50-5=1"), double.NaN))).Member.ShouldBe("residentsWithin500m");
        Should.Throw<QuestionException>(() => MajorHazardSources.Of(Nowhere, new(EnterpriseId: 7))).Member.ShouldBe("enterpriseId");
        Should.Throw<QuestionException>(() => MajorHazardSources.Of(Nowhere, new())).Member.ShouldBe("inventory");
    }

    static List<InventoryLine> Lines(string text) => [.. text.Split(';').Select(line =>
    {
        var (what, tonnes) = (line.Split('=')[0], double.Parse(line.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture));
        return new InventoryLine(what.Split('@')[0], tonnes, Category: what.Contains('@') ? what.Split('@')[1] : null);
    })];
}
