using RiskMap.City.Zoning;
using static RiskMap.City.Tests.TestFeatures;
using static RiskMap.City.Tests.Zoning.Sketch;

namespace RiskMap.City.Tests.Zoning;

public sealed class ExplosionScreeningTests
{
    const string Chlorine = "7782-50-5", Tnt = "118-96-7";

    static readonly DateOnly Day = new(2026, 6, 30);

    [Theory]
    [InlineData("overpressure-2000", 588.6)]
    [InlineData("overpressure-5000", 257.6)]
    [InlineData("overpressure-9000", 158.5)]
    public void A_tonne_of_TNT_keeps_places_away_by_the_thresholds_of_GB_T_37243(string rule, double metres) =>
        Store(1).Rules.Row(rule).ShouldSatisfyAllConditions(
            row => row.RequiredMetres!.Value.ShouldBe(metres, 0.05), row => row.Clause.ShouldContain("GB/T 37243-2019"), row => row.Title.Zh.ShouldContain("非定量风险评价"));

    [Theory]
    [InlineData("highly-sensitive", 588, Verdict.Fail)]
    [InlineData("highly-sensitive", 589, Verdict.Pass)]
    [InlineData("general-2", 257, Verdict.Fail)]
    [InlineData("general-2", 258, Verdict.Pass)]
    [InlineData("general-3", 158, Verdict.Fail)]
    [InlineData("general-3", 159, Verdict.Pass)]
    public void A_place_within_the_blast_of_its_category_fails(string category, double metres, Verdict verdict) =>
        Store(1, Place(1, 1100 + metres, 1050, "shop", category)).Rules.Where(row => row.Rule.StartsWith("overpressure", StringComparison.Ordinal)).Select(row => row.Verdict).Worst().ShouldBe(verdict);

    [Fact]
    public void A_school_is_known_by_its_kind() => Store(1, Place(1, 1600, 1050, "school", null)).Rules.Row("overpressure-2000").Verdict.ShouldBe(Verdict.Fail);

    [Fact]
    public void A_place_of_unknown_category_is_no_data() => Store(1, Place(1, 1600, 1050, "shop", null)).Rules.Row("overpressure-2000").Verdict.ShouldBe(Verdict.NoData);

    [Fact]
    public void All_explosives_of_a_plant_explode_at_once()
    {
        // 8 t reach twice as far as 1 t.
        var answer = SitingCertificates.Of(Town(), new(Site, "5942", [new(Tnt, 3, Unit: "1"), new(null, 5, Category: "W1.1", Unit: "2")], Date: Day));
        answer.Rules.Row("overpressure-2000").RequiredMetres!.Value.ShouldBe(1177.1, 0.05);
    }

    [Fact]
    public void A_plant_that_keeps_all_distances_was_screened_and_has_not_passed() =>
        Store(0.1).ShouldSatisfyAllConditions(answer => answer.Method.Verdict.ShouldBe(Verdict.Conditional), answer => ((int)answer.Verdict).ShouldBeLessThan((int)Verdict.Pass));

    [Fact]
    public void Gases_beside_explosives_need_their_assessment_all_the_same() =>
        SitingCertificates.Of(Town(), new(Site, "5942", [new(Tnt, 0.1), new(Chlorine, 6)], Date: Day)).Method.Verdict.ShouldBe(Verdict.QraRequired);

    [Fact]
    public void Contours_of_a_report_stand_in_the_place_of_the_screening()
    {
        var city = Town(Area("risk-contours", 1, (900, 900, 1200, 1200), ("ofEnterpriseKey", "p"), ("individualRisk", 3e-7)), Place(1, 1300, 1050, "school", "highly-sensitive"));
        var answer = SitingCertificates.Of(city, new(Site, "5942", [new(Tnt, 1)], ContoursOf: "p", Date: Day));

        answer.Method.Verdict.ShouldBe(Verdict.Pass);
        answer.Rules.ShouldNotContain(row => row.Rule.StartsWith("overpressure", StringComparison.Ordinal));
    }

    [Fact]
    public void Civil_explosives_have_their_own_standards_whose_distances_are_not_held()
    {
        var answer = SitingCertificates.Of(Town(), new(Site, "2672", [new(Tnt, 1)], Date: Day));
        answer.Rules.ShouldNotContain(row => row.Rule.StartsWith("overpressure", StringComparison.Ordinal));
        answer.Method.Verdict.ShouldBe(Verdict.NoData);
        answer.Method.Reason.En.ShouldContain("GB 50161-2022");
    }

    [Theory]
    [InlineData("1012", 580, Verdict.Fail)]
    [InlineData(null, 580, Verdict.Fail)]
    [InlineData("1012", 600, Verdict.Pass)]
    [InlineData("2672", 580, Verdict.NoData)]
    [InlineData("2672", 600, Verdict.Pass)]
    public void Explosives_around_a_planned_place_are_found_whatever_the_industry(string? code, double metres, Verdict verdict)
    {
        var city = Town(Enterprise(1, 1000 - metres, 1050, code, Inventory(Tnt, 1)));
        SitingCertificates.Of(city, new(Site, PlaceKind: "school", PlaceCategory: "highly-sensitive", Date: Day)).Method.Verdict.ShouldBe(verdict);
    }

    [Theory]
    [InlineData("highly-sensitive", 580, Verdict.Fail)]
    [InlineData("highly-sensitive", 600, Verdict.Pass)]
    [InlineData("general-3", 580, Verdict.Pass)]
    public void A_planned_place_looks_at_the_explosives_around(string category, double metres, Verdict verdict)
    {
        var city = Town(Enterprise(1, 1000 - metres, 1050, "5942", Inventory(Tnt, 1)));
        SitingCertificates.Of(city, new(Site, PlaceKind: "shop", PlaceCategory: category, Date: Day)).Method.Verdict.ShouldBe(verdict);
    }

    [Fact]
    public void Reverse_siting_keeps_places_out_of_the_blast_and_plants_away_from_places()
    {
        var city = Town(Enterprise(1, 500, 500, "5942", Inventory(Tnt, 1)), Place(1, 1500, 1500, "school", "highly-sensitive"));
        var area = System.Text.Json.JsonSerializer.SerializeToElement(new { type = "Polygon", coordinates = new[] { Rectangle(0, 0, 2000, 2000).Coordinates.Select(corner => new[] { corner.X, corner.Y }) } });

        KeptOut(new(PlaceKind: "school", PlaceCategory: "highly-sensitive", Area: area, CellMetres: 50, Date: Day)).ShouldContain("overpressure");
        KeptOut(new("5942", [new(Tnt, 1)], Area: area, CellMetres: 50, Date: Day)).ShouldContain("overpressure-2000");

        IEnumerable<string> KeptOut(ReverseSitingQuestion question) => ReverseSitings.Of(city, question).Constraints.Select(constraint => constraint.Rule);
    }

    static SitingAnswer Store(double tonnes, params RiskMap.City.Model.Feature[] features) =>
        SitingCertificates.Of(Town(features), new(Site, "5942", [new(Tnt, tonnes)], Date: Day));
}
