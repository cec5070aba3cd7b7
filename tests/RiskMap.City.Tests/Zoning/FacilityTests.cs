using RiskMap.City.Model.Codes;
using RiskMap.City.Risk;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.City.Tests.Zoning;

public sealed class FacilityTests
{
    const string Petrol = "86290-81-5", Diesel = "68334-30-5", Ammonia = "7664-41-7", Toluene = "108-88-3", Phosphorus = "12185-10-3", Chlorine = "7782-50-5";

    static IEnumerable<string> Certain(string? code, IReadOnlyList<InventoryLine>? inventory, params string[] processes) =>
        FacilityRules.Default.Derive(code, inventory, processes).Where(facility => facility.Certain).Select(facility => facility.Facility).Order(StringComparer.Ordinal);

    static IEnumerable<string> Possible(string? code, IReadOnlyList<InventoryLine>? inventory, params string[] processes) =>
        FacilityRules.Default.Derive(code, inventory, processes).Where(facility => !facility.Certain).Select(facility => facility.Facility).Order(StringComparer.Ordinal);

    [Fact]
    public void Every_rule_of_the_table_names_facilities_codes_and_chemicals_that_exist()
    {
        foreach (var rule in FacilityRules.Default.Rules)
        {
            rule.Gives.ShouldAllBe(facility => FacilityRules.Default.Facilities.ContainsKey(facility), rule.Id);
            (rule.IndustryPrefixes ?? []).Concat(rule.NotIndustryPrefixes ?? []).ShouldAllBe(prefix => IndustryCodes.Exists(prefix), rule.Id);
            (rule.Chemicals ?? []).Concat(rule.Without ?? []).Concat((rule.Volumes ?? []).Select(volume => volume.Cas)).ShouldAllBe(cas => CasNumber.IsValid(cas), rule.Id);
            rule.Source.Clause.ShouldNotBeNullOrWhiteSpace(rule.Id);
        }
        FacilityRules.Default.Rules.Select(rule => rule.Id).ShouldBeUnique();
    }

    [Theory]
    // 67.05 t of petrol are 90 m³, 111.75 t are 150 m³; diesel counts half: 84 t are 100 m³, 50 m³ of them count.
    [InlineData(67.05, 0, "petrol-station-3")]
    [InlineData(67.1, 0, "petrol-station-2")]
    [InlineData(111.75, 0, "petrol-station-2")]
    [InlineData(111.8, 0, "petrol-station-1")]
    [InlineData(29.8, 84, "petrol-station-3")]
    [InlineData(29.9, 84, "petrol-station-2")]
    public void The_grade_of_a_petrol_station_follows_from_its_volume(double petrol, double diesel, string grade) =>
        Certain("5265", [new(Petrol, petrol), new(Diesel, diesel)]).ShouldBe(["petrol-station", grade]);

    [Fact]
    public void A_petrol_station_without_a_volume_has_grade_3_for_certain_and_perhaps_another()
    {
        Certain("5265", null).ShouldBe(["petrol-station", "petrol-station-3"]);
        Possible("5265", null).ShouldBe(["petrol-station-1", "petrol-station-2"]);
    }

    [Fact]
    public void A_warehouse_is_of_its_items_and_tonnes()
    {
        Certain("5942", [new(Toluene, 10)]).ShouldContain("class-a-warehouse-1256-small");
        Certain("5942", [new(Toluene, 10.1)]).ShouldContain("class-a-warehouse-1256-large");
        Certain("5942", [new(Phosphorus, 5)]).ShouldContain("class-a-warehouse-34-small");
        Certain("5942", [new(Phosphorus, 5.1)]).ShouldContain("class-a-warehouse-34-large");
        Certain("5942", [new(Chlorine, 1)]).ShouldNotContain("class-a-warehouse");
        Possible("5942", null).ShouldContain("class-a-warehouse");
    }

    [Fact]
    public void A_cold_store_is_one_of_ammonia_when_it_holds_or_names_it()
    {
        Certain("5930", [new(Ammonia, 3)]).ShouldContain("ammonia-cold-store");
        Certain("1399", null, "液氨制冷").ShouldContain("ammonia-cold-store");
        Possible("5930", null).ShouldContain("ammonia-cold-store");
        Possible("5930", []).ShouldNotContain("ammonia-cold-store");
        Certain("2614", [new(Ammonia, 3)]).ShouldNotContain("ammonia-cold-store");
    }

    [Fact]
    public void A_small_share_of_solvent_may_but_need_not_make_a_class_a_workshop()
    {
        Possible("3912", [new(Toluene, 2)]).ShouldContain("class-a-workshop");
        Possible("3912", [new(Toluene, 0.05)]).ShouldBeEmpty();
        Certain("2641", [new(Toluene, 2)]).ShouldContain("class-a-workshop");
    }

    [Fact]
    public void Welding_is_open_flame_and_reflow_soldering_is_not()
    {
        Certain("3311", null, "焊接").ShouldBe(["open-flame"]);
        Certain("3982", null, "回流焊接").ShouldBeEmpty();
        Certain("3731", null, "回流焊接", "明火焊割").ShouldBe(["open-flame"]);
    }

    [Fact]
    public void A_major_hazard_source_is_one_from_the_critical_quantity_on()
    {
        Certain("5930", [new(Ammonia, 10)]).ShouldContain("major-hazard-unit");
        Certain("5930", [new(Ammonia, 9.99)]).ShouldNotContain("major-hazard-unit");
    }

    [Fact]
    public void More_tonnes_never_take_a_distance_away() => Seeded.ForEach(200, random =>
    {
        var (code, cas) = (random.OneOf("5265", "2614", "5942", "5930", "4512", "3912"), random.OneOf(Petrol, Toluene, Ammonia, Chlorine, Phosphorus, "68476-85-7"));
        double Most(double tonnes) => FacilityRules.Default.Derive(code, [new(cas, tonnes)], []).SelectMany(facility => SeparationTable.Default.Rules.Where(rule => rule.Hazard == facility.Facility))
            .Select(rule => rule.RequiredMetres ?? 0).DefaultIfEmpty(0).Max();

        var (one, other) = (random.Between(0.02, 200), random.Between(0.02, 200));
        Most(Math.Max(one, other)).ShouldBeGreaterThanOrEqualTo(Most(Math.Min(one, other)), $"{code} {cas}");
    });
}
