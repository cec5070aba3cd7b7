using System.Text;
using RiskMap.Geo.GeoJson;

namespace RiskMap.Geo.Tests.GeoJson;

public sealed class GeoJsonReaderTests
{
    private const string Point = """{"type":"Feature","properties":{"name":"厦门","n":1},"geometry":{"type":"Point","coordinates":[118.25,24.62]}}""";

    [Theory]
    [InlineData("""{"type":"FeatureCollection","features":[FEATURE]}""")]
    [InlineData("""{"features":[FEATURE],"type":"FeatureCollection"}""")]
    [InlineData("""{"name":"a","x":{"features":[1,"]}"]},"bbox":[1,2,3,4],"type":"FeatureCollection","features":[FEATURE],"after":[{"a":[]}]}""")]
    [InlineData("""  { "\u0074ype" : "FeatureCollection" , "features" : [ FEATURE ] }  """)]
    [InlineData("FEATURE")]
    [InlineData("\uFEFFFEATURE\r\n")]
    [InlineData("\u001EFEATURE\n")]
    public void One_feature_is_read_whatever_wraps_it(string wrapping)
    {
        var feature = Read(wrapping.Replace("FEATURE", Point)).ShouldHaveSingleItem();
        feature.Error.ShouldBeNull();
        feature.Geometry!.ToText().ShouldBe("POINT (118.25 24.62)");
        feature.Properties.GetProperty("name").GetString().ShouldBe("厦门");
        feature.Properties.GetProperty("n").GetInt32().ShouldBe(1);
        feature.Index.ShouldBe(0);
        feature.Line.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[1,2]}""", "POINT (1 2)")]
    [InlineData("""{"coordinates":[1,2,3.5],"type":"Point"}""", "POINT (1 2)")]
    [InlineData("""{"type":"Point","coordinates":[]}""", "POINT EMPTY")]
    [InlineData("""{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}""", "MULTIPOINT ((1 2), (3 4))")]
    [InlineData("""{"type":"LineString","coordinates":[[1,2],[3,4],[5e0,-6.25]]}""", "LINESTRING (1 2, 3 4, 5 -6.25)")]
    [InlineData("""{"coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]],"type":"MultiLineString"}""", "MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[5,1],[8,1],[8,4],[5,1]]]}""", "POLYGON ((0 0, 9 0, 9 9, 0 0), (5 1, 8 1, 8 4, 5 1))")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,0]]],[[[0,0],[1,0],[1,1],[0,0]]]]}""", "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)), ((0 0, 1 0, 1 1, 0 0)))")]
    [InlineData("""{"geometries":[{"type":"Point","coordinates":[1,2]},{"type":"GeometryCollection","geometries":[]}],"type":"GeometryCollection"}""", "GEOMETRYCOLLECTION (POINT (1 2), GEOMETRYCOLLECTION EMPTY)")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[]}""", "MULTIPOLYGON EMPTY")]
    public void A_bare_geometry_is_a_feature_without_properties(string json, string wkt)
    {
        var feature = Read(json).ShouldHaveSingleItem();
        feature.Error.ShouldBeNull();
        feature.Geometry!.ToText().ShouldBe(wkt);
        feature.Properties.EnumerateObject().ShouldBeEmpty();
        feature.Id.ShouldBeNull();
    }

    [Theory]
    [InlineData("\"id\":\"a-1\",", "a-1")]
    [InlineData("\"id\":12.50,", "12.50")]
    [InlineData("\"id\":null,", null)]
    [InlineData("", null)]
    public void An_id_is_text_whether_string_or_number(string member, string? id)
    {
        var feature = Read($$"""{{{member}}"type":"Feature","properties":null,"geometry":null}""").ShouldHaveSingleItem();
        feature.Id.ShouldBe(id);
        feature.Geometry.ShouldBeNull();
        feature.Error.ShouldBeNull();
    }

    [Theory]
    [InlineData("[[[0,0],[9,0],[9,9]]]", "Polygon", "features[1].geometry.coordinates[0]: a ring has 3 positions, it needs 4 (line 3)")]
    [InlineData("[[[0,0],[9,0],[9,9],[0,0]],\n[[5,1],[8,1],[8,4],[5,2]]]", "Polygon", "features[1].geometry.coordinates[1]: the ring is not closed: its last position must repeat its first (line 4)")]
    [InlineData("[[]]", "Polygon", "features[1].geometry.coordinates[0]: a ring has 0 positions, it needs 4 (line 3)")]
    [InlineData("[[1,2]]", "LineString", "features[1].geometry.coordinates: a line has 1 positions, it needs 2 (line 3)")]
    [InlineData("[[1,2],[\"3\",4]]", "LineString", "features[1].geometry.coordinates[1][0]: a position holds numbers, this is a string (line 3)")]
    [InlineData("[1]", "Point", "features[1].geometry.coordinates: a position needs two numbers, x and y (line 3)")]
    [InlineData("[1,1e999]", "Point", "features[1].geometry.coordinates[1]: the number is too large (line 3)")]
    [InlineData("[1,null]", "Point", "features[1].geometry.coordinates[1]: a position holds numbers, this is null (line 3)")]
    [InlineData("[1,2]", "point", "features[1].geometry.type: is 'point', which is not a geometry type of GeoJSON (capitals count) (line 3)")]
    [InlineData("{\"x\":1}", "Point", "features[1].geometry.coordinates: must be an array, is an object (line 3)")]
    [InlineData("[[1,2],7]", "MultiPoint", "features[1].geometry.coordinates[1]: must be a position [x, y], is a number (line 3)")]
    [InlineData("[[[1,2],[1,2]]]", "MultiPolygon", "features[1].geometry.coordinates[0][0][0]: must be a position [x, y], is a number (line 3)")]
    public void A_geometry_at_fault_is_reported_with_its_path_and_line_and_the_rest_goes_on(string coordinates, string type, string error)
    {
        foreach (var geometry in new[] { $$"""{"type":"{{type}}","coordinates":{{coordinates}}}""", $$"""{"coordinates":{{coordinates}},"type":"{{type}}"}""" })
        {
            var features = Read($$"""
                {"type":"FeatureCollection","features":[
                {{Point}},
                {"type":"Feature","geometry":{{geometry}},"id":7,"properties":{"a":"b"} },
                {{Point}}
                ]}
                """);
            features.Count.ShouldBe(3);
            features.Select(f => f.Index).ShouldBe([0, 1, 2]);
            features[0].Error.ShouldBeNull();
            features[1].Error.ShouldNotBeNull().Replace(" (line 4)", " (line 3)").ShouldBe(error.Replace(" (line 4)", " (line 3)"));
            features[1].Error!.Contains("(line 4)").ShouldBe(error.Contains("(line 4)"));
            features[1].Geometry.ShouldBeNull();
            features[1].Id.ShouldBe("7");
            features[1].Properties.GetProperty("a").GetString().ShouldBe("b");
            features[2].Error.ShouldBeNull();
            features[2].Line.ShouldBe(error.Contains("(line 4)") ? 5 : 4);
        }
    }

    [Theory]
    [InlineData("""{"type":"Feature","properties":{"a":NaN},"geometry":null}""", "features[0]: not JSON: 'N' is an invalid start of a value (line 2)")]
    [InlineData("""{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[NaN,1]}}""", "features[0]: not JSON: 'N' is an invalid start of a value (line 2)")]
    [InlineData("""{"type":"Feature","properties":[],"geometry":null}""", "features[0].properties: must be an object or null, is an array (line 2)")]
    [InlineData("""{"type":"Feature","id":{},"properties":{},"geometry":null}""", "features[0].id: must be a string or a number, is an object (line 2)")]
    [InlineData("""{"type":"Foo","properties":{},"geometry":null}""", "features[0].type: is 'Foo'; an element of 'features' must be a 'Feature' (line 2)")]
    [InlineData("""{"type":"Point","coordinates":[1,2]}""", "features[0].type: is 'Point'; an element of 'features' must be a 'Feature' (line 2)")]
    [InlineData("""{"properties":{},"geometry":null}""", "features[0].type: is missing; it must be 'Feature' (line 2)")]
    [InlineData("""{"type":"Feature","properties":{},"geometry":{"coordinates":[1,2]}}""", "features[0].geometry.type: is missing (line 2)")]
    [InlineData("""{"type":"Feature","properties":{},"geometry":{"type":"Point"}}""", "features[0].geometry.coordinates: is missing (line 2)")]
    [InlineData("""{"type":"Feature","properties":{},"geometry":[1,2]}""", "features[0].geometry: must be a geometry object or null, is an array (line 2)")]
    [InlineData("""{"type":"Feature","properties":{"a":"\ud800"},"geometry":null}""", "features[0].properties.a: holds half of a surrogate pair, which is no character (line 2)")]
    [InlineData("null", "features[0]: must be a Feature object, is null (line 2)")]
    [InlineData("12", "features[0]: must be a Feature object, is a number (line 2)")]
    [InlineData("[{}]", "features[0]: must be a Feature object, is an array (line 2)")]
    [InlineData("nil", "features[0]: not JSON: 'nil' is an invalid JSON literal. Expected the literal 'null' (line 2)")]
    public void A_feature_at_fault_does_not_stop_the_next_one(string feature, string error)
    {
        var features = Read($$"""
            {"type":"FeatureCollection","features":[
            {{feature}},
            {{Point}}]}
            """);
        features.Count.ShouldBe(2);
        features[0].Error.ShouldBe(error);
        features[1].Error.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "Line 1, byte 0: the file holds no GeoJSON object; it is empty.")]
    [InlineData(" \n ", "Line 2, byte 3: the file holds no GeoJSON object; it is empty.")]
    [InlineData("[1,2]", "Line 1, byte 0: a GeoJSON text starts with '{', this one with '['.")]
    [InlineData("id,lon,lat\n1,2,3", "Line 1, byte 0: a GeoJSON text starts with '{', this one with 'i'.")]
    [InlineData("""{"type":"FeatureCollection"}""", "Line 1, byte 0: the FeatureCollection has no array 'features'.")]
    [InlineData("""{"type":"FeatureCollection","features":{}}""", "Line 1, byte 0: the FeatureCollection has no array 'features'.")]
    [InlineData("""{"features":[]}""", "Line 1, byte 14: the object has 'features' but no type; it must be 'FeatureCollection'.")]
    [InlineData("""{"features":[],"type":"Topology"}""", "Line 1, byte 32: the object has 'features' but the type 'Topology'.")]
    [InlineData("""{"type":"FeatureCollection","type":"Feature","features":[]}""", "Line 1, byte 35: the member 'type' is given twice.")]
    [InlineData("{\"type\":\"FeatureCollection\",\n\"features\":[", "Line 2, byte 41: the file ends inside the array 'features': it is truncated, or a quote or bracket is missing.")]
    [InlineData("{\"type\":\"FeatureCollection\",\n\"features\":[\n{\"type\":", "Line 3, byte 42: the file ends inside features[0]: it is truncated, or a quote or bracket is missing.")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[]", "Line 1, byte 41: the file ends inside an object: it is truncated, or a quote or bracket is missing.")]
    [InlineData("{\"type\":\"Feature", "Line 1, byte 0: the file ends inside a member's value: it is truncated, or a quote or bracket is missing.")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[{}{}]}", "Line 1, byte 42: ',' or ']' was expected after features[0], not '{'.")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[{},]}", "Line 1, byte 43: features[1] is missing after the comma.")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[]} rest", "Line 1, byte 43: 'r' stands where the file should end or the next object start.")]
    [InlineData("{\"type\" \"FeatureCollection\"}", "Line 1, byte 8: ':' was expected, not '\"'.")]
    [InlineData("{type:\"FeatureCollection\"}", "Line 1, byte 1: a member's name in quotes was expected, not 't'.")]
    [InlineData("{\"type\":\"Feature\" \"id\":1}", "Line 1, byte 18: ',' or '}' was expected, not '\"'.")]
    public void A_file_that_is_no_GeoJSON_is_refused_as_a_whole_with_the_place(string text, string message)
    {
        Should.Throw<GeoJsonException>(() => Read(text)).Message.ShouldBe(message);
    }

    [Fact]
    public void Text_sequences_hold_features_geometries_and_collections_one_after_another()
    {
        var text = $$"""
            {"type":"Point","coordinates":[1,2]}

            {{Point}}
            {"type":"FeatureCollection","features":[{{Point}},{{Point}}]}
            {"type":"Nonsense"}
            """;
        var features = Read(text);
        features.Select(f => f.Line).ShouldBe([1, 3, 4, 4, 5]);
        features.Select(f => f.Index).ShouldBe([0, 1, 2, 3, 4]);
        features[^1].Error.ShouldBe("type: is 'Nonsense', which GeoJSON does not have (capitals count) (line 5)");
        var sequence = string.Concat(Enumerable.Repeat("\u001E" + Point + "\n", 3));
        Read(sequence).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("""{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}}""", "urn:ogc:def:crs:EPSG::4490")]
    [InlineData("""{"type":"link","properties":{"href":"http://example.com/crs"}}""", "http://example.com/crs")]
    [InlineData("""{"type":"EPSG","properties":{"code":4326}}""", "EPSG:4326")]
    [InlineData("""{"odd":true}""", """{"odd":true}""")]
    [InlineData("null", null)]
    public void The_old_crs_member_is_reported_before_and_behind_the_features(string crs, string? declared)
    {
        foreach (var text in new[] { $$"""{"crs":{{crs}},"type":"FeatureCollection","features":[]}""", $$"""{"type":"FeatureCollection","features":[],"crs":{{crs}}}""" })
        {
            using var reader = new GeoJsonReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
            reader.ReadFeatures().ToList().ShouldBeEmpty();
            Should.Throw<InvalidOperationException>(() => reader.ReadFeatures().ToList()).Message.ShouldContain("once");
            reader.DeclaredCrs.ShouldBe(declared);
        }
    }

    [Theory]
    [InlineData("utf-16", "the file is UTF-16")]
    [InlineData("utf-16BE", "the file is UTF-16")]
    [InlineData("utf-32", "the file is UTF-32")]
    [InlineData("GB18030", "the text is not UTF-8 (byte 0xCF). It is probably GB18030 (GBK)")]
    [InlineData("iso-8859-1", "the text is not UTF-8 (byte 0xC0)")]
    public void Another_encoding_is_named(string encoding, string message)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var text = "{\"type\":\"Feature\",\n\"properties\":{\"name\":\"" + (encoding == "iso-8859-1" ? "À \u00FF" : "厦门市翔安区") + "\"},\"geometry\":null}";
        foreach (var preamble in new[] { true, false })
        {
            var e = Encoding.GetEncoding(encoding);
            var bytes = (preamble ? e.GetPreamble() : []).Concat(e.GetBytes(text)).ToArray();
            Should.Throw<GeoJsonException>(() => Read(bytes)).Message.ShouldContain(message);
        }
    }

    [Fact]
    public void Every_cut_of_the_stream_and_every_truncation_gives_the_features_or_an_exception()
    {
        var text = $$$"""{"a":"x\"]}\\","type":"FeatureCollection","features":[{{{Point}}} , {"type":"Feature","properties":{"q":"\\\"}{"},"geometry":null}],"b":{"c":[1,{}]}}""" + "\n";
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var chunk = 1; chunk < 40; chunk++)
        {
            using var reader = new GeoJsonReader(new ChunkedStream(bytes, chunk));
            var features = reader.ReadFeatures().ToList();
            features.Count.ShouldBe(2);
            features.ShouldAllBe(f => f.Error == null);
            features[1].Properties.GetProperty("q").GetString().ShouldBe("\\\"}{");
        }

        var objectEnd = bytes.Length - 1;
        for (var length = 0; length < objectEnd; length++)
        {
            Should.Throw<GeoJsonException>(() => Read(bytes[..length]));
        }
    }

    [Fact]
    public void A_feature_larger_than_the_buffer_is_read()
    {
        var positions = string.Join(",", Enumerable.Range(0, 200_000).Select(i => FormattableString.Invariant($"[{i},{i % 7}]")));
        var feature = Read($$$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[{{{positions}}}]}}]}""")
            .ShouldHaveSingleItem();
        feature.Geometry!.NumPoints.ShouldBe(200_000);
        feature.Geometry.Coordinates[^1].X.ShouldBe(199_999);
    }

    [Fact]
    public void A_missing_quote_is_found_long_before_the_end_of_a_large_file()
    {
        var stream = new EndlessStream("""{"type":"FeatureCollection","features":[{"type":"Feature,"properties":{}},""", Point + ",\n");
        using var reader = new GeoJsonReader(stream);
        Should.Throw<GeoJsonException>(() => reader.ReadFeatures().ToList()).Message.ShouldStartWith("Line 1, byte 58: features[0] is not JSON: ");
        stream.Given.ShouldBeLessThan(100_000_000);
    }

    [Fact]
    public void Random_damage_never_raises_anything_but_a_GeoJsonException() => RiskMap.Testing.Seeded.ForEach(3000, random =>
    {
        var text = $$$"""{"type":"FeatureCollection","features":[{{{Point}}},{"type":"Feature","id":1,"properties":{"a":[1,{"b":"\u4e00"}]},"geometry":{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]]]}}]}""";
        var bytes = Encoding.UTF8.GetBytes(text).ToList();
        for (var edit = random.Next(1, 4); edit > 0; edit--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(3))
            {
                case 0: bytes.RemoveAt(at); break;
                case 1: bytes.Insert(at, bytes[random.Next(bytes.Count)]); break;
                default: bytes[at] = (byte)random.Next(random.Next(2) == 0 ? 128 : 256); break;
            }
        }

        try
        {
            foreach (var feature in Read([.. bytes]))
                (feature.Error is null || feature.Geometry is null).ShouldBeTrue();
        }
        catch (GeoJsonException e)
        {
            e.Message.ShouldStartWith("Line ");
        }
    });

    private static List<GeoJsonFeature> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static List<GeoJsonFeature> Read(byte[] bytes)
    {
        using var reader = new GeoJsonReader(new MemoryStream(bytes));
        return reader.ReadFeatures().ToList();
    }

    private sealed class ChunkedStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(chunk, count));
    }

    private sealed class EndlessStream(string start, string rest) : MemoryStream
    {
        private byte[] _next = Encoding.UTF8.GetBytes(start);

        public long Given { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (Given > 2_000_000_000)
                return 0;
            _next.CopyTo(buffer, offset);
            var given = _next.Length;
            Given += given;
            if (Given == given)
                _next = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(rest, 500)));
            return given;
        }
    }
}
