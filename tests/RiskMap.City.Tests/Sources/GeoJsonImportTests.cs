using System.Text;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using RiskMap.City.Sources;

namespace RiskMap.City.Tests.Sources;

public sealed class GeoJsonImportTests : ImportBench
{
    static Geometry Wkt(string text) => new WKTReader().Read(text);

    static string Feature(string geometry, string properties = """{"name":"A"}""", string id = "") =>
        $$"""{"type":"Feature",{{(id.Length > 0 ? $"\"id\":{id}," : "")}}"properties":{{properties}},"geometry":{{geometry}}}""";

    static string Collection(params string[] features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(",\n", features)}}]}""";

    static string Polygon(string rings) => $$"""{"type":"Polygon","coordinates":{{rings}}}""";

    Task<ImportReport> GeoJson(string layer, string content, Func<ImportRequest, ImportRequest>? with = null, string name = "a.geojson") =>
        Import((with ?? (request => request))(new ImportRequest(layer, Write(name, content))));

    [Fact]
    public async Task Crs84_is_what_GeoJson_means_without_a_word_and_the_id_is_the_key()
    {
        var report = await GeoJson("districts", Collection(Feature(
            "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[118,24],[119,24],[119,25],[118,24]]]]}", """{"name":"A","adcode":350213,"level":"区","x":null}""", "7")));
        report.Crs.ShouldBe("CRS84");
        var row = Store.Row("districts", "7");
        row.Geometry.ShouldBe(Wkt("POLYGON((118 24,119 24,119 25,118 24))"));
        Store.Value("districts", "7", "code").ShouldBe("350213");
        Store.Value("districts", "7", "level").ShouldBe("district");
    }

    [Theory]
    [InlineData("""{"fclass":"unknown","oneway":"F","maxspeed":0}""", "road", "forward", null)]
    [InlineData("""{"fclass":"track_grade2","oneway":"T","maxspeed":60}""", "track", "backward", 60.0)]
    [InlineData("""{"fclass":"trunk","oneway":"B","maxspeed":"signals"}""", "trunk", "both", null)]
    [InlineData("""{"highway":"primary","oneway":"reversible","bridge":"viaduct","tunnel":"building_passage"}""", "primary", "changing", null)]
    [InlineData("""{"道路等级":"县道","oneway":true}""", "secondary", "forward", null)]
    public async Task Roads_are_read_as_Geofabrik_OSMnx_and_road_offices_write_them(string properties, string roadClass, string oneway, double? limit)
    {
        var report = await GeoJson("roads", Collection(Feature("""{"type":"LineString","coordinates":[[118,24],[118.1,24]]}""", properties, "1")));

        report.RefusedCount.ShouldBe(0);
        (Store.Value("roads", "1", "roadClass"), Store.Value("roads", "1", "oneway"), Store.Value("roads", "1", "maxSpeedKmh")).ShouldBe((roadClass, oneway, (object?)limit));
    }

    [Fact]
    public async Task Rights_of_access_that_are_no_list_of_vehicles_are_refused() =>
        (await GeoJson("roads", Collection(Feature("""{"type":"LineString","coordinates":[[118,24],[118.1,24]]}""", """{"accessByVehicle":"no lorries"}""", "1")))).RefusedCount.ShouldBe(1);

    [Fact]
    public async Task The_natural_key_stands_in_for_an_id()
    {
        await GeoJson("districts", Collection(Feature(Polygon("[[[118,24],[119,24],[119,25],[118,24]]]"), """{"name":"A","code":"350213"}""")));
        Store.Rows("districts").ShouldHaveSingleItem().Key.ShouldBe("350213");
    }

    [Fact]
    public async Task A_bare_geometry_takes_its_name_from_set_and_its_offset_from_crs()
    {
        var report = await GeoJson("districts", Polygon("[[[118,24],[119,24],[119,25],[118,24]]]"), request => request with
        {
            Crs = "gcj02",
            Set = new Dictionary<string, string> { ["name"] = "翔安区", ["code"] = "350213", ["level"] = "district" },
        });
        report.RefusedCount.ShouldBe(0);
        Store.Value("districts", "350213", "datumShift").ShouldBe("gcj02");
        Store.Row("districts", "350213").Geometry!.EqualsExact(Wkt("POLYGON((118 24,119 24,119 25,118 24))"), 1e-4).ShouldBeFalse();
        report.DerivedCity!.Name.Zh.ShouldBe("翔安区");
    }

    [Fact]
    public async Task The_old_crs_member_is_honoured_and_an_unknown_one_refused()
    {
        const string Point = """{"type":"Point","coordinates":[520000,2720000]}""";
        var text = Collection(Feature(Point)).Replace("\"features\"", "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::4548\"}},\"features\"");
        (await GeoJson("places", text)).Crs.ShouldBe("EPSG:4548");
        (await Refusal(new ImportRequest("places", Write("b.geojson", text.Replace("4548", "2437"))))).En.ShouldContain("--crs-wkt");
    }

    [Fact]
    public async Task Metres_without_a_declared_system_refuse_the_file()
    {
        var refusal = await Refusal(new ImportRequest("places", Write("a.geojson", Collection(Feature("""{"type":"Point","coordinates":[520000,2720000]}""")))));
        refusal.En.ShouldContain("metres");
        refusal.En.ShouldContain("--crs");
    }

    [Theory]
    [InlineData("a.geojsonl", "\n")]
    [InlineData("a.ndjson", "\r\n")]
    [InlineData("a.geojsons", "\n\u001e")]
    public async Task Sequences_are_read_line_by_line_or_by_record_separators(string name, string between)
    {
        var roads = Enumerable.Range(0, 3).Select(i => Feature($$"""{"type":"LineString","coordinates":[[118,24],[118.{{i}}1,24]]}""", $$"""{"u":1,"v":2,"key":{{i}},"highway":"trunk"}"""));
        var text = (between.Contains('\u001e') ? "\u001e" : "") + string.Join(between, roads) + "\n";
        (await GeoJson("roads", text, name: name)).Layers[0].Inserted.ShouldBe(3);
        Store.Rows("roads").Select(row => row.Key).ShouldBe(["1/2/0", "1/2/1", "1/2/2"], ignoreOrder: true);
        Store.Value("roads", "1/2/0", "roadClass").ShouldBe("trunk");
        (await Import(new ImportRequest("roads", Write(name + ".gz", Gzip(Encoding.UTF8.GetBytes(text)))))).Layers[0].Unchanged.ShouldBe(3);
    }

    [Fact]
    public async Task Nameless_features_are_keyed_by_their_shape_and_doubles_are_numbered()
    {
        const string Line = """{"type":"LineString","coordinates":[[118,24],[118.1,24]]}""";
        await GeoJson("roads", Collection(Feature(Line, "{}"), Feature(Line, "{}"), Feature(Line, """{"name":"A"}""")));
        var keys = Store.Rows("roads").Select(row => row.Key).Order(StringComparer.Ordinal).ToList();
        keys.Count.ShouldBe(3);
        keys[1].ShouldBe(keys[0] + "#2");
        keys[2].ShouldBe(keys[0] + "#3");
        (await GeoJson("roads", Collection(Feature(Line, "{}"), Feature(Line, "{}"), Feature(Line, """{"name":"A"}""")))).Changed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_feature_at_fault_is_a_refused_row_with_its_line_and_can_be_mended()
    {
        var report = await GeoJson("districts", Collection(
            Feature(Polygon("[[[118,24],[119,24],[119,25],[118,24]]]"), """{"name":"A"}"""),
            Feature(Polygon("[[[118,24],[119,24],[119,25],[118,24.5]]]"), """{"name":"B"}""")), request => request with { Partial = true, RejectsFile = Path("again.geojson") });
        var refused = report.Refused.ShouldHaveSingleItem();
        refused.Line.ShouldBe(2);
        refused.Reason.En.ShouldContain("not closed");
        Store.Rows("districts").Count.ShouldBe(1);
        var again = File.ReadAllText(Path("again.geojson"));
        again.ShouldContain("\"refused\"");
        File.WriteAllText(Path("again.geojson"), again.Replace("24.5", "24"));
        (await Import(new ImportRequest("districts", Path("again.geojson")))).Layers[0].Inserted.ShouldBe(1);
    }

    [Fact]
    public async Task Features_that_share_a_line_are_told_apart_and_other_encodings_refused()
    {
        const string Point = """{"type":"Point","coordinates":[118,24]}""";
        var report = await GeoJson("places", Collection(Feature(Point), Feature(Point, "{}")).Replace("\n", ""));
        report.Refused.ShouldHaveSingleItem().Reason.En.ShouldStartWith("features[1]: ");
        (await Refusal(new ImportRequest("places", Path("a.geojson")) { Encoding = "gb18030" })).En.ShouldContain("always UTF-8");
    }

    [Fact]
    public async Task A_small_self_crossing_is_repaired_and_said_so()
    {
        // A spike that crosses itself near the last corner; the area hardly changes.
        var report = await GeoJson("parks", Collection(Feature(Polygon("[[[118,24],[119,24],[119,25],[118,25],[118.001,25.001],[118,25.001],[118.001,25],[118,24]]]"))));
        report.Layers[0].Repaired.ShouldBe(1);
        report.Notices.ShouldContain(notice => notice.Text.En.Contains("repaired: lines 1"));
        Store.Rows("parks").ShouldHaveSingleItem().Geometry!.IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task A_bow_tie_is_refused_because_its_area_cannot_be_told()
    {
        var refused = (await GeoJson("parks", Collection(Feature(Polygon("[[[118,24],[119,25],[119,24],[118,25],[118,24]]]"))))).Refused.ShouldHaveSingleItem();
        refused.Field.ShouldBe("geom");
        refused.Reason.En.ShouldContain("self-intersection");
    }

    [Theory]
    [InlineData("places", """{"type":"LineString","coordinates":[[118,24],[119,24]]}""", "takes a point")]
    [InlineData("roads", """{"type":"Point","coordinates":[118,24]}""", "takes a line")]
    [InlineData("districts", """{"type":"LineString","coordinates":[[118,24],[119,24]]}""", "takes a polygon")]
    [InlineData("places", """{"type":"MultiPoint","coordinates":[[118,24],[119,24]]}""", "takes a point")]
    [InlineData("roads", """{"type":"LineString","coordinates":[[118,24],[118,24]]}""", "few")]
    [InlineData("places", "null", "no geometry")]
    [InlineData("places", """{"type":"MultiPoint","coordinates":[]}""", "no geometry")]
    [InlineData("places", """{"type":"Point","coordinates":[0,0]}""", "(0,0)")]
    [InlineData("roads", """{"type":"LineString","coordinates":[[118,24],[0,0]]}""", "(0,0)")]
    [InlineData("places", """{"type":"Point","coordinates":[24,118]}""", "swapped")]
    public async Task Geometries_that_do_not_fit_are_refused(string layer, string geometry, string reason) =>
        (await GeoJson(layer, Collection(Feature(geometry)))).Refused.ShouldHaveSingleItem().Reason.En.ShouldContain(reason);

    [Theory]
    [InlineData("places", """{"type":"MultiPoint","coordinates":[[118,24]]}""", "POINT(118 24)")]
    [InlineData("places", """{"type":"Point","coordinates":[118,24,55.5]}""", "POINT(118 24)")]
    [InlineData("roads", """{"type":"MultiLineString","coordinates":[[[118,24,1],[119,24,1]]]}""", "LINESTRING(118 24,119 24)")]
    [InlineData("closures", """{"type":"Point","coordinates":[118,24]}""", "POINT(118 24)")]
    [InlineData("districts", """{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[118,24],[119,24],[119,25],[118,24]]]}]}""", "POLYGON((118 24,119 24,119 25,118 24))")]
    public async Task Single_parts_and_heights_are_taken_off(string layer, string geometry, string wkt)
    {
        (await GeoJson(layer, Collection(Feature(geometry)))).RefusedCount.ShouldBe(0);
        var stored = Store.Rows(layer).ShouldHaveSingleItem().Geometry!;
        stored.EqualsExact(Wkt(wkt)).ShouldBeTrue();
        stored.Coordinates.ShouldAllBe(coordinate => double.IsNaN(coordinate.Z));
    }

    [Fact]
    public async Task A_polygon_becomes_a_point_inside_it_in_a_point_layer()
    {
        var report = await GeoJson("enterprises", Collection(Feature(Polygon("[[[118,24],[118.2,24],[118.2,24.2],[118,24]]]"))));
        var point = Store.Rows("enterprises").ShouldHaveSingleItem().Geometry.ShouldBeOfType<Point>();
        Wkt("POLYGON((118 24,118.2 24,118.2 24.2,118 24))").Contains(point).ShouldBeTrue();
        report.Notices.ShouldContain(notice => notice.Text.En.Contains("boundaries were not kept"));
    }
}
