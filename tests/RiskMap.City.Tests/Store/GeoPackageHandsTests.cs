using RiskMap.City.Store;
using static RiskMap.City.Tests.Store.TestLayers;

namespace RiskMap.City.Tests.Store;

/// <summary>What other programs do to the tables of a GeoPackage store behind its triggers' back.</summary>
public sealed class GeoPackageHandsTests : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("riskmap-hands-").FullName;
    ICityStore _store = null!;

    string CityPath => Path.Combine(_folder, "city.gpkg");

    static CancellationToken Never => CancellationToken.None;

    public async Task InitializeAsync() => _store = await OpenAsync();

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [GdalFact]
    public async Task A_layer_that_ogr2ogr_overwrites_is_compared_with_the_last_reading_and_stays_whole()
    {
        await FillAsync();
        await RememberAsync();
        await OverwriteAsync("UPDATE test_things SET some_text = 'changed' WHERE key = 'b'", "DELETE FROM test_things WHERE key = 'c'",
            "INSERT INTO test_things (key, name, geom) SELECT 'd', 'new', geom FROM test_things WHERE key = 'a'");
        (await _store.Version()).ShouldBe(2);
        (await _store.Rows(Things)).Select(row => (row.Id, row.Key, row.Revision, (string?)row.Get(Things, "someText")))
            .ShouldBe([(1, "a", 1, "one"), (2, "b", 2, "changed"), (4, "d", 2, null)]);
        var set = (await _store.ChangeSetsAsync(Never))[0];
        (set.Id, set.Incomplete).ShouldBe((2, true));
        set.Note.What.ShouldStartWith("changed outside, history incomplete (test-things");
        set.Counts["test-things"].ShouldBe(new ChangeCounts(1, 1, 1));
        (await _store.ChangesSinceAsync(1, Never))!.Layers.Single().Whole.ShouldBeTrue();
        await RequireSoundAsync();
    }

    [GdalFact]
    public async Task What_was_overwritten_can_be_undone_and_read_as_of_where_the_rows_were_known()
    {
        await FillAsync();
        var before = (await _store.Rows(Things)).Select(StoreVerbs.Line).ToList();
        await RememberAsync();
        await OverwriteAsync("DELETE FROM test_things WHERE key = 'a'", "UPDATE test_things SET some_number = -1, some_list = NULL, some_time = NULL");
        await using (var asOf = await _store.ReadAsOfAsync(1, Never))
        {
            asOf.Incomplete.ShouldBeTrue();
            asOf.Features(Things).Select(StoreVerbs.Line).ShouldBe(before);
        }

        await _store.UndoAsync(2, Note, Never);
        (await _store.Rows(Things)).Select(row => StoreVerbs.Line(row with { Revision = 1 })).ShouldBe(before);
    }

    [GdalFact]
    public async Task An_overwrite_that_changed_nothing_leaves_every_row_with_its_revision()
    {
        await FillAsync();
        await RememberAsync();
        await OverwriteAsync();
        (await _store.Rows(Things)).ShouldAllBe(row => row.Revision == 1);
        (await _store.ChangeSetsAsync(Never))[0].ShouldSatisfyAllConditions(set => set.Incomplete.ShouldBeTrue(), set => set.Counts["test-things"].ShouldBe(new ChangeCounts(0, 0, 0)));
    }

    [GdalFact]
    public async Task Writes_after_an_overwrite_are_recorded_as_ever()
    {
        await FillAsync();
        await RememberAsync();
        await OverwriteAsync("UPDATE test_things SET some_text = 'x' WHERE key = 'a'");
        await _store.Update(Things, (await _store.Rows(Things))[0] with { Key = "a2" });
        await Gdal.RunAsync("ogrinfo", CityPath, "-sql", "UPDATE test_things SET some_text = 'by GDAL' WHERE key = 'b'");
        (await _store.ChangeSetsAsync(Never)).Select(set => (set.Id, set.Incomplete, set.Note.Who)).ShouldBe([(4, false, "outside"), (3, false, "tester"), (2, true, "outside"), (1, false, "tester")]);
        (await _store.HistoryAsync(Things, 1, Never)).Select(image => (string?)image.Feature.Get(Things, "someText")).ShouldBe(["x", "x", "one"]);
        (await _store.Insert(Things, Thing("z"))).Id.ShouldBe(4);
    }

    [GdalFact]
    public async Task An_overwrite_while_no_program_ran_stamps_all_rows_and_cannot_be_undone()
    {
        await FillAsync();
        await _store.Update(Things, Thing("a", text: "two") with { Id = 1 });
        await _store.DisposeAsync();
        await OverwriteAsync("UPDATE test_things SET some_text = 'changed' WHERE key = 'b'");
        _store = await OpenAsync();
        (await _store.Rows(Things)).Select(row => (row.Id, row.Key, row.Revision)).ShouldBe([(1, "a", 3), (2, "b", 3), (3, "c", 3)]);
        (await _store.ChangeSetsAsync(Never))[0].ShouldSatisfyAllConditions(set => set.Incomplete.ShouldBeTrue(), set => set.Counts["test-things"].ShouldBe(new ChangeCounts(3, 0, 0)));
        (await Should.ThrowAsync<UndoRefusedException>(() => _store.UndoAsync(3, Note, Never))).Message.ShouldContain("restore a backup");
        (await _store.HistoryAsync(Things, 1, Never)).Count.ShouldBe(2);
    }

    [GdalFact]
    public async Task A_layer_in_another_coordinate_system_comes_back_in_longitude_and_latitude()
    {
        await FillAsync();
        await RememberAsync();
        var projected = Path.Combine(_folder, "projected.gpkg");
        await Gdal.RunAsync("ogr2ogr", "-t_srs", "EPSG:4548", "-lco", "GEOMETRY_NAME=shape", "-lco", "FID=objectid", projected, CityPath, "test_things");
        await Gdal.RunAsync("ogr2ogr", "-update", "-overwrite", "-lco", "GEOMETRY_NAME=shape", CityPath, projected, "test_things");
        Quieten();
        var rows = await _store.Rows(Things);
        rows.Select(row => row.Key).ShouldBe(["a", "b", "c"]);
        rows[0].Geometry!.Coordinate.X.ShouldBe(118.1, 1e-7);
        rows[0].Geometry!.Coordinate.Y.ShouldBe(24.6, 1e-7);
        (await _store.ChangeSetsAsync(Never))[0].Note.What.ShouldContain("EPSG:4548");
        await RequireSoundAsync();
    }

    [GdalFact]
    public async Task A_layer_without_keys_and_with_other_columns_keeps_both()
    {
        await FillAsync();
        await RememberAsync();
        var csv = Path.Combine(_folder, "plain.csv");
        await File.WriteAllTextAsync(csv, "lon,lat,NAME,colour\n118.1,24.6,name of a,green\n118.9,24.9,stranger,grey\n");
        await Gdal.RunAsync("ogr2ogr", "-update", "-overwrite", "-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-a_srs", "EPSG:4326", "-nln", "test_things", CityPath, csv);
        Quieten();
        (await _store.Rows(Things)).Select(row => (row.Id, row.Key, row.Name)).ShouldBe([(1, "a", "name of a"), (4, "id:4", "stranger")]);
        Scalar("SELECT group_concat(colour, ' ') FROM test_things").ShouldBe("green grey");
        await _store.Delete(Things, 4);
        Scalar("SELECT colour FROM riskmap_history_test_things WHERE id = 4").ShouldBe("grey");
        await RequireSoundAsync();
    }

    [Fact]
    public async Task Lines_and_polygons_come_back_as_they_were()
    {
        await _store.Upsert(Lines, Of(Lines, "l", "LINESTRING (0 0, 1 1)"), Of(Lines, "m", "MULTILINESTRING ((118 24, 119 25), (117 23, 116 22))"));
        await _store.Upsert(Areas, Of(Areas, "p", "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 1))"));
        await RememberAsync();
        Run("DROP TRIGGER riskmap_test_areas_update", "UPDATE test_areas SET name = 'silent'", "DROP TRIGGER riskmap_test_lines_insert");
        Quieten();
        (await _store.Rows(Areas)).Single().ShouldSatisfyAllConditions(row => row.Name.ShouldBe("silent"), row => row.Revision.ShouldBe(3));
        (await _store.Rows(Lines)).ShouldAllBe(row => row.Revision == 1);
        (await _store.HistoryAsync(Areas, 1, Never))[1].Feature.ShouldSatisfyAllConditions(
            image => image.Name.ShouldBe("name of p"), image => image.Geometry!.AsText().ShouldContain("(1 1"));
        (await _store.ChangeSetsAsync(Never))[0].Counts.ShouldBe(new Dictionary<string, ChangeCounts> { ["test-lines"] = new(0, 0, 0), ["test-areas"] = new(0, 1, 0) }, ignoreOrder: true);
        await RequireSoundAsync();
    }

    [Fact]
    public async Task A_dropped_layer_is_made_anew_and_undo_brings_the_rows_back()
    {
        await FillAsync();
        var before = (await _store.Rows(Things)).Select(StoreVerbs.Line).ToList();
        await RememberAsync();
        Run("DROP TABLE rtree_test_things_geom", "DROP TABLE test_things", "DELETE FROM gpkg_geometry_columns WHERE table_name = 'test_things'", "DELETE FROM gpkg_contents WHERE table_name = 'test_things'");
        Quieten();
        (await _store.Rows(Things)).ShouldBeEmpty();
        (await _store.ChangeSetsAsync(Never))[0].ShouldSatisfyAllConditions(
            set => set.Incomplete.ShouldBeTrue(), set => set.Counts["test-things"].ShouldBe(new ChangeCounts(0, 0, 3)), set => set.Note.What.ShouldContain("table dropped"));
        await RequireSoundAsync();
        await _store.UndoAsync(2, Note, Never);
        (await _store.Rows(Things)).Select(row => StoreVerbs.Line(row with { Revision = 1 })).ShouldBe(before);
    }

    [Fact]
    public async Task While_another_program_is_at_it_nothing_is_read_and_nothing_is_mended()
    {
        await FillAsync();
        await RememberAsync();
        Run("DROP TRIGGER riskmap_test_things_update");
        (await Should.ThrowAsync<StoreUnavailableException>(() => _store.Rows(Things))).ShouldSatisfyAllConditions(
            busy => busy.Trouble.ShouldBe(StoreTrouble.Busy), busy => busy.Message.ShouldContain("test-things"));
        (await Should.ThrowAsync<StoreUnavailableException>(() => _store.Insert(Lines, Of(Lines, "l", null)))).IsPassing.ShouldBeTrue();
        Scalar("SELECT version FROM riskmap_state").ShouldBe(1L);
        Quieten();
        (await _store.Version()).ShouldBe(2);
    }

    [Fact]
    public async Task Changes_between_the_last_reading_and_the_loss_keep_their_own_images()
    {
        await FillAsync();
        await RememberAsync();
        Run("UPDATE test_things SET some_text = 'seen by triggers' WHERE key = 'a'", "DROP TRIGGER riskmap_test_things_delete", "DELETE FROM test_things WHERE key = 'a'");
        Quieten();
        (await _store.Rows(Things)).Select(row => row.Key).ShouldBe(["b", "c"]);
        (await _store.HistoryAsync(Things, 1, Never)).Select(image => (image.ChangeSet, image.Feature.Revision, (string?)image.Feature.Get(Things, "someText"))).ShouldBe([(2L, 1L, "one")]);
    }

    [Fact]
    public async Task A_lost_spatial_index_is_made_anew_without_a_change_set()
    {
        await FillAsync();
        Run("DROP TABLE rtree_test_things_geom", "DROP INDEX test_things_revision");
        (await _store.Version()).ShouldBe(1);
        await RequireSoundAsync();
    }

    [Fact]
    public async Task A_column_that_a_user_adds_while_the_store_is_open_goes_into_the_history()
    {
        await FillAsync();
        Run("ALTER TABLE test_things ADD COLUMN inspector TEXT");
        (await _store.Version()).ShouldBe(1);
        Run("UPDATE test_things SET inspector = '王' WHERE key = 'a'", "UPDATE test_things SET inspector = '李' WHERE key = 'a'");
        await _store.Delete(Things, 1);
        Scalar("SELECT group_concat(inspector, ' ') FROM riskmap_history_test_things").ShouldBe("王 李");
        await _store.UndoAsync(3, Note, Never);
        Scalar("SELECT inspector FROM test_things WHERE id = 1").ShouldBe("李");
    }

    [Theory]
    [InlineData("INSERT OR REPLACE INTO test_things (id, key, name) VALUES (1, 'a', 'replaced')", 1, 1, 0)]
    [InlineData("INSERT OR REPLACE INTO test_things (key, name) VALUES ('a', 'replaced')", 1, 0, 1)]
    [InlineData("INSERT OR IGNORE INTO test_things (key, name) VALUES ('a', 'ignored')", 0, 0, 0)]
    [InlineData("INSERT INTO test_things (key, name) VALUES ('a', 'x') ON CONFLICT (key) DO UPDATE SET name = 'upserted'", 0, 1, 0)]
    public async Task INSERT_OR_REPLACE_of_another_program_loses_no_image(string sql, int inserted, int updated, int deleted)
    {
        await FillAsync();
        Run(sql);
        var sets = await _store.ChangeSetsAsync(Never);
        if (inserted + updated + deleted == 0)
        {
            sets.Count.ShouldBe(1);
            return;
        }

        sets[0].Counts["test-things"].ShouldBe(new ChangeCounts(inserted == 1 && updated == 1 ? 0 : inserted, updated, deleted));
        (await _store.HistoryAsync(Things, 1, Never)).ShouldContain(image => image.ChangeSet == 2 && image.Feature.Name == "name of a");
        (await _store.ChangesSinceAsync(1, Never))!.Layers.Single().Upserts.Count.ShouldBe(1);
        await _store.UndoAsync(2, Note, Never);
        (await _store.Rows(Things)).OrderBy(row => row.Key).Select(row => (row.Id, row.Name)).ShouldBe([(1, "name of a"), (2, "name of b"), (3, "name of c")]);
    }

    Task FillAsync() => _store.Upsert(Things,
        Of(Things, "a", "POINT (118.1 24.6)", ("someText", "one"), ("someNumber", 0.1 + 0.2), ("someTruth", true), ("someDate", new DateOnly(2024, 2, 29)),
            ("someTime", new DateTimeOffset(2026, 5, 3, 6, 5, 4, 321, TimeSpan.Zero)), ("someList", """["x","二"]""")),
        Of(Things, "b", "POINT (118.2 24.7)", ("someInteger", 7L), ("someTruth", false), ("someTime", new DateTimeOffset(2026, 5, 3, 6, 5, 4, TimeSpan.Zero)), ("someList", """[{"n":1.5}]""")),
        Of(Things, "c", "POINT (118.3 24.8)"));

    /// <summary>Remembers what stands in the store now, as a running server does.</summary>
    async Task RememberAsync()
    {
        await using var reading = await _store.ReadAsync(Never);
        var rows = All.ToDictionary(layer => layer, layer => reading.Features(layer));
        var last = new LastReading(reading.State.Version, layer => rows[layer]);
        _store.RememberBy(() => last);
    }

    /// <summary>Copies the layer, edits the copy, and overwrites the layer with it.</summary>
    async Task OverwriteAsync(params string[] edits)
    {
        var copy = Path.Combine(_folder, "copy.gpkg");
        await Gdal.RunAsync("ogr2ogr", "-preserve_fid", copy, CityPath, "test_things");
        foreach (var sql in edits) await Gdal.RunAsync("ogrinfo", copy, "-sql", sql);
        await Gdal.RunAsync("ogr2ogr", "-update", "-overwrite", CityPath, copy, "test_things");
        Quieten();
    }

    /// <summary>Lets the file look as if it had been quiet for a while.</summary>
    void Quieten()
    {
        foreach (var file in Directory.GetFiles(_folder, "city.gpkg*")) File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-1));
    }

    async Task RequireSoundAsync()
    {
        await _store.Version();
        Scalar("PRAGMA integrity_check").ShouldBe("ok");
        Scalar("SELECT COUNT(*) FROM pragma_foreign_key_check").ShouldBe(0L);
        Scalar("SELECT rtreecheck('rtree_test_things_geom')").ShouldBe("ok");
        Scalar("SELECT COUNT(*) FROM rtree_test_things_geom").ShouldBe(Scalar("SELECT COUNT(*) FROM test_things WHERE geom IS NOT NULL"));
        Scalar("SELECT COUNT(*) FROM gpkg_geometry_columns WHERE column_name = 'geom' AND srs_id = 4326").ShouldBe((long)All.Length);
        Scalar("SELECT COUNT(*) FROM gpkg_data_columns WHERE table_name = 'test_things'").ShouldBe((long)Things.Fields.Length);
        Scalar("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'riskmap_test_things_%'").ShouldNotBe(0L);
        Scalar("SELECT COUNT(*) FROM sqlite_master WHERE name = 'riskmap_foreign'").ShouldBe(0L);
    }

    async Task<ICityStore> OpenAsync() => await CityStores.OpenAsync(CityPath, All, Never);

    void Run(params string[] statements)
    {
        using var connection = OtherProgram.Open(CityPath);
        foreach (var sql in statements) connection.Run(sql);
    }

    object? Scalar(string sql)
    {
        using var connection = OtherProgram.Open(CityPath);
        return connection.Scalar(sql);
    }
}
