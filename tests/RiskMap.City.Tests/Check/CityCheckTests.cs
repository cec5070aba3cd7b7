using RiskMap.City.Check;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Store;
using static RiskMap.City.Tests.TestFeatures;
using static RiskMap.City.Tests.Travel.RoadGraphsTests;

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
    public void Roads_that_cross_without_a_common_vertex_are_told_and_joined_ones_are_not()
    {
        (string, Feature) Along(double north) => ("roads", Road((long)north + 10, [(0, north), (1000, north)]));
        (string, Feature) Up(bool joins) => ("roads", Road(1, joins ? [(0, 0), (0, 100), (0, 200)] : [(500, -50), (500, 250)]));

        Find(SmallCity(Along(0), Along(100), Along(200), Up(joins: false)), "roads-in-pieces", "roads").Remedy.En.ShouldContain("Split roads");
        Codes(SmallCity(Along(0), Along(100), Along(200), Up(joins: true)), "roads").ShouldNotContain("roads-in-pieces");
    }

    [Fact]
    public void Roads_and_closures_that_do_not_do_what_they_say_are_told()
    {
        var begin = new DateTimeOffset(2026, 7, 1, 8, 0, 0, TimeSpan.FromHours(8));
        var city = SmallCity(
            ("roads", Road(1, [(0, 0), (1000, 0)], ("oneway", "changing"), ("turnRestrictions", """[{"kind":"no_u_turn","via":"node/9","to":"roads-1"}]"""))),
            ("closures", Line("closures", 1, [(400, 0), (500, 0)])), ("closures", Line("closures", 2, [(400, 90), (500, 90)])),
            ("closures", Line("closures", 3, [(400, 0), (500, 0)], ("from", begin), ("to", begin))));

        Find(city, "roads-direction-changes", "roads").Examples.Single().Id.ShouldBe(1);
        Find(city, "roads-turn-restrictions-unplaced", "roads").Count.ShouldBe(1);
        Find(city, "closures-shut-nothing", "closures").Examples.Select(row => row.Id).ShouldBe([2, 3]);
    }

    [Theory]
    [InlineData("dispatch-orders-team-twice", 2)]
    [InlineData("dispatch-orders-stock-exceeded", 2)]
    [InlineData("dispatch-orders-incident-closed", 1)]
    [InlineData("dispatch-orders-incident-unknown", 1)]
    [InlineData("dispatch-orders-unit-unknown", 1)]
    [InlineData("dispatch-orders-times", 1)]
    [InlineData("dispatch-orders-without-state", 1)]
    public void What_other_programs_made_contradict_itself_in_the_dispatch_record_is_named(string code, int count)
    {
        var ordered = new DateTimeOffset(2026, 6, 30, 4, 0, 0, TimeSpan.Zero);
        const string Four = """[{"code":"2010299","quantity":4,"unit":"套"}]""";
        var city = SmallCity(Town,
            ("incidents", At("incidents", 1, 100, 100, ("state", "open"))), ("incidents", At("incidents", 2, 100, 100, ("state", "closed"))),
            ("teams", At("teams", 1, 100, 100)), ("teams", At("teams", 2, 100, 100)), ("depots", At("depots", 1, 100, 100, ("stock", """[{"code":"2010299","quantity":7,"unit":"套"}]"""))),
            Order(1, "incidents-1", "teams", "teams-1", "ordered"), Order(2, "incidents-1", "teams", "teams-1", "arrived"), Order(3, "incidents-1", "teams", "teams-1", "released"),
            Order(4, "incidents-1", "depots", "depots-1", "ordered", ("materials", Four)), Order(5, "incidents-1", "depots", "depots-1", "arrived", ("materials", Four)),
            Order(6, "incidents-2", "teams", "teams-2", "ordered"), Order(7, "incidents-2", "teams", "teams-2", "released"), Order(8, "gone", "teams", "teams-2", "released"),
            Order(9, "incidents-1", "teams", "gone", "released"), Order(10, "incidents-1", "teams", "teams-2", "released", ("orderedAt", ordered), ("releasedAt", ordered.AddSeconds(-1))),
            Order(11, "incidents-1", "teams", "teams-2", null));
        Find(city, code, "dispatch-orders").Count.ShouldBe(count);

        static (string, Feature) Order(long id, string incident, string layer, string unit, string? state, params (string, object?)[] more) =>
            ("dispatch-orders", At("dispatch-orders", id, 100, 100, [("incidentKey", incident), ("unitLayer", layer), ("unitKey", unit), ("state", state), .. more]));
    }

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
