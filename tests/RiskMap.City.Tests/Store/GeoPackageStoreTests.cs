using Microsoft.Data.Sqlite;
using RiskMap.City.Store;

namespace RiskMap.City.Tests.Store;

public sealed class GeoPackageStoreTests : CityStoreTests
{
    const string Validator = "/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py";

    readonly string _folder = Directory.CreateTempSubdirectory("riskmap-test-").FullName;

    string CityPath => Path.Combine(_folder, "city.gpkg");

    protected override string BinaryType => "BLOB";

    protected override Task<string> LocationAsync() => Task.FromResult(CityPath);

    protected override Task<string> OtherLocationAsync() => Task.FromResult(Path.Combine(_folder, "other.gpkg"));

    protected override Task Outside(params string[] statements)
    {
        using var connection = Connect();
        foreach (var sql in statements) Command(connection, sql).ExecuteNonQuery();
        return Task.CompletedTask;
    }

    protected override Task<object?> ScalarAsync(string sql)
    {
        using var connection = Connect();
        return Task.FromResult(Command(connection, sql).ExecuteScalar());
    }

    [GdalFact]
    public async Task GDAL_sees_each_layer_with_its_rows_types_and_extent()
    {
        await FillAsync();
        var info = await Gdal.RunAsync("ogrinfo", "-so", "-al", CityPath);
        info.Warnings.ShouldBe("");
        info.Output.ShouldContain("Layer name: test_things");
        var things = info.Output[info.Output.IndexOf("Layer name: test_things", StringComparison.Ordinal)..];
        things.ShouldContain("Geometry: Point\nFeature Count: 2\nExtent: (118.1");
        things.ShouldContain("FID Column = id");
        foreach (var column in new[] { "some_text: String", "some_integer: Integer64", "some_number: Real", "some_truth: Integer(Boolean)", "some_date: Date", "some_time: DateTime" })
            things.ShouldContain(column);
        info.Output.ShouldContain("Geometry: Multi Polygon");
        info.Output.ShouldContain("riskmap_change_sets");
        info.Output.ShouldNotContain("riskmap_history");
        (await ScalarAsync("PRAGMA integrity_check")).ShouldBe("ok");
        (await ScalarAsync("SELECT COUNT(*) FROM pragma_foreign_key_check")).ShouldBe(0L);
        (await ScalarAsync("SELECT rtreecheck('rtree_test_areas_geom')")).ShouldBe("ok");
    }

    [GdalFact(Needs = Validator)]
    public async Task The_file_passes_the_GeoPackage_validator_of_GDAL()
    {
        await FillAsync();
        await Store.Upsert(TestLayers.Things, Enumerable.Range(0, 300).Select(i => TestLayers.Thing($"k{i}", x: 100 + i)));
        await Store.DisposeAsync();
        (await Gdal.RunAsync("/usr/bin/python3", Validator, "-k", "--extra", "--warning-as-error", CityPath)).ShouldBe(("", ""));
    }

    [GdalFact]
    public async Task The_spatial_index_answers_GDALs_filter_after_a_load_and_after_edits()
    {
        await Store.Upsert(TestLayers.Things, Enumerable.Range(0, 3000).Select(i => TestLayers.Thing($"k{i}", x: 100 + (i / 100.0), y: 20 + (i % 7))));
        async Task<string> Count() => (await Gdal.RunAsync("ogrinfo", "-so", "-spat", "109.995", "19", "110.095", "30", CityPath, "test_things")).Output;
        (await Count()).ShouldContain("Feature Count: 10\n");
        await Store.Update(TestLayers.Things, TestLayers.Thing("k1000", x: 1) with { Id = 1001 });
        (await Count()).ShouldContain("Feature Count: 9\n");
        (await ScalarAsync("SELECT rtreecheck('rtree_test_things_geom')")).ShouldBe("ok");
        (await ScalarAsync("SELECT COUNT(*) FROM rtree_test_things_geom")).ShouldBe(3000L);
    }

    [GdalFact]
    public async Task An_edit_by_GDAL_is_recorded()
    {
        await Store.Upsert(TestLayers.Things, TestLayers.Thing("a"), TestLayers.Thing("b"));
        (await Gdal.RunAsync("ogrinfo", CityPath, "-sql", "UPDATE test_things SET some_text = 'by GDAL' WHERE key = 'a'")).Warnings.ShouldBe("");
        (await Store.Rows(TestLayers.Things)).Select(row => (row.Revision, row.Get(TestLayers.Things, "someText"))).ShouldBe([(2, "by GDAL"), (1, null)]);
        (await Store.ChangeSetsAsync(CancellationToken.None))[0].Note.What.ShouldBe("changed outside");
    }

    [Fact]
    public async Task A_closed_store_is_one_plain_file()
    {
        await Store.Upsert(TestLayers.Things, TestLayers.Thing("a"));
        await Store.DisposeAsync();
        Directory.GetFiles(_folder).ShouldBe([CityPath]);
        (await ScalarAsync("PRAGMA journal_mode")).ShouldBe("delete");
    }

    [Fact]
    public async Task Another_data_file_is_refused_and_left_alone()
    {
        var other = Path.Combine(_folder, "roads.gpkg");
        using (var connection = new SqliteConnection($"Data Source={other};Pooling=False"))
        {
            connection.Open();
            Command(connection, "CREATE TABLE roads (id INTEGER)").ExecuteNonQuery();
        }

        var before = await File.ReadAllBytesAsync(other);
        (await Should.ThrowAsync<StoreException>(() => CityStores.OpenAsync(other, CancellationToken.None))).Message.ShouldContain("not a RiskMap city");
        (await File.ReadAllBytesAsync(other)).ShouldBe(before);
        await File.WriteAllTextAsync(other, "id,name\n1,This is a text and no database, however it is called.");
        (await Should.ThrowAsync<StoreException>(() => CityStores.OpenAsync(other, CancellationToken.None))).Message.ShouldContain("not a GeoPackage");
        (await Should.ThrowAsync<StoreException>(() => CityStores.OpenAsync(Path.Combine(_folder, "no", "such.gpkg"), CancellationToken.None))).Message.ShouldContain("folder");
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    SqliteConnection Connect() => OtherProgram.Open(CityPath);

    static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
