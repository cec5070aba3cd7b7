using RiskMap.City.Model;
using RiskMap.City.Risk;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Risk;

public class AreaRiskTests
{
    static readonly RiskModel Model = RiskModel.Default;

    // Two towns of 2 km × 2 km side by side; the west one has a red plant with a school 400 m away.
    static readonly (string, Feature)[] TwoTowns =
    [
        ("districts", Area("districts", 1, (0, 0, 2000, 2000), ("name", "西镇"), ("code", "350213101"), ("level", "town"), ("parentCode", "350213"))),
        ("districts", Area("districts", 2, (2000, 0, 4000, 2000), ("name", "东镇"), ("code", "350213102"), ("level", "town"), ("parentCode", "350213"))),
        ("districts", Area("districts", 3, (0, 0, 4000, 2000), ("name", "区"), ("code", "350213"), ("level", "district"))),
        ("enterprises", At("enterprises", 1, 1000, 1000, ("grade", "red"))),
        ("enterprises", At("enterprises", 2, 500, 500, ("grade", "blue"))),
        ("enterprises", At("enterprises", 3, 3000, 1000, ("grade", "blue"))),
        ("confined-spaces", At("confined-spaces", 1, 1001, 1000)),
        ("places", At("places", 1, 1400, 1000, ("category", "highly-sensitive"), ("capacityDay", 1000), ("capacityNight", 0))),
        ("places", At("places", 2, 3500, 1900, ("category", "general-1"), ("capacityDay", 10), ("capacityNight", 300))),
        ("teams", At("teams", 1, 1000, 0)),
        ("depots", At("depots", 1, 1000, 2000)),
    ];

    [Fact]
    public void The_working_of_the_index_can_be_followed_by_hand()
    {
        var west = AreaRiskAnalysis.ByDistrict(SmallCity(TwoTowns)).Areas[0];

        // 4 km²; hazard (1.0 + 0.1) / 4; exposure 1000 people × 3 / 4; spaces 1 / 4.
        west.AreaSquareKilometres.ShouldBe(4, 1e-6);
        ValueOf(west, "hazard").ShouldBe(1.1 / 4, 1e-6);
        ValueOf(west, "exposure").ShouldBe(1000 * 3 / 4.0, 1e-3);
        ValueOf(west, "confinedSpaces").ShouldBe(0.25, 1e-6);
        // Team at (1000, 0): 1000 m and 707 m away, at 35 km/h with detour 1.4.
        var seconds = (1000 + Math.Sqrt(500_000)) / 2 * 1.4 / (35 / 3.6);
        ValueOf(west, "response").ShouldBe(1 - Math.Exp(-seconds / 300), 1e-6);
        var expected = (50 * (1.1 / 4) / 10) + (30 * 750.0 / 2000) + (10 * 0.25 / 2) + (10 * (1 - Math.Exp(-seconds / 300)));
        west.Index!.Value.ShouldBe(expected, 1e-4);
        west.Terms.Sum(term => term.Contribution!.Value).ShouldBe(west.Index.Value, 1e-9);
        (west.IndexAtLeast, west.IndexAtMost).ShouldBe((west.Index.Value, west.Index.Value));
    }

    [Fact]
    public void The_lowest_level_that_covers_the_city_is_used_and_its_counts_sum_to_the_city()
    {
        var report = AreaRiskAnalysis.ByDistrict(SmallCity([.. TwoTowns, ("enterprises", At("enterprises", 9, 9000, 9000, ("grade", "red")))]));

        report.Level.ShouldBe("town");
        report.Areas.Select(area => area.Name).ShouldBe(["西镇", "东镇"]);
        report.Areas.Select(area => area.Counts.Enterprises).ShouldBe([2, 1]);
        report.Outside.Enterprises.ShouldBe(1);
    }

    [Fact]
    public void A_level_that_leaves_a_gap_is_not_used()
    {
        var withoutEast = TwoTowns.Where(pair => pair.Item2.Key != "districts-2");
        AreaRiskAnalysis.ByDistrict(SmallCity(withoutEast)).Level.ShouldBe("district");
    }

    [Fact]
    public void Only_places_within_an_enterprises_radius_are_exposed_and_each_counts_once()
    {
        var report = AreaRiskAnalysis.ByDistrict(SmallCity([.. TwoTowns, ("enterprises", At("enterprises", 4, 1300, 1000, ("grade", "red")))]));

        report.Areas[0].Exposed.ShouldBe(new ExposedPeople(1, 1000, 0, 0));
        report.Areas[1].Exposed.ShouldBe(new ExposedPeople(0, 0, 0, 0));
    }

    [Fact]
    public void A_radius_is_measured_from_the_boundary_where_there_is_one()
    {
        // The blue plant reaches 100 m: 150 m from its point, but 50 m from its boundary, stands a kindergarten.
        var city = SmallCity([.. TwoTowns,
            ("places", At("places", 5, 3000, 1150, ("category", "highly-sensitive"), ("capacityDay", 90))),
            ("site-boundaries", Area("site-boundaries", 1, (2900, 900, 3100, 1100), ("ofLayer", "enterprises"), ("ofKey", "enterprises-3")))]);

        var east = AreaRiskAnalysis.ByDistrict(city).Areas[1];

        east.Exposed.Places.ShouldBe(1);
        east.Contributors.Single(contributor => contributor.Id == 3).MeasuredFrom.ShouldBe("boundary");
        AreaRiskAnalysis.ByDistrict(SmallCity([.. TwoTowns, ("places", At("places", 5, 3000, 1150, ("capacityDay", 90)))])).Areas[1].Exposed.Places.ShouldBe(0);
    }

    [Fact]
    public void Contributors_share_the_points_of_hazard_and_exposure_without_rest()
    {
        var west = AreaRiskAnalysis.ByDistrict(SmallCity(TwoTowns)).Areas[0];

        west.Contributors.Sum(contributor => contributor.Points).ShouldBe(Term(west, "hazard").Contribution!.Value + Term(west, "exposure").Contribution!.Value, 1e-9);
        west.Contributors[0].Id.ShouldBe(1);
        west.Contributors[0].RadiusRule.ShouldBe("grade-red");
    }

    [Fact]
    public void Missing_data_shows_as_missing_and_never_as_safe()
    {
        var ungraded = TwoTowns.Select(pair => pair.Item1 == "enterprises" ? (pair.Item1, At("enterprises", pair.Item2.Id, 1000, 1000)) : pair);

        var west = AreaRiskAnalysis.ByDistrict(SmallCity(ungraded)).Areas[0];

        west.Index.ShouldBeNull();
        west.Colour.ShouldBeNull();
        west.IndexAtMost.ShouldBeGreaterThan(west.IndexAtLeast + 79);
        west.Missing.ShouldContain(missing => missing.Term == "hazard" && missing.Reason.Zh.Contains("没有风险等级"));
    }

    [Fact]
    public void People_that_nobody_counted_leave_exposure_without_data()
    {
        var uncounted = TwoTowns.Select(pair => pair.Item1 == "places" ? (pair.Item1, At("places", pair.Item2.Id, 1400, 1000, ("category", "important"))) : pair);

        var west = AreaRiskAnalysis.ByDistrict(SmallCity(uncounted)).Areas[0];

        Term(west, "exposure").Value.ShouldBeNull();
        west.Exposed.Places.ShouldBe(2);
        west.Exposed.PlacesWithoutPeople.ShouldBe(2);
        west.Index.ShouldBeNull();
    }

    [Fact]
    public void A_chemical_in_the_inventory_widens_the_radius_by_its_rule()
    {
        var city = SmallCity([.. TwoTowns,
            ("enterprises", At("enterprises", 7, 3000, 500, ("grade", "blue"), ("inventory", """[{"cas":"7664-41-7","tonnes":8}]"""))),
            ("places", At("places", 8, 3250, 500, ("category", "general-3"), ("capacityNight", 40)))]);

        var east = AreaRiskAnalysis.ByDistrict(city).Areas[1];

        east.Exposed.ShouldBe(new ExposedPeople(1, 0, 40, 0));
        east.Contributors.Single(contributor => contributor.Id == 7).RadiusRule.ShouldBe("ammonia-cold-store");
    }

    [Fact]
    public void Parks_are_areas_too()
    {
        var city = SmallCity([.. TwoTowns, ("parks", Area("parks", 1, (900, 900, 1100, 1100), ("name", "园区"), ("code", "P1")))]);

        var report = AreaRiskAnalysis.ByPark(city);

        report.Areas.Single().Counts.Enterprises.ShouldBe(1);
        report.Outside.Enterprises.ShouldBe(2);
    }

    [Fact]
    public void A_city_without_districts_has_no_areas_and_says_what_lies_outside()
    {
        var report = AreaRiskAnalysis.ByDistrict(SmallCity(TwoTowns.Where(pair => pair.Item1 != "districts")));
        report.Areas.ShouldBeEmpty();
        report.Outside.Enterprises.ShouldBe(3);
    }

    [Fact]
    public void More_or_graver_plants_never_lower_the_index()
    {
        RiskMap.Testing.Seeded.ForEach(20, random =>
        {
            var before = AreaRiskAnalysis.ByDistrict(SmallCity(TwoTowns)).Areas[0].Index!.Value;
            var plant = At("enterprises", 100, random.Between(100, 1900), random.Between(100, 1900), ("grade", random.OneOf("red", "orange", "yellow", "blue")));
            var terms = AreaRiskAnalysis.ByDistrict(SmallCity([.. TwoTowns, ("enterprises", plant)])).Areas[0].Terms;
            // The response term is a mean over the plants and may fall; hazard and exposure may not.
            var response = AreaRiskAnalysis.ByDistrict(SmallCity(TwoTowns)).Areas[0].Terms.Single(term => term.Term == "response").Contribution!.Value;
            terms.Where(term => term.Term != "response").Sum(term => term.Contribution!.Value).ShouldBeGreaterThanOrEqualTo(before - response - 1e-9);
        });
    }

    [Fact]
    public void Every_parameter_of_the_model_names_its_source()
    {
        Model.Terms.Sum(term => term.Weight).ShouldBe(100);
        Model.Influence.ShouldAllBe(rule => rule.Source.Length > 0 && (rule.Status == "verified" || rule.Status == "to-be-verified"));
        Model.Terms.ShouldAllBe(term => term.Source.StartsWith("local method"));
        Model.ColourOf(75).ShouldBe("red");
        Model.ColourOf(74.9).ShouldBe("orange");
        Model.ColourOf(0).ShouldBe("blue");
    }

    static double ValueOf(AreaRisk area, string term) => Term(area, term).Value!.Value;

    static RiskTerm Term(AreaRisk area, string term) => area.Terms.Single(t => t.Term == term);
}
