using RiskMap.City.Snapshot;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Query;

public sealed class FeatureFilterTests
{
    static readonly LayerSnapshot Plants = FilterSamples.Layer("enterprises",
        Feature("enterprises", 1, "POINT (118.20 24.60)", ("name", "海沧化工厂"), ("grade", "red"), ("headcount", 120), ("score", 61.5),
            ("inventory", """[{"cas":"7664-41-7","tonnes":12},{"cas":"7782-50-5","tonnes":1}]""")),
        Feature("enterprises", 2, "POINT (118.21 24.61)", ("name", "Café Straße"), ("grade", "blue"), ("headcount", 8), ("score", 90.0), ("industryCode", "2614")),
        Feature("enterprises", 3, "POINT (118.30 24.70)", ("name", "100%_纯"), ("headcount", 0), ("processes", """["光气及光气化工艺","氯化工艺"]""")),
        Feature("enterprises", 4, null, ("name", "无坐标"), ("grade", "red"), ("score", 50.0)));

    static readonly LayerSnapshot Roads = FilterSamples.Layer("roads",
        Feature("roads", 1, "LINESTRING (118.0 24.0, 118.2 24.2)", ("bridge", true), ("tunnel", false), ("roadLevel", 1)),
        Feature("roads", 2, "LINESTRING (118.0 24.2, 118.2 24.0)", ("bridge", false), ("roadLevel", -2)),
        Feature("roads", 3, "LINESTRING (118.5 24.5, 118.6 24.5)", ("name", "abc"), ("nameEn", "abd")));

    static readonly LayerSnapshot Zones = FilterSamples.Layer("zones",
        Area("zones", 1, (0, 0, 1000, 500), ("restriction", "prohibited"), ("validFrom", new DateOnly(2026, 1, 31)), ("validTo", new DateOnly(2026, 12, 31)), ("chemicals", """["7664-41-7"]""")),
        Area("zones", 2, (1000, 0, 2000, 500), ("validFrom", new DateOnly(2026, 5, 3)), ("chemicals", """["7664-41-7","7782-50-5"]""")),
        Area("zones", 3, (5000, 0, 6000, 500)));

    [Theory]
    [InlineData("grade = 'red'", 1, 4)]
    [InlineData("grade <> 'red'", 2)]
    [InlineData("NOT grade = 'red'", 2)]
    [InlineData("'red' = grade", 1, 4)]
    [InlineData("grade > 'blue'", 1, 4)]
    [InlineData("grade IS NULL", 3)]
    [InlineData("grade IS NOT NULL AND score IS NOT NULL", 1, 2, 4)]
    [InlineData("grade IN ('red', 'orange')", 1, 4)]
    [InlineData("grade NOT IN ('red', 'orange')", 2)]
    [InlineData("CASEI(grade) IN (CASEI('RED'))", 1, 4)]
    [InlineData("headcount > 8", 1)]
    [InlineData("8 <= headcount", 1, 2)]
    [InlineData("headcount BETWEEN 0 AND 8", 2, 3)]
    [InlineData("headcount NOT BETWEEN 0 AND 8", 1)]
    [InlineData("headcount IN (0, 120)", 1, 3)]
    [InlineData("score / 2 = 45 OR score * 2 = 100", 2, 4)]
    [InlineData("headcount - score > 0", 1)]
    [InlineData("headcount % 7 = 1 AND headcount div 7 > 0", 1, 2)]
    [InlineData("2 ^ 3 ^ 2 = 512", 1, 2, 3, 4)]
    [InlineData("10 / headcount > 1", 2)]
    [InlineData("-score < -60", 1, 2)]
    [InlineData("id = 2 OR key = 'enterprises-3'", 2, 3)]
    [InlineData("key LIKE 'enter%' AND id > 3", 4)]
    [InlineData("name LIKE '%化工%'", 1)]
    [InlineData("name LIKE '%化_厂'", 1)]
    [InlineData("name LIKE '_____'", 1)]
    [InlineData("name LIKE '100\\%\\_%'", 3)]
    [InlineData("name NOT LIKE '%化工%'", 2, 3, 4)]
    [InlineData("name LIKE 'cafe%'")]
    [InlineData("CASEI(ACCENTI(name)) LIKE CASEI('CAFE%')", 2)]
    [InlineData("CASEI(name) = CASEI('CAFÉ STRASSE')", 2)]
    [InlineData("ACCENTI(name) = 'Cafe Straße'", 2)]
    [InlineData("upper(name) LIKE 'CAF%' OR lower(grade) = 'blue'", 2)]
    [InlineData("geom IS NULL", 4)]
    [InlineData("TRUE", 1, 2, 3, 4)]
    [InlineData("FALSE")]
    [InlineData("A_CONTAINS(inventory, ('7664-41-7'))", 1)]
    [InlineData("A_EQUALS(inventory, ('7782-50-5', '7664-41-7'))", 1)]
    [InlineData("A_CONTAINEDBY(processes, ('氯化工艺', '光气及光气化工艺', '其他'))", 3)]
    [InlineData("A_OVERLAPS(('氯化工艺'), processes)", 3)]
    [InlineData("A_OVERLAPS(processes, (name, '氯化工艺'))", 3)]
    [InlineData("S_INTERSECTS(geom, BBOX(118.2, 24.6, 118.21, 24.61))", 1, 2)]
    [InlineData("S_WITHIN(geom, BBOX(118.2, 24.6, 118.21, 24.62))")]
    [InlineData("S_TOUCHES(geom, BBOX(118.2, 24.6, 118.21, 24.62))", 1, 2)]
    [InlineData("S_DISJOINT(geom, BBOX(118.2, 24.6, 118.21, 24.62))", 3)]
    [InlineData("S_INTERSECTS(POLYGON((118.1 24.5, 118.25 24.5, 118.25 24.65, 118.1 24.65, 118.1 24.5), (118.205 24.605, 118.215 24.605, 118.215 24.615, 118.205 24.615, 118.205 24.605)), geom)", 1)]
    [InlineData("S_EQUALS(geom, POINT(118.3 24.7))", 3)]
    [InlineData("S_INTERSECTS(geom, BBOX(170, -90, 118.2, 90))", 1)]
    [InlineData("dwithin(geom, POINT(118.2 24.6), 2000)", 1, 2)]
    [InlineData("DWITHIN(POINT(118.2 24.6), geom, 1000)", 1)]
    [InlineData("distance(geom, POINT(118.2 24.6)) > 1000", 2, 3)]
    [InlineData("distance(geom, POINT(118.2 24.6)) <= 2000 AND grade = 'blue'", 2)]
    [InlineData("dwithin(geom, BBOX(118.2, 24.6, 118.205, 24.605), headcount)", 1)]
    public void Enterprises(string filter, params int[] ids) => Plants.Ids(filter).ShouldBe(ids.Select(id => (long)id), filter);

    [Theory]
    [InlineData("bridge", 1)]
    [InlineData("NOT bridge", 2)]
    [InlineData("bridge = TRUE", 1)]
    [InlineData("bridge <> tunnel", 1)]
    [InlineData("(roadLevel > 0) = bridge", 1, 2)]
    [InlineData("name < nameEn", 3)]
    [InlineData("S_CROSSES(geom, LINESTRING(118.0 24.1, 118.2 24.1))", 1, 2)]
    [InlineData("S_INTERSECTS(geom, BBOX(118.0, 24.0, 118.01, 24.01)) AND S_INTERSECTS(geom, BBOX(118.19, 24.19, 118.2, 24.2))", 1)]
    [InlineData("S_WITHIN(geom, BBOX(118.0, 24.0, 118.3, 24.3))", 1, 2)]
    [InlineData("S_EQUALS(geom, LINESTRING(118.6 24.5, 118.55 24.5, 118.5 24.5))", 3)]
    [InlineData("S_OVERLAPS(geom, LINESTRING(118.55 24.5, 118.7 24.5))", 3)]
    [InlineData("S_TOUCHES(geom, POINT(118.6 24.5))", 3)]
    [InlineData("S_INTERSECTS(geom, GEOMETRYCOLLECTION(POINT(118.55 24.5), POLYGON((118.0 24.0, 118.01 24.0, 118.0 24.01, 118.0 24.0))))", 1, 3)]
    [InlineData("length(geom) BETWEEN 10000 AND 10200", 3)]
    [InlineData("dwithin(geom, POINT(118.1 24.1), 10)", 1, 2)]
    [InlineData("S_CONTAINS(geom, POINT(118.55 24.5))", 3)]
    [InlineData("S_INTERSECTS(geom, geom)", 1, 2, 3)]
    public void Lines(string filter, params int[] ids) => Roads.Ids(filter).ShouldBe(ids.Select(id => (long)id), filter);

    [Theory]
    [InlineData("validFrom = DATE('2026-05-03')", 2)]
    [InlineData("validFrom < DATE('2026-05-03')", 1)]
    [InlineData("validFrom BETWEEN DATE('2026-01-31') AND DATE('2026-05-03')", 1, 2)]
    [InlineData("validFrom = TIMESTAMP('2026-05-03T12:00:00Z')", 2)]
    [InlineData("validFrom > TIMESTAMP('2026-01-31T23:59:59Z')", 2)]
    [InlineData("T_DURING(INTERVAL(validFrom, validTo), INTERVAL('2026-01-01', '..'))", 1)]
    [InlineData("T_STARTEDBY(INTERVAL(validFrom, '..'), INTERVAL('2026-05-03', '2026-06-01'))", 2)]
    [InlineData("T_MEETS(INTERVAL('2026-01-01', '2026-01-31'), INTERVAL(validFrom, validTo))", 1)]
    [InlineData("T_AFTER(validFrom, DATE('2026-01-31'))", 2)]
    [InlineData("T_INTERSECTS(validFrom, INTERVAL('2026-01-31', '2026-02-01'))", 1)]
    [InlineData("A_CONTAINEDBY(chemicals, ('7664-41-7'))", 1)]
    [InlineData("A_CONTAINS(chemicals, ())", 1, 2)]
    [InlineData("area(geom) > 490000 AND length(geom) < 3100", 1, 2, 3)]
    public void Areas_and_days(string filter, params int[] ids) => Zones.Ids(filter).ShouldBe(ids.Select(id => (long)id), filter);

    [Fact]
    public void Instants_compare_by_time_and_a_day_is_the_whole_day_in_utc()
    {
        var incidents = FilterSamples.Layer("incidents",
            Feature("incidents", 1, "POINT (118.2 24.6)", ("occurredAt", new DateTimeOffset(2026, 5, 3, 0, 0, 0, TimeSpan.Zero))),
            Feature("incidents", 2, "POINT (118.2 24.6)", ("occurredAt", new DateTimeOffset(2026, 5, 3, 23, 59, 59, TimeSpan.Zero))),
            Feature("incidents", 3, "POINT (118.2 24.6)", ("occurredAt", new DateTimeOffset(2026, 5, 4, 0, 0, 0, TimeSpan.Zero))),
            Feature("incidents", 4, "POINT (118.2 24.6)"));
        incidents.Ids("occurredAt = DATE('2026-05-03')").ShouldBe([1, 2]);
        incidents.Ids("occurredAt > DATE('2026-05-03')").ShouldBe([3]);
        incidents.Ids("occurredAt <= DATE('2026-05-03')").ShouldBe([1, 2]);
        incidents.Ids("occurredAt = TIMESTAMP('2026-05-04T08:00:00+08:00')").ShouldBe([3]);
        incidents.Ids("T_DURING(occurredAt, INTERVAL('2026-05-02', '2026-05-03'))").ShouldBe([1, 2]);
        incidents.Ids("T_DISJOINT(occurredAt, TIMESTAMP('2026-05-03T00:00:00Z'))").ShouldBe([2, 3]);
    }

    [Fact]
    public void Edited_rows_are_judged_by_their_new_values()
    {
        var filter = FilterSamples.Filter("enterprises", "grade = 'red'");
        var edited = Plants.With([Feature("enterprises", 1, "POINT (118.2 24.6)", ("name", "a"), ("grade", "blue")), Feature("enterprises", 9, "POINT (118.2 24.6)", ("name", "b"), ("grade", "red"))], []);
        edited.Ids(filter).ShouldBe([4, 9]);
        Plants.Ids(filter).ShouldBe([1, 4]);
    }
}
