using System.Text.Json.Nodes;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Commands;

public sealed class CommandTests : IDisposable
{
    const string Towns = """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"新店镇","code":"350213100","level":"town"},
        "geometry":{"type":"Polygon","coordinates":[[[118.1,24.5],[118.4,24.5],[118.4,24.8],[118.1,24.8],[118.1,24.5]]]}}]}
        """;

    const string Plants = "名称,经度_wgs84,纬度_wgs84,风险等级,电话\n甲厂,118.2,24.6,红,13800000001\n乙厂,118.21,24.61,蓝,13800000002\n";

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fly")]
    [InlineData("import")]
    [InlineData("undo twelve")]
    [InlineData("demo --seed first")]
    [InlineData("demo --scale big")]
    [InlineData("risk --by street")]
    [InlineData("risk --format xml")]
    [InlineData("demo --city atlantis")]
    [InlineData("demo --scale 0")]
    [InlineData("import factories plants.csv")]
    [InlineData("import enterprises plants.csv --map name")]
    [InlineData("import enterprises plants.csv --crs EPSG:4490 --crs-wkt x.prj")]
    [InlineData("export factories out.csv")]
    [InlineData("export enterprises out.dxf")]
    [InlineData("export all out.csv")]
    [InlineData("export all out.pmtiles --crs EPSG:4548")]
    [InlineData("export all out.pmtiles --personal")]
    [InlineData("export all out.pmtiles --max-zoom 17")]
    [InlineData("export all out.pmtiles --min-zoom 9 --max-zoom 8")]
    [InlineData("serve --url 5080")]
    [InlineData("copy --from a.gpkg")]
    [InlineData("copy --from a.gpkg --to a.gpkg")]
    [InlineData("init")]
    [InlineData("init --name 城 --extent 1,2,3")]
    [InlineData("init --name 城 --time-zone Mars/Olympus")]
    public async Task Wrong_usage_ends_with_2_and_a_message(string line)
    {
        var outcome = await RunAsync(line.Split(' '));
        outcome.ShouldEndWith(2).Error.ShouldContain("Error: ");
        outcome.Output.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("risk")]
    [InlineData("check")]
    [InlineData("changes")]
    [InlineData("undo 1")]
    [InlineData("migrate")]
    [InlineData("process district-risk")]
    [InlineData("export enterprises out.csv")]
    [InlineData("copy --from a.gpkg --to b.gpkg")]
    [InlineData("import enterprises nothing.csv")]
    [InlineData("serve --url http://0.0.0.0:5080")]
    public async Task What_cannot_be_done_ends_with_1_and_a_message_and_makes_no_file(string line)
    {
        (await RunAsync(line.Split(' '))).ShouldEndWith(1).Error.ShouldStartWith("Error: ");
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("import")]
    [InlineData("serve")]
    [InlineData("demo")]
    [InlineData("export")]
    [InlineData("copy")]
    [InlineData("risk")]
    [InlineData("check")]
    [InlineData("changes")]
    [InlineData("undo")]
    [InlineData("init")]
    [InlineData("migrate")]
    [InlineData("process")]
    public async Task Every_command_has_help(string command) => (await RunAsync(command, "--help")).ShouldEndWith(0).Output.ShouldContain("--store");

    [Fact]
    public async Task Without_a_command_the_commands_are_shown() => (await ProcessAsync()).ShouldEndWith(2).Error.ShouldContain("import");

    [Fact]
    public async Task An_address_in_use_is_named()
    {
        await ImportCityAsync();
        await using var other = await TestCity.With(enterprises: 1);
        (await ProcessAsync("serve", "--url", other.Client.BaseAddress!.GetLeftPart(UriPartial.Authority))).ShouldEndWith(1).Error.ShouldContain("--url");
    }

    [Fact]
    public async Task A_file_that_is_not_a_store_is_refused_and_left_alone()
    {
        _folder.Write("riskmap.gpkg", "this is no database, whatever its name says; it is longer than a header of one hundred bytes, so that it is read as one");
        (await RunAsync("check")).ShouldEndWith(1);
        (await File.ReadAllTextAsync(_folder.File("riskmap.gpkg"))).ShouldStartWith("this is no database");
    }

    [Fact]
    public async Task A_city_is_imported_looked_at_changed_and_taken_back()
    {
        await ImportCityAsync(ProcessAsync);
        var risk = JsonNode.Parse((await ProcessAsync("risk", "--format", "json")).ShouldEndWith(0).Output)!;
        risk["districts"]![0]!["counts"]!["enterprises"]!.GetValue<int>().ShouldBe(2);
        (await ProcessAsync("risk")).ShouldEndWith(0).Output.ShouldContain("新店镇");
        (await ProcessAsync("risk", "--format", "csv")).ShouldEndWith(0).Output.ShouldContain("350213100,新店镇,");
        (await ProcessAsync("check")).ShouldEndWith(0).Output.ShouldContain("places");

        var changes = await ChangesAsync();
        changes.Count.ShouldBe(2);
        changes[0]!["file"]!.GetValue<string>().ShouldBe("plants.csv");
        changes[0]!["counts"]!["enterprises"]!["inserted"]!.GetValue<int>().ShouldBe(2);
        changes[0]!["id"]!.GetValue<int>().ShouldBeGreaterThan(changes[1]!["id"]!.GetValue<int>());

        (await ProcessAsync("undo", changes[0]!["id"]!.ToJsonString())).ShouldEndWith(0);
        (await ChangesAsync())[0]!["undoes"]!.ToJsonString().ShouldBe(changes[0]!["id"]!.ToJsonString());
        JsonNode.Parse((await ProcessAsync("risk", "--format", "json")).Output)!["districts"]![0]!["counts"]!["enterprises"]!.GetValue<int>().ShouldBe(0);
        (await ProcessAsync("undo", "99")).ShouldEndWith(1);
    }

    [Fact]
    public async Task A_trend_over_versions_names_the_plants_that_moved_an_area()
    {
        await ImportCityAsync();
        (await RunAsync("import", "enterprises", _folder.Write("better.csv", Plants.Replace("红", "黄")))).ShouldEndWith(0);

        var trend = JsonNode.Parse((await RunAsync("risk", "--trend", "2", "--format", "json")).ShouldEndWith(0).Output)!;
        trend["versions"]!.AsArray().Select(version => version!.GetValue<int>()).ShouldBe([2, 3]);
        var plant = trend["areas"]![0]!["changes"]![0]!["enterprises"]!.AsArray().Single()!;
        (plant["name"]!.GetValue<string>(), plant["gradeFrom"]!.GetValue<string>(), plant["gradeTo"]!.GetValue<string>()).ShouldBe(("甲厂", "red", "yellow"));
        (await RunAsync("risk", "--trend", "1", "2", "--as-of", "3")).ShouldEndWith(0).Output.ShouldContain("甲厂");
        (await RunAsync("risk", "--trend", "3")).ShouldEndWith(2).Error.ShouldContain("--trend");
        (await RunAsync("risk", "--trend", "noon")).ShouldEndWith(2);
    }

    [Theory]
    [InlineData("plants.geojson", null)]
    [InlineData("plants.csv", null)]
    [InlineData("plants.geojson", "EPSG:4548")]
    [InlineData("plants.csv", "gcj02")]
    public async Task What_is_exported_can_be_imported_again_without_a_change(string file, string? crs)
    {
        await ImportCityAsync();
        Directory.CreateDirectory(_folder.File("out"));
        var path = Path.Combine("out", file);
        string[] system = crs is null ? [] : ["--crs", crs];
        (await RunAsync(["export", "enterprises", path, "--personal", .. system])).ShouldEndWith(0);
        var report = JsonNode.Parse((await RunAsync(["import", "enterprises", path, "--json", .. system])).ShouldEndWith(0).Output)!;
        var layer = report["layers"]![0]!;
        layer["read"]!.GetValue<int>().ShouldBe(2);
        (layer["unchanged"]!.GetValue<int>() + layer["updated"]!.GetValue<int>()).ShouldBe(2);
        if (crs is null) layer["unchanged"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Exports_leave_personal_fields_out_unless_asked_for()
    {
        await ImportCityAsync();
        foreach (var file in new[] { "a.csv", "a.geojson" })
        {
            (await RunAsync("export", "enterprises", file)).ShouldEndWith(0);
            (await File.ReadAllTextAsync(_folder.File(file))).ShouldNotContain("13800000001");
            (await RunAsync("export", "enterprises", file, "--personal")).ShouldEndWith(0);
            (await File.ReadAllTextAsync(_folder.File(file))).ShouldContain("13800000001");
        }

        (await File.ReadAllBytesAsync(_folder.File("a.csv")))[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
    }

    [Fact]
    public async Task The_whole_city_or_a_layer_goes_into_an_archive_of_tiles()
    {
        await ImportCityAsync();
        (await RunAsync("export", "all", "city.pmtiles", "--max-zoom", "10")).ShouldEndWith(0).Error.ShouldContain("tiles written (zooms 0 to 10)");
        (await RunAsync("export", "enterprises", "plants.pmtiles", "--min-zoom", "3", "--max-zoom", "5")).ShouldEndWith(0);
        var (city, plants) = (await File.ReadAllBytesAsync(_folder.File("city.pmtiles")), await File.ReadAllBytesAsync(_folder.File("plants.pmtiles")));
        System.Text.Encoding.ASCII.GetString(city, 0, 7).ShouldBe("PMTiles");
        (city[7], city[100], city[101], plants[100], plants[101]).ShouldBe(((byte)3, (byte)0, (byte)10, (byte)3, (byte)5));
        (await RunAsync("export", "incidents", "none.pmtiles")).ShouldEndWith(1);
        File.Exists(_folder.File("none.pmtiles")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_GeoPackage_export_holds_the_layer_and_never_replaces_a_store()
    {
        await ImportCityAsync();
        (await RunAsync("export", "districts", "towns.gpkg")).ShouldEndWith(0);
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder.File("towns.gpkg")};Pooling=false"))
        {
            connection.Open();
            Scalar(connection, "SELECT name FROM districts").ShouldBe("新店镇");
            Scalar(connection, "SELECT geometry_type_name || ' ' || srs_id FROM gpkg_geometry_columns").ShouldBe("MULTIPOLYGON 4326");
            Scalar(connection, "SELECT hex(substr(geom, 1, 2)) FROM districts").ShouldBe("4750");
        }

        (await RunAsync("export", "districts", "riskmap.gpkg")).ShouldEndWith(1);
        (await RunAsync("export", "districts", "towns.gpkg")).ShouldEndWith(1);
        (await ChangesAsync()).Count.ShouldBe(2);

        static string? Scalar(Microsoft.Data.Sqlite.SqliteConnection connection, string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return (string?)command.ExecuteScalar();
        }
    }

    [Fact]
    public async Task A_copy_has_the_same_history_and_does_not_go_over_another_city()
    {
        await ImportCityAsync();
        (await RunAsync("copy", "--from", "riskmap.gpkg", "--to", "other.gpkg")).ShouldEndWith(0);
        var copy = JsonNode.Parse((await RunAsync("changes", "--json", "--store", "other.gpkg")).ShouldEndWith(0).Output)!;
        copy.ToJsonString().ShouldBe((await ChangesAsync()).ToJsonString());
        (await RunAsync("copy", "--from", "riskmap.gpkg", "--to", "other.gpkg")).ShouldEndWith(1);
    }

    [Fact]
    public async Task Refused_rows_are_named_and_nothing_changes_unless_partial()
    {
        await ImportCityAsync();
        var bad = _folder.Write("bad.csv", "名称,经度_wgs84,纬度_wgs84,风险等级\n丙厂,118.22,24.62,红\n丁厂,0,0,红\n戊厂,118.23,24.63,紫\n");
        var refused = await RunAsync("import", "enterprises", bad, "--rejects", "rejects.csv");
        refused.ShouldEndWith(1).Error.ShouldContain("line 3");
        refused.Error.ShouldContain("line 4");
        refused.Error.ShouldContain("紫");
        (await ChangesAsync()).Count.ShouldBe(2);
        var rejects = await File.ReadAllTextAsync(_folder.File("rejects.csv"));
        rejects.ShouldContain("丁厂");
        rejects.ShouldContain("stands for a missing one");

        var partial = await RunAsync("import", "enterprises", bad, "--partial");
        partial.ShouldEndWith(0).Error.ShouldContain("2 rows were refused");
        (await ChangesAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_refused_import_into_a_new_store_leaves_no_store_behind()
    {
        var bad = _folder.Write("bad.csv", "名称,经度_wgs84,纬度_wgs84\n丁厂,0,0\n");
        (await RunAsync("import", "enterprises", bad)).ShouldEndWith(1);
        (await RunAsync("import", "enterprises", _folder.Write("plants.csv", Plants), "--dry-run")).ShouldEndWith(0);
        File.Exists(_folder.File("riskmap.gpkg")).ShouldBeFalse();
    }

    [Fact]
    public async Task With_json_standard_output_holds_only_JSON()
    {
        await ImportCityAsync();
        var outcome = await RunAsync("import", "enterprises", _folder.File("plants.csv"), "--json");
        JsonNode.Parse(outcome.ShouldEndWith(0).Output)!["layers"]![0]!["unchanged"]!.GetValue<int>().ShouldBe(2);
        JsonNode.Parse((await RunAsync("check", "--json")).ShouldEndWith(0).Output)!["findings"]!.AsArray().Count.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Init_sets_the_city_and_derives_its_plane()
    {
        (await RunAsync("init", "--name", "翔安区", "--name-en", "Xiang'an", "--extent", "118.1,24.4,118.5,24.8")).ShouldEndWith(0).Error.ShouldContain("EPSG:4548");
        (await RunAsync("init", "--time-zone", "Asia/Urumqi")).ShouldEndWith(0).Error.ShouldContain("Asia/Urumqi");
        (await RunAsync("changes", "--json")).ShouldEndWith(0).Output.ShouldContain("init");
    }

    [Fact]
    public async Task Messages_are_Chinese_first()
    {
        (await ProcessAsync("risk", "--lang", "zh")).ShouldEndWith(1).Error.ShouldStartWith("错误：没有数据库");
        (await ProcessAsync("fly", "--lang", "zh")).ShouldEndWith(2).Error.ShouldContain("用法见");
        (await ProcessAsync("risk", "--lang", "fr")).ShouldEndWith(2);
    }

    Task ImportCityAsync() => ImportCityAsync(RunAsync);

    async Task ImportCityAsync(Func<string[], Task<RiskMapProcess.Outcome>> run)
    {
        (await run(["import", "districts", _folder.Write("towns.geojson", Towns)])).ShouldEndWith(0);
        (await run(["import", "enterprises", _folder.Write("plants.csv", Plants)])).ShouldEndWith(0);
    }

    async Task<JsonArray> ChangesAsync() => JsonNode.Parse((await RunAsync("changes", "--json")).ShouldEndWith(0).Output)!.AsArray();

    Task<RiskMapProcess.Outcome> RunAsync(params string[] arguments) => RiskMapHere.RunAsync(_folder, arguments);

    Task<RiskMapProcess.Outcome> ProcessAsync(params string[] arguments) => RiskMapProcess.RunAsync(_folder.Path, arguments);
}
