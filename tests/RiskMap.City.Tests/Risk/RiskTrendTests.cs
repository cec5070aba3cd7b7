using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;
using RiskMap.City.Store;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Risk;

public class RiskTrendTests
{
    static readonly (string, Feature)[] First =
    [
        ("districts", Area("districts", 1, (0, 0, 1000, 1000), ("name", "西镇"), ("code", "1"), ("level", "town"))),
        ("districts", Area("districts", 2, (1000, 0, 2000, 1000), ("name", "东镇"), ("code", "2"), ("level", "town"))),
        ("population", Area("population", 1, (0, 0, 2000, 1000), ("residents", 20_000.0))),
        ("enterprises", At("enterprises", 1, 500, 500, ("name", "甲厂"), ("grade", "yellow"))),
        ("enterprises", At("enterprises", 2, 1500, 500, ("name", "乙厂"), ("grade", "orange"))),
        ("teams", At("teams", 1, 0, 0, ("kind", "fire"))),
    ];

    [Fact]
    public void A_trend_tells_value_colour_and_which_plants_moved_it()
    {
        var (one, two, three) = (City(1, First), City(2, Graded("red")), City(3, Graded(null)));
        var trend = RiskTrend.Of([one, two, three]);

        trend.Versions.ShouldBe([1, 2, 3]);
        var west = trend.Areas.Single(area => area.Code == "1");
        west.Moments.Select(moment => moment.Index).ShouldBe(new[] { one, two, three }.Select(city => AreaRiskAnalysis.ByDistrict(city).Areas[0].Index));
        west.Changes[0].IndexChange!.Value.ShouldBe(west.Moments[1].Index!.Value - west.Moments[0].Index!.Value);
        var plant = west.Changes[0].Enterprises.Single();
        (plant.Name, plant.Kind, plant.GradeFrom, plant.GradeTo, plant.RadiusFrom, plant.RadiusTo).ShouldBe(("甲厂", "changed", "yellow", "red", 200, 1000));
        plant.Risk.ShouldBeGreaterThan(0);
        west.Changes[1].Enterprises.Single().ShouldSatisfyAllConditions(gone => gone.Kind.ShouldBe("removed"), gone => gone.Risk.ShouldBeLessThan(0));
        west.Changes[0].Reasons.ShouldBeEmpty();
        // The red plant reaches over the border; nothing else moved the east.
        trend.Areas.Single(area => area.Code == "2").Changes[0].Enterprises.Single().Id.ShouldBe(1);
    }

    [Fact]
    public void People_teams_and_borders_are_reasons_too()
    {
        (string, Feature)[] later =
        [
            .. First.Where(row => row.Item1 is "enterprises"),
            ("districts", Area("districts", 1, (0, 0, 900, 1000), ("name", "西镇"), ("code", "1"), ("level", "town"))),
            ("population", Area("population", 1, (0, 0, 2000, 1000), ("residents", 30_000.0))), ("teams", At("teams", 1, 900, 0, ("kind", "fire"))),
        ];
        var trend = RiskTrend.Of([City(1, First), City(2, later)]);

        trend.Areas[0].Changes[0].Reasons.Select(reason => reason.En).ShouldBe(
            ["people known went from 10000 to 13500", "fire and rescue teams changed", "borders of areas changed"]);
        trend.Areas[1].Moments[1].Exists.ShouldBeFalse();
        trend.Areas[1].Changes[0].Reasons[0].En.ShouldBe("the area is gone");
    }

    [Fact]
    public void One_version_has_no_trend() => Should.Throw<QuestionException>(() => RiskTrend.Of([City(1, First)])).Member.ShouldBe("versions");

    static (string, Feature)[] Graded(string? grade) =>
    [
        .. First.Where(row => row.Item2.Key != "enterprises-1"),
        .. grade is null ? [] : new[] { ("enterprises", At("enterprises", 1, 500, 500, ("name", "甲厂"), ("grade", grade))) },
    ];

    static CitySnapshot City(long version, IEnumerable<(string Layer, Feature Feature)> rows) => CitySnapshot.Of(
        new StoreState("test", "1", version, Metadata),
        rows.GroupBy(row => row.Layer, row => row.Feature, StringComparer.Ordinal).Select(layer => LayerSnapshot.Of(CityLayers.Get(layer.Key), layer)));
}
