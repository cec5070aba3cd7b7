using System.Text;
using NetTopologySuite.Geometries;
using RiskMap.City.Model.Codes;
using RiskMap.City.Model.Layers;
using RiskMap.City.Sources;

namespace RiskMap.City.Tests.Sources;

public sealed class CsvImportTests : ImportBench
{
    static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    Task<ImportReport> Csv(string layer, string content, Func<ImportRequest, ImportRequest>? with = null) =>
        Import((with ?? (request => request))(new ImportRequest(layer, Write("rows.csv", content)) { Crs = "EPSG:4326", Who = "clerk" }));

    [Fact]
    public async Task Chinese_headers_in_either_order_become_fields_and_a_position()
    {
        var report = await Csv("enterprises", """
            纬度,统一社会信用代码,企业名称,风险分级,从业人数（人）,经度
            24.6,91350200MA2XN1234N,厦门甲厂,重大,120,118.2
            24.7,,乙厂,蓝,-,118.3

            """.Replace("91350200MA2XN1234N", ValidCode("91350200MA2XN1234")));
        report.Changed.ShouldBeTrue();
        report.Layers.ShouldHaveSingleItem().ShouldBe(new LayerReport("enterprises", 2, 2, 0, 0, 0, 0));
        var key = ValidCode("91350200MA2XN1234");
        Store.Value("enterprises", key, "grade").ShouldBe("red");
        Store.Value("enterprises", key, "headcount").ShouldBe(120L);
        Store.Row("enterprises", key).Geometry.ShouldBe(new Point(118.2, 24.6));
        Store.Value("enterprises", "乙厂", "headcount").ShouldBeNull();
        Store.Notes.ShouldHaveSingleItem().FileSha256.ShouldBe(report.Sha256);
    }

    [Fact]
    public async Task Importing_again_updates_by_key_and_leaves_the_rest_untouched()
    {
        await Csv("places", "id,name,lon,lat\n1,A,118,24\n2,B,118.1,24\n");
        var again = await Csv("places", "id,name,lon,lat\n1,A,118,24\n2,B2,118.1,24\n3,C,118.2,24\n");
        again.Layers[0].ShouldBe(new LayerReport("places", 3, 1, 1, 1, 0, 0));
        (await Csv("places", "id,name,lon,lat\n1,A,118,24\n2,B2,118.1,24\n3,C,118.2,24\n")).Changed.ShouldBeFalse();
        Store.Rows("places").Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("name,lon,lat\nA,118,24\n")]
    [InlineData("name;lat;lon\nA;24;118\n")]
    [InlineData("lat\tlon\tname\r\n24\t118\tA\r\n")]
    [InlineData("\"name\",\"Lon_WGS84\",\"lat_wgs84\"\n\"A\",\"118\",\"24\"")]
    [InlineData("sep=;\nname;x;y\nA;118;24\n")]
    [InlineData("名称,坐标,经度,纬度\rA,,118,24\r")]
    [InlineData("name,WKT\nA,POINT (118 24)\n")]
    [InlineData("name,geom\nA,010100000000000000008057" + "400000000000003840" + "\n")]
    public async Task Delimiters_line_ends_and_position_columns_are_found(string content)
    {
        content = content.Replace("010100000000000000008057400000000000003840", Convert.ToHexString(new Point(118, 24).AsBinary()));
        (await Csv("places", content)).RefusedCount.ShouldBe(0);
        Store.Rows("places").ShouldHaveSingleItem().Geometry.ShouldBe(new Point(118, 24));
    }

    [Fact]
    public async Task Quotes_may_hold_delimiters_quotes_and_line_breaks_and_lines_are_counted_through_them()
    {
        var report = await Csv("places", "name,address,lon,lat\n\"Say \"\"A\"\"\",\"one,\ntwo\",118,24\nB,,x,24\n", request => request with { Partial = true });
        Store.Value("places", "Say \"A\"|one,\ntwo", "address").ShouldBe("one,\ntwo");
        var refused = report.Refused.ShouldHaveSingleItem();
        (refused.Line, refused.Field, refused.Value).ShouldBe((4, "lon", "x"));
    }

    [Fact]
    public async Task Any_split_of_the_buffer_gives_the_same_rows()
    {
        // Records around the first buffer's end (2^17 characters) must neither be cut nor doubled.
        var text = new StringBuilder("id,name,lon,lat\n");
        for (var i = 0; i < 20_000; i++)
            text.Append(i).Append(",\"n").Append(i).Append(i % 7 == 0 ? "\"\"q" : "").Append(i % 11 == 0 ? "\r\n,\"" : "\"").Append(",118.").Append(i).Append(",24\r\n");
        var report = await Csv("places", text.ToString());
        report.Layers[0].Inserted.ShouldBe(20_000);
        for (var i = 0; i < 20_000; i++)
            Store.Row("places", $"{i}").Name.ShouldBe(($"n{i}" + (i % 7 == 0 ? "\"q" : "") + (i % 11 == 0 ? "\r\n," : "")).Trim());
    }

    [Theory]
    [InlineData("utf-8", "utf-8")]
    [InlineData("utf-8-bom", "utf-8-bom")]
    [InlineData("gb18030", "gb18030")]
    [InlineData("utf-16", "utf-16")]
    public async Task The_encoding_is_found_and_said(string encoding, string said)
    {
        Encoding with = encoding switch
        {
            "gb18030" => Gb18030,
            "utf-16" => Encoding.Unicode,
            _ => new UTF8Encoding(false),
        };
        var bytes = with.GetBytes("名称,经度,纬度\n上海第𠮷医院,121,31\n");
        byte[] mark = encoding switch { "utf-8-bom" => [0xEF, 0xBB, 0xBF], "utf-16" => [0xFF, 0xFE], _ => [] };
        var report = await Import(new ImportRequest("places", Write("a.csv", [.. mark, .. bytes])) { Crs = "EPSG:4326" });
        report.Encoding.ShouldBe(said);
        Store.Rows("places").ShouldHaveSingleItem().Name.ShouldBe("上海第𠮷医院");
    }

    [Fact]
    public async Task Gcj02_is_taken_out_and_recorded()
    {
        var report = await Csv("enterprises", "名称,经度,纬度\n加油站,121.425166,31.153994\n", request => request with { Crs = "gcj02" });
        report.Crs.ShouldBe("gcj02");
        var row = Store.Rows("enterprises").ShouldHaveSingleItem();
        row.Get(Enterprises.Schema, "datumShift").ShouldBe("gcj02");
        // GCJ-02 lies about 0.0046° east and 0.002° south of WGS 84 in Shanghai (../shared: control points of the rules).
        ((Point)row.Geometry!).X.ShouldBe(121.4206, 0.0005);
        ((Point)row.Geometry!).Y.ShouldBe(31.1560, 0.0008);
    }

    [Fact]
    public async Task Headers_that_name_the_datum_declare_it()
    {
        var report = await Csv("places", "name,lng_gcj02,lat_gcj02\nA,121.425166,31.153994\n", request => request with { Crs = null });
        report.Crs.ShouldBe("gcj02");
        (await Refusal(new ImportRequest("places", Path("rows.csv")) { Crs = "EPSG:4326" })).En.ShouldContain("gcj02");
    }

    [Fact]
    public async Task Projected_coordinates_come_as_x_then_y()
    {
        await Csv("places", "name,x,y\nA,520000,2720000\n", request => request with { Crs = "EPSG:4548" });
        var point = (Point)Store.Rows("places").Single().Geometry!;
        point.X.ShouldBe(117.2, 0.05);
        point.Y.ShouldBe(24.58, 0.02);
    }

    [Fact]
    public async Task Northing_under_the_header_X_is_refused_with_the_remedy()
    {
        var refusal = await Refusal(new ImportRequest("places", Write("a.csv", "名称,X坐标,Y坐标\nA,2720000,520000\n")) { Crs = "EPSG:4548" });
        refusal.En.ShouldContain("--map");
        await Csv("places", "名称,X坐标,Y坐标\nA,2720000,520000\n", request => request with
        {
            Crs = "EPSG:4548",
            Map = new Dictionary<string, string> { ["X坐标"] = "northing", ["Y坐标"] = "easting" },
        });
        ((Point)Store.Rows("places").Single().Geometry!).Y.ShouldBe(24.58, 0.02);
    }

    [Fact]
    public async Task Map_and_set_fill_fields_and_unused_columns_are_named()
    {
        var report = await Csv("places", "title,kind,extra,ignored,lon,lat\nA,school,1,2,118,24\n", request => request with
        {
            Map = new Dictionary<string, string> { ["ignored"] = "-" },
            Set = new Dictionary<string, string> { ["category"] = "高敏感", ["capacityDay"] = "300" },
        });
        Store.Value("places", "A", "category").ShouldBe("highly-sensitive");
        Store.Value("places", "A", "capacityDay").ShouldBe(300L);
        Store.Value("places", "A", "kind").ShouldBe("school");
        report.Notices.ShouldContain(notice => notice.Text.En.Contains("extra") && !notice.Text.En.Contains("ignored"));
    }

    [Theory]
    [InlineData("--map", "nothing", "field 'nothing'")]
    [InlineData("--set", "nothing", "field 'nothing'")]
    [InlineData("--set", "category", "category=blue-ish")]
    public async Task Wrong_map_and_set_are_refused(string option, string field, string names)
    {
        var request = new ImportRequest("places", Write("a.csv", "name,lon,lat\nA,118,24\n")) { Crs = "EPSG:4326" };
        var pair = new Dictionary<string, string> { [option == "--map" ? "name" : field] = option == "--map" ? field : "blue-ish" };
        (await Refusal(option == "--map" ? request with { Map = pair } : request with { Set = pair })).En.ShouldContain(names);
    }

    [Fact]
    public async Task A_mapped_column_that_is_not_there_is_refused_with_the_columns_that_are() =>
        (await Refusal(new ImportRequest("places", Write("a.csv", "name,lon,lat\nA,118,24\n"))
        {
            Crs = "EPSG:4326",
            Map = new Dictionary<string, string> { ["nome"] = "kind" },
        })).En.ShouldContain("name, lon, lat");

    [Fact]
    public async Task Lists_come_as_json_or_in_the_short_form()
    {
        await Csv("enterprises", """
            name,存量,工艺,lon,lat
            A,7664-41-7:12;7782-50-5:3,氯化、硝化,118,24
            B,"[{""tonnes"":0.5,""cas"":""7664-41-7""}]","[""a""]",118.1,24
            C,[],-,118.2,24

            """);
        Store.Value("enterprises", "A", "inventory").ShouldBe("""[{"cas":"7664-41-7","tonnes":12},{"cas":"7782-50-5","tonnes":3}]""");
        Store.Value("enterprises", "A", "processes").ShouldBe("""["氯化","硝化"]""");
        Store.Value("enterprises", "B", "inventory").ShouldBe("""[{"cas":"7664-41-7","tonnes":0.5}]""");
        Store.Value("enterprises", "C", "inventory").ShouldBeNull();
    }

    [Fact]
    public async Task Entries_of_lists_are_texts_or_whole_numbers_as_the_layer_says_however_they_were_written()
    {
        await Csv("enterprises", "name,processes,lon,lat\nA,\"[1,\"\"a\"\"]\",118,24\n");
        Store.Value("enterprises", "A", "processes").ShouldBe("""["1","a"]""");
        await Csv("roads", "key,name,wkt,nodes\n1,A,\"LINESTRING (118 24, 118.1 24)\",1;-2\n2,B,\"LINESTRING (118 24, 118.1 24)\",\"[3,\"\"4\"\"]\"\n");
        (Store.Value("roads", "1", "nodes"), Store.Value("roads", "2", "nodes")).ShouldBe(("[1,-2]", "[3,4]"));
        (await Csv("roads", "name,wkt,nodes\nC,\"LINESTRING (118 24, 118.1 24)\",1;b\n")).Refused.ShouldHaveSingleItem().Reason.En.ShouldContain("no whole number");
    }

    [Theory]
    [InlineData("inventory", "7664-41-8:12", "check digit")]
    [InlineData("inventory", "7664-41-7:many", "number")]
    [InlineData("inventory", "[{\"cas\":\"7664-41-7\"}]", "tonnes")]
    [InlineData("inventory", "[{\"cas\":\"7664-41-7\",\"tonnes\":1", "JSON")]
    [InlineData("headcount", "12.5", "whole number")]
    [InlineData("headcount", "1,200", "separator")]
    [InlineData("headcount", "-3", "range")]
    [InlineData("score", "101", "range")]
    [InlineData("grade", "purple", "codes")]
    [InlineData("creditCode", "91350200MA2XN12340", "check character")]
    [InlineData("industryCode", "Z99", "digits")]
    public async Task A_wrong_value_refuses_its_row_with_field_value_and_remedy(string field, string value, string reason)
    {
        var report = await Csv("enterprises", $"name,{field},lon,lat\nA,\"{value.Replace("\"", "\"\"")}\",118,24\nB,,118.1,24\n");
        report.Changed.ShouldBeFalse();
        Store.Rows("enterprises").ShouldBeEmpty();
        var refused = report.Refused.ShouldHaveSingleItem();
        (refused.Line, refused.Field, refused.Value).ShouldBe((2, field, value));
        (refused.Reason.En + refused.Remedy.En).ShouldContain(reason);
    }

    [Theory]
    [InlineData("2026-05-03")]
    [InlineData("2026/5/3")]
    [InlineData("2026.05.03")]
    [InlineData("2026年5月3日")]
    [InlineData("20260503")]
    [InlineData("2026-05-03 00:00:00")]
    public async Task Dates_are_read_in_the_usual_spellings(string date)
    {
        await Csv("confined-spaces", $"name,更新日期,lon,lat\nA,{date},118,24\n");
        Store.Value("confined-spaces", "A", "updatedOn").ShouldBe(new DateOnly(2026, 5, 3));
    }

    [Theory]
    [InlineData("46145", "spreadsheet")]
    [InlineData("03/05/2026", "not a date")]
    [InlineData("2026-02-30", "not a date")]
    [InlineData("去年", "not a date")]
    [InlineData("2026-05-03 14:00", "not a date")]
    public async Task Texts_that_are_no_dates_refuse_their_row(string date, string reason) =>
        (await Csv("confined-spaces", $"name,updatedOn,lon,lat\nA,{date},118,24\n")).Refused.ShouldHaveSingleItem().Reason.En.ShouldContain(reason);

    [Fact]
    public async Task Times_without_an_offset_are_the_citys_own()
    {
        await Csv("places", "name,lon,lat\nA,118,24\n");
        var report = await Csv("incidents", "name,time,lon,lat\nA,2026-05-03 08:30,118,24\nB,2026-05-03T08:30:00.5Z,118,24\n");
        report.RefusedCount.ShouldBe(0);
        Store.Value("incidents", "A", "occurredAt").ShouldBe(new DateTimeOffset(2026, 5, 3, 0, 30, 0, TimeSpan.Zero));
        Store.Value("incidents", "B", "occurredAt").ShouldBe(new DateTimeOffset(2026, 5, 3, 8, 30, 0, 500, TimeSpan.Zero));
    }

    [Fact]
    public async Task All_or_nothing_unless_partial_and_every_refused_row_is_listed()
    {
        const string Rows = "name,lon,lat\nA,118,24\n,118.1,24\nC,118.2\nD,,\nE,118.3,24\n";
        var whole = await Csv("places", Rows);
        whole.Changed.ShouldBeFalse();
        whole.Refused.Select(row => row.Line).ShouldBe([3, 4, 5]);
        whole.Layers[0].ShouldBe(new LayerReport("places", 5, 0, 0, 0, 3, 0));
        Store.Rows("places").ShouldBeEmpty();
        var part = await Csv("places", Rows, request => request with { Partial = true });
        part.Layers[0].ShouldBe(new LayerReport("places", 5, 2, 0, 0, 3, 0));
        part.Changed.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_faults_of_a_row_are_told_together()
    {
        var refused = (await Csv("enterprises", "name,score,headcount,lon,lat\nA,200,x,118,24\n")).Refused.ShouldHaveSingleItem();
        refused.Field.ShouldBe("score");
        refused.Reason.En.ShouldContain("headcount");
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_happen_and_changes_nothing()
    {
        var report = await Csv("places", "name,lon,lat\nA,118,24\n", request => request with { DryRun = true });
        (report.DryRun, report.Changed, report.ChangeSet).ShouldBe((true, false, null));
        report.Layers[0].Inserted.ShouldBe(1);
        Store.Version.ShouldBe(0);
    }

    [Fact]
    public async Task Replace_deletes_what_is_not_in_the_file()
    {
        await Csv("places", "id,name,lon,lat\n1,A,118,24\n2,B,118.1,24\n");
        (await Csv("places", "id,name,lon,lat\n2,B,118.1,24\n", request => request with { Replace = true })).Layers[0].Deleted.ShouldBe(1);
        Store.Rows("places").ShouldHaveSingleItem().Key.ShouldBe("2");
    }

    [Fact]
    public async Task Replace_deletes_nothing_while_rows_are_refused()
    {
        await Csv("places", "id,name,lon,lat\n1,A,118,24\n2,B,118.1,24\n");
        var report = await Csv("places", "id,name,lon,lat\n1,A,east,24\n3,C,118.1,24\n", request => request with { Replace = true, Partial = true });
        Store.Rows("places").Count.ShouldBe(3);
        report.Notices.ShouldContain(notice => notice.Text.En.Contains("deleted nothing"));
    }

    [Fact]
    public async Task A_cancelled_import_changes_nothing()
    {
        var file = Write("a.csv", "id,name,lon,lat\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i},n,118,24\n")));
        using var cancel = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(Importer.ImportAsync(
            Store, new ImportRequest("places", file) { Crs = "EPSG:4326" }, new Cancelling(cancel), cancel.Token));
        Store.Version.ShouldBe(0);
    }

    sealed class Cancelling(CancellationTokenSource cancel) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Stage == "commit")
                throw new InvalidOperationException("it should have been cancelled before");
            cancel.Cancel();
        }
    }

    [Fact]
    public async Task A_key_too_long_for_an_index_is_refused()
    {
        var refused = (await Csv("places", $"name,lon,lat\n{new string('名', 3000)},118,24\n")).Refused.ShouldHaveSingleItem();
        refused.Field.ShouldBe("key");
        refused.Value!.Length.ShouldBeLessThan(200);
    }

    [Fact]
    public async Task Refused_rows_are_written_to_mend_and_import_again()
    {
        await Csv("places", "name,note,lon,lat\nA,\"x,y\",118,24\nB,z,east,24\n", request => request with { Partial = true, RejectsFile = Path("again.csv") });
        var lines = File.ReadAllLines(Path("again.csv"));
        lines[0].ShouldBe("name,note,lon,lat,line,field,reason,remedy");
        lines[1].ShouldStartWith("B,z,east,24,3,lon,");
        lines.Length.ShouldBe(2);
        File.WriteAllText(Path("again.csv"), File.ReadAllText(Path("again.csv")).Replace("east", "118.5"));
        var again = await Import(new ImportRequest("places", Path("again.csv")) { Crs = "EPSG:4326" });
        again.Layers[0].Inserted.ShouldBe(1);
        again.Notices.ShouldNotContain(notice => notice.Text.En.Contains("remedy"));
    }

    [Fact]
    public async Task Progress_is_told_with_bytes()
    {
        var seen = new List<ImportProgress>();
        var text = "id,name,lon,lat\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},n,118,24\n"));
        await Import(new ImportRequest("places", Write("a.csv", text)) { Crs = "EPSG:4326" }, new Sink(seen));
        seen.ShouldContain(progress => progress.Stage == "inspect" && progress.BytesTotal == text.Length);
        seen.ShouldContain(progress => progress.Stage == "commit" && progress.RowsRead == 5000);
    }

    [Fact]
    public async Task The_first_import_derives_the_city_and_later_ones_extend_it()
    {
        var first = await Csv("places", "name,lon,lat\nA,118.0,24.5\nB,118.4,24.7\n");
        first.DerivedCity.ShouldNotBeNull().PlaneCode.ShouldBe("EPSG:4548");
        first.DerivedCity.TimeZone.ShouldBe("Asia/Shanghai");
        first.DerivedCity.Extent.ShouldNotBeNull().MaxX.ShouldBe(118.4);
        (await Csv("places", "name,lon,lat\nC,118.5,24.6\n")).DerivedCity.ShouldNotBeNull().Extent!.Value.MaxX.ShouldBe(118.5);
        Store.City!.Name.Zh.ShouldBe("rows");
    }

    [Fact]
    public async Task Abroad_the_time_zone_follows_the_longitude()
    {
        var city = (await Csv("places", "name,lon,lat\nA,-76.6,39.3\n")).DerivedCity.ShouldNotBeNull();
        (city.TimeZone, city.PlaneCode).ShouldBe(("Etc/GMT+5", null));
        city.PlaneWkt.ShouldNotBeNull().ShouldContain("Transverse_Mercator");
    }

    internal static string ValidCode(string first17) => first17 + CreditCode.CheckCharacter(first17);

    sealed class Sink(List<ImportProgress> seen) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            lock (seen)
                seen.Add(value);
        }
    }
}
