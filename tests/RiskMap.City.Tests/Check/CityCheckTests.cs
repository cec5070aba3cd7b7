using RiskMap.City.Check;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Store;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Check;

public class CityCheckTests
{
    static readonly (string, Feature) Town =
        ("districts", Area("districts", 1, (0, 0, 2000, 2000), ("name", "西镇"), ("code", "350213101"), ("level", "town")));

    [Fact]
    public void Empty_layers_are_named_with_what_suffers()
    {
        var finding = Find(SmallCity(Town), "layer-empty", "enterprises");
        finding.Severity.ShouldBe(Severity.Error);
        finding.Text.En.ShouldContain("no risk");
        finding.Remedy.Zh.ShouldContain("riskmap import enterprises");
        Codes(SmallCity(Town), "districts").ShouldNotContain("layer-empty");
    }

    [Fact]
    public void Enterprises_without_grade_are_counted_with_examples()
    {
        var finding = Find(SmallCity(Town, ("enterprises", At("enterprises", 1, 100, 100, ("grade", "red"))),
            ("enterprises", At("enterprises", 2, 200, 100, ("name", "乙厂")))), "enterprises-without-grade", "enterprises");
        finding.Count.ShouldBe(1);
        finding.Examples.Single().ShouldBe(new FindingExample(2, "enterprises-2", "乙厂"));
    }

    [Theory]
    [InlineData(0, 0, "on-origin")]
    [InlineData(24.6, 18.2, "outside-extent")]
    [InlineData(118.11, 24.51, "outside-districts")]
    public void A_point_where_none_can_stand_is_found(double longitude, double latitude, string code)
    {
        var city = SmallCity(Town, ("places", Feature("places", 7, FormattableString.Invariant($"POINT ({longitude} {latitude})"))));
        Find(city, code, "places").Examples.Single().Id.ShouldBe(7);
        Codes(city, "places").Count(found => found is "on-origin" or "outside-extent" or "outside-districts").ShouldBe(1);
    }

    [Fact]
    public void Rows_without_a_position_are_errors() =>
        Find(SmallCity(Town, ("teams", Feature("teams", 3, null))), "geometry-missing", "teams").Severity.ShouldBe(Severity.Error);

    [Fact]
    public void References_to_what_is_not_there_are_found_but_the_top_district_may_name_any_parent()
    {
        var city = SmallCity(Town,
            ("enterprises", At("enterprises", 1, 100, 100)),
            ("confined-spaces", At("confined-spaces", 1, 100, 100, ("enterpriseKey", "enterprises-1"))),
            ("confined-spaces", At("confined-spaces", 2, 100, 100, ("enterpriseKey", "gone"))));
        Find(city, "confined-spaces-enterpriseKey-unknown", "confined-spaces").Examples.Single().Id.ShouldBe(2);
        var top = SmallCity(("districts", Area("districts", 1, (0, 0, 2000, 2000), ("code", "350213"), ("level", "district"), ("parentCode", "350200"))),
            ("districts", Area("districts", 2, (0, 0, 900, 2000), ("code", "350213101"), ("level", "town"), ("parentCode", "350299"))));
        Find(top, "districts-parentCode-unknown", "districts").Examples.Single().Id.ShouldBe(2);
    }

    [Fact]
    public void A_code_that_two_rows_share_is_found() =>
        Find(SmallCity(Town, ("districts", Area("districts", 2, (0, 0, 9, 9), ("code", "350213101"), ("level", "town")))), "districts-code-shared", "districts").Count.ShouldBe(2);

    [Fact]
    public void A_city_without_metadata_and_one_with_the_plane_of_another_zone_are_errors()
    {
        var bare = CitySnapshot.Of(new StoreState("test", "1", 1, null), []);
        CityCheck.Run(bare).Findings.ShouldContain(finding => finding.Code == "city-not-set" && finding.Severity == Severity.Error);
        var wrong = CitySnapshot.Of(new StoreState("test", "1", 1, Metadata with { PlaneWkt = Geo.Crs.MetricPlane.ForLocation(121, 31).Wkt }), []);
        CityCheck.Run(wrong).Findings.ShouldContain(finding => finding.Code == "plane-of-another-zone");
        CityCheck.Run(SmallCity(Town)).Findings.ShouldNotContain(finding => finding.Code == "plane-of-another-zone" || finding.Code == "city-not-set");
    }

    [Fact]
    public void The_gravest_comes_first()
    {
        var severities = CityCheck.Run(SmallCity(Town)).Findings.Select(finding => finding.Severity).ToList();
        severities.ShouldBe(severities.Order());
        severities.Distinct().Count().ShouldBe(3);
    }

    static Finding Find(CitySnapshot city, string code, string layer) => CityCheck.Run(city).Findings.Single(finding => finding.Code == code && finding.Layer == layer);

    static List<string> Codes(CitySnapshot city, string layer) => [.. CityCheck.Run(city).Findings.Where(finding => finding.Layer == layer).Select(finding => finding.Code)];
}
