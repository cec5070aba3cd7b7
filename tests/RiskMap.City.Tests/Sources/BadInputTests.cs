using System.Text;
using RiskMap.City.Sources;

namespace RiskMap.City.Tests.Sources;

/// <summary>The list of issue 2, "Bad input": a clear error or a row report, the store unchanged, never a stack trace.</summary>
public sealed class BadInputTests : ImportBench
{
    const string Header = "name,lon,lat\n";

    Task<ImportReport> Csv(string content, string layer = "places", string? crs = "EPSG:4326") =>
        Import(new ImportRequest(layer, Write("rows.csv", content)) { Crs = crs });

    /// <summary>A city around Xiang'an, by its district.</summary>
    async Task City() => await Import(new ImportRequest("districts", Write("d.geojson",
        """{"type":"Feature","properties":{"name":"翔安","level":"district"},"geometry":{"type":"Polygon","coordinates":[[[118.1,24.5],[118.5,24.5],[118.5,24.8],[118.1,24.8],[118.1,24.5]]]}}""")));

    [Fact]
    public async Task Points_outside_the_city_are_refused_and_near_ones_are_not()
    {
        await City();
        var report = await Csv(Header + "near,118.6,24.4\nfar,119.1,24.6\nShanghai,121.4,31.2\n");
        report.Changed.ShouldBeFalse();
        report.Refused.Select(row => row.Line).ShouldBe([3, 4]);
        report.Refused[0].Reason.En.ShouldContain("outside the city");
        report.Refused[0].Value.ShouldBe("119.1, 24.6");
        Store.Rows("places").ShouldBeEmpty();
    }

    [Fact]
    public async Task Swapped_coordinates_are_told_from_wrong_ones()
    {
        await City();
        var refused = (await Csv(Header + "ok,118.3,24.6\nswapped,24.6,118.3\n")).Refused.ShouldHaveSingleItem();
        refused.Reason.En.ShouldContain("swapped");
        refused.Reason.Zh.ShouldContain("颠倒");
    }

    [Fact]
    public async Task Swapped_coordinates_that_are_both_possible_are_found_by_the_citys_place()
    {
        // Xinjiang's west: 75° E, 39° N; swapped it is a place near the pole.
        await Import(new ImportRequest("places", Write("a.csv", Header + "喀什,75.9,39.4\n")) { Crs = "EPSG:4326" });
        (await Csv(Header + "swapped,39.4,75.9\n")).Refused.ShouldHaveSingleItem().Reason.En.ShouldContain("swapped");
    }

    [Fact]
    public async Task Null_island_is_refused() =>
        (await Csv(Header + "ok,118.3,24.6\nnull,0,0\n")).Refused.ShouldHaveSingleItem().Reason.En.ShouldContain("(0,0)");

    [Fact]
    public async Task An_infinite_or_missing_position_is_refused() =>
        (await Csv(Header + "a,NaN,24\nb,Infinity,24\nc,,\nd,118°3′,24\n")).RefusedCount.ShouldBe(4);

    [Theory]
    [InlineData("EPSG:4548", "118.3,24.6", "degrees")]
    [InlineData("EPSG:4326", "520000,2720000", "metres")]
    [InlineData("gcj02", "520000,2720000", "metres")]
    [InlineData("EPSG:3857", "118.3,24.6", "degrees")]
    [InlineData("EPSG:4527", "520000,2720000", "prefix")]
    public async Task Degrees_where_metres_are_declared_and_the_other_way_round_refuse_the_file(string crs, string position, string says)
    {
        var rows = string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},{position}\n"));
        var refusal = await Refusal(new ImportRequest("places", Write("a.csv", Header + rows)) { Crs = crs });
        refusal.En.ShouldContain(says);
        refusal.En.ShouldContain("--crs");
        (await Refusal(new ImportRequest("places", Write("a.csv", Header + "one," + position)) { Crs = crs })).En.ShouldContain(says);
    }

    [Fact]
    public async Task One_row_in_metres_among_degrees_is_a_refused_row() =>
        (await Csv(Header + "a,118.3,24.6\nb,520000,2720000\n")).Refused.ShouldHaveSingleItem().Line.ShouldBe(3);

    [Fact]
    public async Task A_table_without_a_declared_system_is_refused_with_the_choices()
    {
        var refusal = await Refusal(new ImportRequest("places", Write("a.csv", Header + "a,118,24\n")));
        refusal.En.ShouldContain("--crs");
        refusal.En.ShouldContain("gcj02");
        refusal.Zh.ShouldContain("坐标系");
    }

    [Theory]
    [InlineData("EPSG:2437")]
    [InlineData("wgs-ish")]
    public async Task An_unknown_system_is_refused_with_the_advice(string crs) =>
        (await Refusal(new ImportRequest("places", Write("a.csv", Header + "a,118,24\n")) { Crs = crs })).En.ShouldContain("--crs-wkt");

    [Fact]
    public async Task Systems_may_come_as_wkt_in_feet_too()
    {
        Write("feet.wkt", """PROJCS["x",GEOGCS["g",DATUM["d",SPHEROID["GRS 1980",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",117],PARAMETER["scale_factor",1],PARAMETER["false_easting",1640416.6667],PARAMETER["false_northing",0],UNIT["foot",0.3048]]""");
        var report = await Import(new ImportRequest("places", Write("a.csv", $"name,x,y\nA,{520000 / 0.3048:F3},{2720000 / 0.3048:F3}\n")) { CrsWktFile = Path("feet.wkt") });
        report.RefusedCount.ShouldBe(0);
        Store.Rows("places").Single().Geometry!.Coordinate.Y.ShouldBe(24.58, 0.02);
        (await Refusal(new ImportRequest("places", Path("a.csv")) { CrsWktFile = Path("none.wkt") })).En.ShouldContain("none.wkt");
        Write("bad.wkt", "PROJCS[\"x\"");
        await Refusal(new ImportRequest("places", Path("a.csv")) { CrsWktFile = Path("bad.wkt") });
        await Refusal(new ImportRequest("places", Path("a.csv")) { CrsWktFile = Path("feet.wkt"), Crs = "EPSG:4326" });
    }

    [Fact]
    public async Task Keys_given_twice_are_refused_with_the_first_line()
    {
        var report = await Csv("id,name,lon,lat\n1,A,118,24\n2,B,118,24\n1,C,118,24\n");
        var refused = report.Refused.ShouldHaveSingleItem();
        (refused.Line, refused.Field, refused.Value).ShouldBe((4, "key", "1"));
        refused.Reason.En.ShouldContain("line 2");
    }

    [Fact]
    public async Task One_name_at_two_places_is_two_features_and_the_same_row_twice_is_refused()
    {
        var report = await Import(new ImportRequest("places", Write("a.csv", Header + "药房,118.1,24.1\n药房,118.2,24.1\n药房,118.100001,24.1\n")) { Crs = "EPSG:4326", Partial = true });
        Store.Rows("places").Select(row => row.Key).ShouldBe(["药房", "药房@118.200000,24.100000"], ignoreOrder: true);
        report.Refused.ShouldHaveSingleItem().Line.ShouldBe(4);
        report.Notices.ShouldContain(notice => notice.Text.En.Contains("stand elsewhere"));
    }

    [Theory]
    [InlineData("a.csv", "")]
    [InlineData("a.csv", "name,lon,lat\n")]
    [InlineData("a.csv", "\n\n")]
    [InlineData("a.geojson", "")]
    [InlineData("a.geojson", """{"type":"FeatureCollection","features":[]}""")]
    [InlineData("a.geojsonl", "\n")]
    [InlineData("a.gpkg", "")]
    [InlineData("a.shp", "")]
    [InlineData("a.zip", "")]
    [InlineData("a.osm", "")]
    [InlineData("a.osm.pbf", "")]
    public async Task Empty_files_are_refused(string name, string content) =>
        await Refusal(new ImportRequest("places", Write(name, content)) { Crs = "EPSG:4326" });

    [Theory]
    [InlineData("a.xlsx", "PK\u0003\u0004")]
    [InlineData("a.docx", "hello")]
    [InlineData("a.kml", "<kml/>")]
    [InlineData("noextension", "name,lon,lat")]
    public async Task An_unknown_kind_names_the_kinds_that_work(string name, string content) =>
        (await Refusal(new ImportRequest("places", Write(name, content)))).En.ShouldContain(".geojson");

    [Theory]
    [InlineData("a.csv", "PK\u0003\u0004")]
    [InlineData("a.geojson", "<html></html>")]
    [InlineData("a.geojson", "name,lon,lat")]
    [InlineData("a.gpkg", "name,lon,lat")]
    [InlineData("a.shp", "name,lon,lat")]
    [InlineData("a.osm", "{}")]
    [InlineData("a.osm.pbf", "<osm/>")]
    [InlineData("a.csv.gz", "name,lon,lat")]
    public async Task A_content_that_is_not_what_the_extension_says_is_refused(string name, string content) =>
        await Refusal(new ImportRequest("places", Write(name, content)) { Crs = "EPSG:4326" });

    [Fact]
    public async Task A_missing_file_a_folder_and_an_unknown_layer_are_refused()
    {
        (await Refusal(new ImportRequest("places", Path("none.csv")))).En.ShouldContain("none.csv");
        await Refusal(new ImportRequest("places", System.IO.Path.GetTempPath()));
        (await Refusal(new ImportRequest("plants", Write("a.csv", Header)))).En.ShouldContain("enterprises");
        (await Refusal(new ImportRequest("all", Write("a.csv", Header + "a,118,24\n")) { Crs = "EPSG:4326" })).En.ShouldContain("name the layer");
    }

    [Fact]
    public async Task Tables_without_position_or_name_are_refused_with_their_columns()
    {
        (await Refusal(new ImportRequest("places", Write("a.csv", "name,place\nA,B\n")) { Crs = "EPSG:4326" })).En.ShouldContain("name, place");
        (await Refusal(new ImportRequest("places", Write("a.csv", "nom,lon,lat\nA,1,2\n")) { Crs = "EPSG:4326" })).En.ShouldContain("--map");
    }

    [Theory]
    [InlineData("utf-8", "not valid UTF-8")]
    [InlineData("koi8-r", "unknown encoding")]
    public async Task A_wrong_declared_encoding_is_refused(string declared, string says)
    {
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes("name,lon,lat\nok,118,24\n上海,121,31\n");
        (await Refusal(new ImportRequest("places", Write("a.csv", gbk)) { Crs = "EPSG:4326", Encoding = declared })).En.ShouldContain(says);
    }

    [Fact]
    public async Task Utf8_declared_as_gb18030_is_refused() =>
        (await Refusal(new ImportRequest("places", Write("a.csv", Header + "上海市第一医院,121,31\n")) { Crs = "EPSG:4326", Encoding = "gb18030" })).En.ShouldContain("UTF-8");

    [Fact]
    public async Task Bytes_that_are_text_in_neither_encoding_name_the_line()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Header + "ok,118,24\nbad"), 0xFF, 0xFF, .. Encoding.UTF8.GetBytes(",118,24\n")];
        (await Refusal(new ImportRequest("places", Write("a.csv", bytes)) { Crs = "EPSG:4326" })).En.ShouldContain("line 3");
    }

    [Fact]
    public async Task A_file_cut_inside_a_character_is_called_truncated()
    {
        var whole = Encoding.UTF8.GetBytes(Header + "上海,121,31\n上海");
        (await Refusal(new ImportRequest("places", Write("a.csv", whole[..^1])) { Crs = "EPSG:4326" })).En.ShouldContain("truncated");
    }

    [Fact]
    public async Task A_truncated_table_reports_its_last_row()
    {
        (await Csv(Header + "a,118,24\nb,118")).Refused.ShouldHaveSingleItem().Remedy.En.ShouldContain("truncated");
        (await Csv(Header + "a,118,24\n\"b,118,24\n")).Refused.ShouldHaveSingleItem().Reason.En.ShouldContain("never closed");
        (await Csv(Header + "a,118,24\nb,118.2,24.")).Notices.ShouldContain(notice => notice.Text.En.Contains("no line break"));
    }

    [Fact]
    public async Task Truncated_json_and_gzip_are_refused_wherever_they_are_cut()
    {
        var text = Encoding.UTF8.GetBytes("""{"type":"FeatureCollection","features":[{"type":"Feature","id":1,"properties":{"name":"学校"},"geometry":{"type":"Point","coordinates":[118,24]}}]}""");
        for (var cut = 1; cut < text.Length; cut++)
            await Refusal(new ImportRequest("places", Write("a.geojson", text[..cut])));
        var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200).Select(i =>
            $"{{\"type\":\"Feature\",\"id\":{i},\"properties\":{{\"name\":\"n{i * 7919}\"}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[118,24]}}}}\n")));
        var zipped = Gzip(lines);
        for (var cut = 1; cut < zipped.Length; cut += 37)
            await Refusal(new ImportRequest("places", Write("a.geojsonl.gz", zipped[..cut])));
        var table = Gzip(Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Range(0, 500).Select(i => $"{i * 7919},118,24\n"))));
        for (var cut = 1; cut < table.Length; cut += 37)
            await Refusal(new ImportRequest("places", Write("a.csv.gz", table[..cut])) { Crs = "EPSG:4326" });
    }

    [Fact]
    public async Task Random_bytes_and_random_damage_never_raise_anything_but_a_refusal()
    {
        var good = Encoding.UTF8.GetBytes("id,name,lon,lat\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i},\"名{i}\",118.{i},24\n")));
        var json = Encoding.UTF8.GetBytes("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"学校","id":5},"geometry":{"type":"Point","coordinates":[118,24]}}]}""");
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var isTable = seed % 2 == 0;
            var bytes = (byte[])(isTable ? good : json).Clone();
            for (var i = 0; i < 1 + seed % 4; i++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                await Import(new ImportRequest("places", Write(isTable ? "a.csv" : "a.geojson", bytes)) { Crs = "EPSG:4326", DryRun = true });
            }
            catch (ImportException refusal)
            {
                refusal.Text.Zh.ShouldNotBeEmpty();
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"seed {seed}: {error.Message}", error);
            }
        }
    }

    [Fact]
    public async Task A_two_gigabyte_file_of_nothing_is_refused_at_once()
    {
        using (var sparse = File.Create(Path("huge.csv")))
        {
            sparse.Write("name,lon,lat\n"u8);
            sparse.SetLength(2L << 30);
        }
        var before = GC.GetTotalAllocatedBytes();
        (await Refusal(new ImportRequest("places", Path("huge.csv")) { Crs = "EPSG:4326" })).En.ShouldContain("what its extension says");
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(200L << 20);
    }

    [Fact]
    public async Task A_cell_that_never_ends_does_not_fill_the_memory()
    {
        using (var text = new StreamWriter(Path("quote.csv")))
        {
            text.Write(Header + "\"");
            for (var i = 0; i < 40; i++)
                text.Write(new string('x', 1 << 20) + "\n");
        }
        (await Refusal(new ImportRequest("places", Path("quote.csv")) { Crs = "EPSG:4326" })).En.ShouldContain("line 2");
    }
}
