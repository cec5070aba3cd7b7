using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Sources;
using RiskMap.City.Store;

namespace RiskMap.City.Tests.Sources;

public sealed class GeoPackageImportTests : ImportBench
{
    const string Wgs84 = """GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]""";

    /// <summary>The least that OGC 12-128r17 asks for, with point tables.</summary>
    string WriteGpkg(string name, int srsId, string organization, string definition, params string[] tables)
    {
        using var connection = new SqliteConnection($"Data Source={Path(name)};Pooling=False");
        connection.Open();
        void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
        Run("CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT)");
        Run("CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, srs_id INTEGER)");
        Run("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER)");
        Run($"INSERT INTO gpkg_spatial_ref_sys VALUES ('x', {srsId}, '{organization}', {srsId}, '{definition}', NULL)");
        foreach (var table in tables)
        {
            Run($"CREATE TABLE \"{table}\" (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT, capacity_day INTEGER, photo BLOB)");
            Run($"INSERT INTO gpkg_contents VALUES ('{table}', 'features', '{table}', {srsId})");
            Run($"INSERT INTO gpkg_geometry_columns VALUES ('{table}', 'geom', 'POINT', {srsId}, 0, 0)");
            Run($"INSERT INTO \"{table}\" VALUES (5, x'4750000100000000{Convert.ToHexString(new Point(118, 24).AsBinary())}', '{table} A', 300, x'00')");
            Run($"INSERT INTO \"{table}\" VALUES (6, x'4750000300000000{new string('0', 64)}{Convert.ToHexString(new Point(118.1, 24).AsBinary())}', '{table} B', NULL, NULL)");
        }
        return Path(name);
    }

    [Fact]
    public async Task A_named_layer_takes_its_own_table_and_all_takes_every_layer()
    {
        var file = WriteGpkg("city.gpkg", 4326, "EPSG", Wgs84, "places", "depots", "notes");
        (await Import(new ImportRequest("places", file))).Layers.ShouldHaveSingleItem().Inserted.ShouldBe(2);
        Store.Rows("depots").ShouldBeEmpty();
        Store.Row("places", "places A").Geometry.ShouldBe(new Point(118, 24));
        Store.Value("places", "places A", "capacityDay").ShouldBe(300L);
        var all = await Import(new ImportRequest("all", file));
        all.Layers.Select(layer => layer.Layer).ShouldBe(["depots", "places"], ignoreOrder: true);
        all.Crs.ShouldBe("EPSG:4326");
    }

    [Fact]
    public async Task Other_tables_are_named_behind_the_file()
    {
        var file = WriteGpkg("city.gpkg", 4326, "EPSG", Wgs84, "hospitals", "schools");
        (await Refusal(new ImportRequest("places", file))).En.ShouldContain("hospitals, schools");
        (await Refusal(new ImportRequest("all", file))).En.ShouldContain("layername");
        (await Refusal(new ImportRequest("places", file + "|layername=shops"))).En.ShouldContain("shops");
        (await Import(new ImportRequest("places", file + "|layername=schools"))).Layers[0].Inserted.ShouldBe(2);
        (await Import(new ImportRequest("places", WriteGpkg("one.gpkg", 4326, "EPSG", Wgs84, "hospitals")))).Layers[0].Inserted.ShouldBe(2);
        await Refusal(new ImportRequest("places", WriteGpkg("roads.gpkg", 4326, "EPSG", Wgs84, "roads")));
    }

    [Fact]
    public async Task Undefined_and_unknown_systems_are_refused_unless_named()
    {
        var undefined = WriteGpkg("a.gpkg", 0, "NONE", "undefined", "places");
        (await Refusal(new ImportRequest("places", undefined))).En.ShouldContain("--crs");
        (await Import(new ImportRequest("places", undefined) { Crs = "bd09" })).Crs.ShouldBe("bd09");
        (await Refusal(new ImportRequest("places", WriteGpkg("b.gpkg", 2437, "EPSG", "", "places")))).En.ShouldContain("2437");
        (await Import(new ImportRequest("depots", WriteGpkg("c.gpkg", 100001, "BUREAU", Wgs84, "depots")))).RefusedCount.ShouldBe(0);
    }

    [Fact]
    public async Task Truncated_and_damaged_files_are_refused()
    {
        var whole = File.ReadAllBytes(WriteGpkg("a.gpkg", 4326, "EPSG", Wgs84, "places"));
        for (var cut = 1; cut < whole.Length; cut += 1009)
            await Refusal(new ImportRequest("places", Write("cut.gpkg", whole[..cut])));
        var plain = Path("plain.gpkg");
        using (var connection = new SqliteConnection($"Data Source={plain};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE a (b)";
            command.ExecuteNonQuery();
        }
        (await Refusal(new ImportRequest("places", plain))).En.ShouldContain("no table of features");
    }

    [Fact]
    public async Task A_city_of_ours_reads_back_with_its_keys_and_values()
    {
        await Import(new ImportRequest("enterprises", Write("a.csv", """
            key,name,grade,inventory,lon,lat,source
            P-1,甲厂,red,7664-41-7:12,118,24,安监局
            P-2,乙厂,,,118.1,24,

            """)) { Crs = "gcj02" });
        await using (var ours = await CityStores.OpenAsync(Path("city.gpkg"), CancellationToken.None))
            await Importer.ImportAsync(ours, new ImportRequest("enterprises", Path("a.csv")) { Crs = "gcj02" }, null, CancellationToken.None);
        SqliteConnection.ClearAllPools();
        var back = await Import(new ImportRequest("all", Path("city.gpkg")));
        back.Layers.Single(layer => layer.Layer == "enterprises").Unchanged.ShouldBe(2);
        Store.Value("enterprises", "P-1", "datumShift").ShouldBe("gcj02");
        back.Notices.ShouldNotContain(notice => notice.Text.En.Contains("columns that nothing takes"));
        Enterprises.Schema.ShouldBe(CityLayers.Get("enterprises"));
    }

    [SharedDataTheory]
    [InlineData("ngageoint_example.gpkg", "point1", "places", 4)]
    [InlineData("ngageoint_example.gpkg", "line1", "roads", 3)]
    [InlineData("ngageoint_gdal_sample.gpkg", "point2d", "places", -1)]
    [InlineData("ngageoint_gdal_sample.gpkg", "polygon2d", "parks", -1)]
    [InlineData("ngageoint_gdal_sample.gpkg", "linestring2d", "roads", -1)]
    [InlineData("ngageoint_gdal_sample.gpkg", "multilinestring3d", "roads", -1)]
    [InlineData("ngageoint_gdal_sample.gpkg", "geomcollection3d", "closures", -1)]
    [InlineData("ngageoint_example.gpkg", "geometry1", "closures", -1)]
    [InlineData("ngageoint_example.gpkg", "non_linear_geometries", "closures", -1)]
    [InlineData("ngageoint_multipoint.gpkg", "multipoint", "places", -1)]
    [InlineData("ngageoint_rte.gpkg", "cats_feature", "places", 4)]
    public async Task Samples_of_others_import_or_are_refused_clearly(string file, string table, string layer, int rows)
    {
        var request = new ImportRequest(layer, Requires.SharedData("conformance", file) + "|layername=" + table)
        {
            Set = layer is "roads" or "closures" ? new Dictionary<string, string>() : new Dictionary<string, string> { ["name"] = "sample" },
            Partial = true,
        };
        try
        {
            var report = await Import(request);
            (report.Layers[0].Inserted + report.RefusedCount).ShouldBe(report.Layers[0].Read);
            if (rows >= 0)
                report.Layers[0].Read.ShouldBe(rows);
        }
        catch (ImportException refusal)
        {
            rows.ShouldBe(-1, refusal.Text.En);
            refusal.Text.En.ShouldContain("--crs");
        }
    }
}
