using RiskMap.City.Model;
using RiskMap.City.Query;
using RiskMap.Geo.Cql2;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Tests.Query;

public sealed class FilterErrorTests
{
    [Theory]
    [InlineData("gradee = 'red'", Cql2Error.UnknownProperty, 0, "grade")]
    [InlineData("风险等级 = 'red'", Cql2Error.UnknownProperty, 0, "grade")]
    [InlineData("S_INTERSECTS(geometry, POINT(118 24))", Cql2Error.UnknownProperty, 13, "geom")]
    [InlineData("grade = \"red\"", Cql2Error.UnknownProperty, 8, "'red'")]
    [InlineData("phone = '139'", Cql2Error.UnknownProperty, 0, null)]
    [InlineData("grade = 5", Cql2Error.WrongType, 8, "'5'")]
    [InlineData("headcount = '5'", Cql2Error.WrongType, 12, "5")]
    [InlineData("headcount > 'many'", Cql2Error.WrongType, 12, null)]
    [InlineData("headcount IN (1, 'x')", Cql2Error.WrongType, 17, null)]
    [InlineData("headcount + name > 1", Cql2Error.WrongType, 12, null)]
    [InlineData("headcount LIKE 'a'", Cql2Error.WrongType, 0, null)]
    [InlineData("grade", Cql2Error.WrongType, 0, null)]
    [InlineData("grade AND TRUE", Cql2Error.WrongType, 0, null)]
    [InlineData("headcount", Cql2Error.WrongType, 0, null)]
    [InlineData("geom = 'x'", Cql2Error.WrongType, 7, null)]
    [InlineData("S_WITHIN(grade, POINT(118 24))", Cql2Error.WrongType, 9, null)]
    [InlineData("A_CONTAINS(grade, ('red'))", Cql2Error.WrongType, 11, null)]
    [InlineData("A_CONTAINS(inventory, (TRUE))", Cql2Error.WrongType, 23, null)]
    [InlineData("T_AFTER(grade, DATE('2026-05-03'))", Cql2Error.WrongType, 8, null)]
    [InlineData("dwithn(geom, POINT(118 24), 5)", Cql2Error.UnknownFunction, 0, "dwithin")]
    [InlineData("ST_DWithin(geom, POINT(118 24), 5)", Cql2Error.UnknownFunction, 0, "dwithin")]
    [InlineData("S_INTERSECT(geom, POINT(118 24))", Cql2Error.UnknownFunction, 0, "S_INTERSECTS")]
    [InlineData("dwithin(geom, POINT(118 24))", Cql2Error.WrongArgumentCount, 0, "dwithin(geom, geometry, metres)")]
    [InlineData("dwithin(geom, POINT(118 24), 'far')", Cql2Error.WrongType, 29, null)]
    [InlineData("S_INTERSECTS(geom, POLYGON((118 24, 119 25, 119 24, 118 25, 118 24)))", Cql2Error.InvalidGeometry, 19, "Self-intersection (118.5 24.5)")]
    [InlineData("S_INTERSECTS(geom, POINT(24.6 118.2))", Cql2Error.OutsideCrs, 19, "CRS84: lon lat")]
    [InlineData("S_INTERSECTS(geom, BBOX(118, 25, 119, 24))", Cql2Error.InvalidValue, 19, null)]
    [InlineData("S_WITHIN(geom, GEOMETRYCOLLECTION(POINT(110 24), LINESTRING(118 24, 119 25)))", Cql2Error.WrongType, 0, null)]
    public void An_error_is_told_before_any_row_is_read(string text, Cql2Error error, int offset, string? suggestion)
    {
        var thrown = Should.Throw<Cql2Exception>(() => FilterSamples.Filter("enterprises", text));
        (thrown.Error, thrown.Place.Offset).ShouldBe((error, offset), thrown.Message);
        if (suggestion is not null) thrown.Suggestion.ShouldBe(suggestion);
    }

    [Theory]
    [InlineData("validFrom > '2026-05-03'", "DATE('2026-05-03')")]
    [InlineData("validFrom BETWEEN '2026-05-03' AND DATE('2026-05-04')", "DATE('2026-05-03')")]
    public void A_text_beside_a_day_is_told_how_a_day_is_written(string text, string suggestion) =>
        Should.Throw<Cql2Exception>(() => FilterSamples.Filter("zones", text)).Suggestion.ShouldBe(suggestion);

    [Fact]
    public void The_names_that_there_are_leave_out_personal_ones()
    {
        var names = Queryables.NamesOf(CityLayers.Get("enterprises")).ToList();
        names.ShouldContain("id");
        names.ShouldContain("geom");
        names.ShouldContain("inventory");
        names.ShouldNotContain("phone");
        names.ShouldNotContain("contact");
    }

    [Theory]
    [InlineData("S_INTERSECTS(geom, BBOX(118, 24, 119, 25))", 118, 24, 119, 25)]
    [InlineData("S_INTERSECTS(geom, BBOX(118, 24, 119, 25)) AND grade = 'red'", 118, 24, 119, 25)]
    [InlineData("S_INTERSECTS(geom, BBOX(118, 24, 119, 25)) AND S_WITHIN(geom, BBOX(118.5, 24, 120, 24.5))", 118.5, 24, 119, 24.5)]
    [InlineData("S_INTERSECTS(geom, BBOX(118, 24, 119, 25)) OR S_EQUALS(geom, POINT(120 26))", 118, 24, 120, 26)]
    public void The_index_gets_the_box_that_matching_features_meet(string text, double west, double south, double east, double north) =>
        FilterSamples.Filter("enterprises", text).Box.ShouldBe(new Box(west, south, east, north));

    [Theory]
    [InlineData("grade = 'red'")]
    [InlineData("NOT S_INTERSECTS(geom, BBOX(118, 24, 119, 25))")]
    [InlineData("S_DISJOINT(geom, BBOX(118, 24, 119, 25))")]
    [InlineData("S_INTERSECTS(geom, BBOX(118, 24, 119, 25)) OR grade = 'red'")]
    public void There_is_no_box_where_features_outside_it_may_match(string text) => FilterSamples.Filter("enterprises", text).Box.ShouldBeNull();

    [Fact]
    public void Boxes_apart_leave_no_point_to_look_for() =>
        FilterSamples.Filter("enterprises", "S_INTERSECTS(geom, BBOX(118, 24, 119, 25)) AND S_INTERSECTS(geom, BBOX(120, 24, 121, 25))").Box!.Value.IsEmpty.ShouldBeTrue();

    [Fact]
    public void Coordinates_come_in_the_order_of_their_register()
    {
        var plants = FilterSamples.Layer("enterprises", TestFeatures.Feature("enterprises", 1, "POINT (118.2 24.6)", ("name", "a")));
        plants.Ids("S_INTERSECTS(geom, BBOX(24.5, 118.1, 24.7, 118.3))", CoordinateSystem.FromEpsg(4490)).ShouldBe([1]);
        plants.Ids("dwithin(geom, POINT(24.6 118.2), 1)", CoordinateSystem.FromEpsg(4326)).ShouldBe([1]);
        var (x, y) = CoordinateSystem.FromEpsg(4548).FromLonLat(118.2, 24.6);
        plants.Ids(FormattableString.Invariant($"S_WITHIN(geom, BBOX({y - 1}, {x - 1}, {y + 1}, {x + 1}))"), CoordinateSystem.FromEpsg(4548)).ShouldBe([1]);
        plants.Ids(FormattableString.Invariant($"dwithin(geom, POINT({y + 100} {x}), 99)"), CoordinateSystem.FromEpsg(4548)).ShouldBeEmpty();
        var (mx, my) = CoordinateSystem.FromEpsg(3857).FromLonLat(118.2, 24.6);
        plants.Ids(FormattableString.Invariant($"S_WITHIN(geom, BBOX({mx - 1}, {my - 1}, {mx + 1}, {my + 1}))"), CoordinateSystem.FromEpsg(3857)).ShouldBe([1]);
        Should.Throw<Cql2Exception>(() => plants.Ids("S_INTERSECTS(geom, POINT(118.2 24.6))", CoordinateSystem.FromEpsg(4490))).Suggestion.ShouldBe("EPSG:4490: lat lon");
    }

    [Fact]
    public void Many_threads_may_use_one_filter()
    {
        var roads = FilterSamples.Layer("roads", [.. Enumerable.Range(1, 2000).Select(i =>
            TestFeatures.Feature("roads", i, FormattableString.Invariant($"LINESTRING ({118 + (i * 0.0001)} 24, {118.05 + (i * 0.0001)} 24.1)")))]);
        var text = "S_INTERSECTS(geom, POLYGON((118 24, 118.1 24.05, 118.2 24, 118.15 24.1, 118 24.08, 118 24))) AND dwithin(geom, POINT(118.1 24.05), 9000)";
        var expected = roads.Ids(text);
        var filter = FilterSamples.Filter("roads", text);
        expected.Length.ShouldBeGreaterThan(100);
        Parallel.For(0, 8, _ => roads.All.Where(filter.Matches).Select(road => road.Id).ShouldBe(expected));
    }
}
