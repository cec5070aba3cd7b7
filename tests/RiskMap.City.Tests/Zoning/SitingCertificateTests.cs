using NetTopologySuite.Geometries;
using RiskMap.City.Risk;
using RiskMap.City.Zoning;
using RiskMap.City.Zoning.Catalogue;
using RiskMap.City.Zoning.External;
using RiskMap.City.Zoning.Siting;
using static RiskMap.City.Tests.TestFeatures;
using static RiskMap.City.Tests.Zoning.Sketch;

namespace RiskMap.City.Tests.Zoning;

public sealed class SitingCertificateTests
{
    const string Petrol = "86290-81-5", Ammonia = "7664-41-7", Chlorine = "7782-50-5", Methanol = "67-56-1", Tnt = "118-96-7";

    static readonly DateOnly Day = new(2026, 6, 30);

    [Fact]
    public void The_largest_quantity_passes_and_a_step_more_does_not()
    {
        // A chlorine store of 4.99 t needs no assessment and is no major hazard source; from 5 t on it is both.
        var answer = SitingCertificates.Of(Town(), new(Site, "5942", [new(Chlorine, 60)], Date: Day));

        var line = answer.Repair.LargestQuantity.ShouldHaveSingleItem();
        line.LargestTonnes.ShouldBe(4.99);
        SitingCertificates.Of(Town(), new(Site, "5942", [new(Chlorine, line.LargestTonnes!.Value)], Date: Day)).Verdict.ShouldBe(line.Verdict);
        SitingCertificates.Of(Town(), new(Site, "5942", [new(Chlorine, line.LargestTonnes.Value + 0.01)], Date: Day)).Verdict.ShouldBe(Verdict.QraRequired);
    }

    [Fact]
    public void A_quantity_that_changes_nothing_is_said_to_gain_nothing()
    {
        var answer = SitingCertificates.Of(Town(Place(1, 1110, 1050, "school", "highly-sensitive")), new(Site, "5265", [new(Petrol, 60)], Date: Day));

        answer.Repair.LargestQuantity.ShouldHaveSingleItem().ShouldSatisfyAllConditions(line => line.LargestTonnes.ShouldBeNull(), line => line.Verdict.ShouldBe(Verdict.Fail));
    }

    [Fact]
    public void The_smallest_shift_gains_its_verdict_where_it_leads()
    {
        var city = Town(Place(1, 1120, 1050, "school", "highly-sensitive"), Place(2, 980, 1050, "school", "highly-sensitive"));
        var answer = SitingCertificates.Of(city, new(Site, "5265", [new(Petrol, 60)], Date: Day));

        var shift = answer.Repair.SmallestShift.ShouldNotBeNull();

        shift.Verdict.ShouldBe(Verdict.Pass);
        shift.Metres.ShouldBeLessThan(100);
        SitingCertificates.Of(city, new((Polygon)shift.LonLat, "5265", [new(Petrol, 60)], Date: Day)).Verdict.ShouldBe(Verdict.Pass);
    }

    [Fact]
    public void The_nearest_parcel_is_a_park_or_zone_that_fits_and_passes()
    {
        // The nearer park has a school inside; the chemical park beyond is of grade D.
        var city = Town(
            Area("parks", 1, (2000, 1000, 2400, 1400), ("name", "近园区"), ("kind", "chemical"), ("grade", "A")),
            Area("parks", 2, (4000, 1000, 4800, 1800), ("name", "化工园区"), ("kind", "chemical"), ("grade", "D")));
        var answer = SitingCertificates.Of(city, new(Site, "2614", [new(Methanol, 100)], Date: Day));

        answer.Verdict.ShouldBe(Verdict.Prohibited);
        var parcel = answer.Repair.NearestCompliantParcel.ShouldNotBeNull();
        (parcel.Layer, parcel.Id, parcel.Name).ShouldBe(("parks", 2L, "化工园区"));
        SitingCertificates.Of(city, new((Polygon)parcel.LonLat, "2614", [new(Methanol, 100)], Date: Day)).Verdict.ShouldBe(parcel.Verdict);
    }

    [Fact]
    public void A_pass_needs_no_repair()
    {
        var repair = SitingCertificates.Of(Town(), new(Site, "1811", [], Date: Day)).Repair;
        (repair.LargestQuantity.Count, repair.SmallestShift, repair.NearestCompliantParcel, repair.BestVerdict).ShouldBe((0, null, null, Verdict.Pass));
    }

    [Fact]
    public void The_quick_verdict_is_that_of_the_certificate() => Seeded.ForEach(25, random =>
    {
        var city = RandomCity.Of(random);
        var (east, north) = (random.Between(0, 1900), random.Between(0, 1900));
        var use = RandomCity.UseOrExplosives(random);
        var question = new SitingQuestion(Rectangle(east, north, east + 70, north + 50), use.IndustryCode, use.Inventory, PlaceCategory: use.PlaceCategory, PlaceKind: use.PlaceKind, Date: Day);

        var answer = SitingCertificates.Of(city, question);

        new SitingCase(city, use, null, Day).VerdictOn(new SiteGround(answer.Drawn.Metric)).ShouldBe(answer.Verdict);
        ((int)answer.Repair.BestVerdict).ShouldBeGreaterThanOrEqualTo((int)answer.Verdict);
        if (answer.Repair.SmallestShift is { } shift)
            ((int)shift.Verdict).ShouldBeGreaterThan((int)answer.Verdict);
    });

    [Fact]
    public void More_tonnes_never_gain_a_verdict() => Seeded.ForEach(15, random =>
    {
        var city = RandomCity.Of(random);
        var (code, cas) = random.OneOf(("5265", Petrol), ("5930", Ammonia), ("5942", Chlorine), ("5942", "108-88-3"));
        var (east, north) = (random.Between(0, 1900), random.Between(0, 1900));
        var ground = new SiteGround(DrawnSite.Of(city, Rectangle(east, north, east + 60, north + 60)).Metric);
        Verdict With(double tonnes) => new SitingCase(city, new(code, [new(cas, tonnes)]), null, Day).VerdictOn(ground);

        var (one, other) = (random.Between(0.1, 150), random.Between(0.1, 150));
        ((int)With(Math.Max(one, other))).ShouldBeLessThanOrEqualTo((int)With(Math.Min(one, other)));
    });

    [Fact]
    public void A_certificate_tells_the_major_hazard_source_with_the_residents_around()
    {
        var city = Town(Area("population", 1, (900, 900, 1200, 1200), ("residents", 400.0)));

        var hazard = SitingCertificates.Of(city, new(Site, "5930", [new(Ammonia, 12)], Date: Day)).MajorHazard.ShouldNotBeNull();

        hazard.S!.Value.ShouldBe(1.2, 1e-9);
        hazard.Alpha.ShouldBe(2.0);
        hazard.R!.Value.ShouldBe(4.8, 1e-9);
        hazard.Level.ShouldBe(4);
    }

    [Theory]
    [InlineData("5942", Tnt, 0.1, "accident-consequence")]
    [InlineData("5942", Chlorine, 5, "qra")]
    [InlineData("5942", Chlorine, 4.99, "standards")]
    [InlineData("5942", Methanol, 5000, "standards")]
    [InlineData("5265", "68476-85-7", 60, "not-applicable")]
    [InlineData("4511", "74-82-8", 60, "not-applicable")]
    [InlineData("2672", Tnt, 5, "not-applicable")]
    public void The_method_follows_GB_T_37243(string code, string cas, double tonnes, string method) =>
        SafetyMethods.Of(code, [new InventoryLine(cas, tonnes)], []).Method.ShouldBe(method);

    [Fact]
    public void The_gases_of_all_units_are_taken_as_one() =>
        SafetyMethods.Of("5942", [new(Chlorine, 3, Unit: "1"), new(Ammonia, 5, Unit: "2")], []).ShouldSatisfyAllConditions(
            method => method.Method.ShouldBe(SafetyMethod.Qra), method => method.GasRatio.ShouldBe(1.1, 1e-9));

    [Theory]
    [InlineData("highly-sensitive", null, 3e-7, 3e-6)]
    [InlineData("important", null, 3e-7, 3e-6)]
    [InlineData("general-1", null, 3e-7, 3e-6)]
    [InlineData("general-2", null, 3e-6, 1e-5)]
    [InlineData("general-3", null, 1e-5, 3e-5)]
    [InlineData(null, "school", 3e-7, 3e-6)]
    public void The_criteria_are_those_of_GB_36894(string? category, string? kind, double planned, double inService) =>
        IndividualRiskTable.Default.Of(category, kind).ShouldNotBeNull().ShouldSatisfyAllConditions(
            criterion => criterion.NewPerYear.ShouldBe(planned), criterion => criterion.InServicePerYear.ShouldBe(inService));

    [Fact]
    public void Contours_whose_report_is_out_of_date_count_as_none()
    {
        var city = Town(Area("risk-contours", 1, (0, 0, 2000, 2000), ("ofEnterpriseKey", "p"), ("individualRisk", 3e-7), ("validTo", new DateOnly(2026, 1, 1))));

        SitingCertificates.Of(city, new(Site, "5942", [new(Chlorine, 6)], ContoursOf: "p", Date: Day)).Method.Verdict.ShouldBe(Verdict.QraRequired);
        SitingCertificates.Of(city, new(Site, "5942", [new(Chlorine, 6)], ContoursOf: "p", Date: new(2025, 12, 31))).Method.Verdict.ShouldBe(Verdict.Pass);
    }

    [Fact]
    public void A_school_near_a_plant_that_lacks_its_assessment_is_told_so()
    {
        var city = Town(Enterprise(1, 800, 1050, "5942", Inventory(Chlorine, 20)));

        var safety = SitingCertificates.Of(city, new(Site, PlaceKind: "school", PlaceCategory: "highly-sensitive", Date: Day)).Method;

        safety.Verdict.ShouldBe(Verdict.QraRequired);
        safety.Rows.ShouldHaveSingleItem().OtherId.ShouldBe(1);
    }

    [Fact]
    public void A_zone_that_only_touches_the_site_does_not_hold_it()
    {
        CatalogueRow[] In(double west) => [.. SitingCertificates.Of(Town(Area("zones", 1, (west, 900, west + 500, 1200), ("restriction", "prohibited"), ("clause", "x"))), new(Site, "1811", [], Date: Day)).Catalogue];

        In(1100).ShouldBeEmpty();
        In(1099.9).ShouldHaveSingleItem().MatchedBy.ShouldBe("zone");
    }

    [Fact]
    public void A_section_letter_is_the_most_general_prefix()
    {
        var city = Town(
            Area("zones", 1, (0, 0, 3000, 3000), ("restriction", "prohibited"), ("clause", "x"), ("industryPrefixes", """["C"]""")),
            Area("zones", 2, (0, 0, 3000, 3000), ("restriction", "restricted"), ("clause", "y"), ("industryPrefixes", """["C18"]""")));

        var answer = SitingCertificates.Of(city, new(Site, "1811", [], Date: Day));

        answer.Verdict.ShouldBe(Verdict.Conditional);
        answer.Catalogue.Single(row => row.OtherId == 1).Decides.ShouldBeFalse();
    }

    [Fact]
    public void The_drawing_holds_site_failing_distances_others_and_repairs()
    {
        var answer = SitingCertificates.Of(Town(Place(1, 1120, 1050, "school", "highly-sensitive")), new(Site, "5265", [new(Petrol, 60)], Date: Day));

        var roles = SitingCertificates.ToGeoJson(answer).GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("properties").GetProperty("role").GetString()).ToList();

        roles.Take(3).ShouldBe(["site", "distance", "other"]);
        roles.ShouldContain("shift");
    }
}
