using Npgsql;
using RiskMap.City.Store;

namespace RiskMap.City.Tests.Store;

[NeedsPostgis]
public sealed class PostgisStoreTests : CityStoreTests
{
    readonly List<string> _databases = [];

    protected override bool Available => Postgis.SkipReason is null;

    protected override string BinaryType => "bytea";

    protected override async Task<string> LocationAsync()
    {
        if (_databases.Count == 0) await MakeDatabaseAsync();
        return PostgisDatabase.Connection(_databases[0]);
    }

    protected override async Task<string> OtherLocationAsync()
    {
        if (_databases.Count == 0) await MakeDatabaseAsync();
        if (_databases.Count == 1) await MakeDatabaseAsync();
        return PostgisDatabase.Connection(_databases[1]);
    }

    protected override async Task Outside(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(await LocationAsync() + ";Application Name=psql;Pooling=false");
        await connection.OpenAsync();
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    protected override async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(await LocationAsync() + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    [StoreFact]
    public async Task Each_transaction_of_another_program_is_a_change_set_of_its_own()
    {
        await Store.Upsert(TestLayers.Things, Enumerable.Range(0, 1000).Select(i => TestLayers.Thing($"k{i}")));
        await Outside("UPDATE test_things SET some_integer = id", "BEGIN", "DELETE FROM test_things WHERE id <= 10", "INSERT INTO test_things (name) VALUES ('x'), ('y')", "COMMIT",
            "BEGIN", "UPDATE test_things SET some_integer = 0", "ROLLBACK", "UPDATE test_things SET some_integer = 1 WHERE false");
        var sets = await Store.ChangeSetsAsync(CancellationToken.None);
        sets.Select(set => (set.Id, set.Counts["test-things"])).ShouldBe([(3, new(2, 0, 10)), (2, new(0, 1000, 0)), (1, new(1000, 0, 0))]);
        sets[0].Note.ShouldBe(new ChangeNote("riskmap", "changed outside by riskmap") { With = "psql" });
        (await Store.Version()).ShouldBe(3);
    }

    [StoreFact]
    public async Task Staff_who_may_only_write_a_layer_are_recorded_under_their_name()
    {
        await Store.Upsert(TestLayers.Things, TestLayers.Thing("a"));
        var role = "gis_" + Guid.NewGuid().ToString("N")[..8];
        await Outside($"CREATE ROLE {role} LOGIN", $"GRANT SELECT, UPDATE ON test_things TO {role}");
        try
        {
            await using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(await LocationAsync()) { Username = role, Pooling = false }.ConnectionString))
            {
                await connection.OpenAsync();
                await using var command = new NpgsqlCommand("UPDATE test_things SET name = 'by staff'", connection);
                await command.ExecuteNonQueryAsync();
            }

            (await Store.ChangeSetsAsync(CancellationToken.None))[0].Note.Who.ShouldBe(role);
            (await Store.HistoryAsync(TestLayers.Things, 1, CancellationToken.None))[1].Feature.Name.ShouldBe("name of a");
        }
        finally
        {
            await Outside($"DROP OWNED BY {role}", $"DROP ROLE {role}");
        }
    }

    [StoreFact]
    public async Task A_truncated_table_can_be_taken_back()
    {
        await Store.Upsert(TestLayers.Things, TestLayers.Thing("a"), TestLayers.Thing("b"));
        await Outside("TRUNCATE test_things");
        (await Store.ChangesSinceAsync(1, CancellationToken.None))!.Layers.Single().Deletes.ShouldBe([1, 2]);
        await Store.UndoAsync(2, TestLayers.Note, CancellationToken.None);
        (await Store.Rows(TestLayers.Things)).Select(row => row.Key).ShouldBe(["a", "b"]);
    }

    [StoreFact]
    public async Task Many_writers_of_both_kinds_neither_deadlock_nor_lose_a_version()
    {
        await Store.Upsert(TestLayers.Things, Enumerable.Range(0, 20).Select(i => TestLayers.Thing($"k{i}")));
        await Task.WhenAll(
            Task.Run(async () =>
            {
                for (var i = 0; i < 20; i++) await Outside($"UPDATE test_things SET some_integer = {i} WHERE id > 5");
            }),
            Task.Run(async () =>
            {
                for (var i = 0; i < 20; i++)
                    await Store.Upsert(TestLayers.Things, Enumerable.Range(0, 20).Select(k => TestLayers.Thing($"k{19 - k}", text: $"round {i}")));
            }));
        (await Store.Version()).ShouldBe(41);
        (await Store.ChangeSetsAsync(CancellationToken.None)).Select(set => set.Id).ShouldBe(Enumerable.Range(0, 41).Select(i => 41L - i));
    }

    [StoreFact]
    public async Task What_changed_while_triggers_were_disabled_is_found_by_the_follower_and_can_be_undone()
    {
        await Store.Upsert(TestLayers.Things, TestLayers.Thing("a"), TestLayers.Thing("b"), TestLayers.Thing("c"));
        var before = (await Store.Rows(TestLayers.Things)).Select(row => row.Name).ToList();
        var rows = await Store.Rows(TestLayers.Things);
        Store.RememberBy(() => new LastReading(1, layer => layer == TestLayers.Things ? rows : []));
        await Outside("ALTER TABLE test_things DISABLE TRIGGER USER", "UPDATE test_things SET name = 'silent' WHERE key = 'a'", "DELETE FROM test_things WHERE key = 'b'", "INSERT INTO test_things (name) VALUES ('new')");
        await FollowAsync(version: 2);
        var set = (await Store.ChangeSetsAsync(CancellationToken.None))[0];
        set.ShouldSatisfyAllConditions(() => set.Incomplete.ShouldBeTrue(), () => set.Note.What.ShouldContain("history incomplete"), () => set.Counts["test-things"].ShouldBe(new ChangeCounts(1, 1, 1)));
        (await Store.Rows(TestLayers.Things)).Select(row => (row.Id, row.Key, row.Revision, row.Name)).ShouldBe([(1, "a", 2, "silent"), (3, "c", 1, "name of c"), (4, "id:4", 2, "new")]);
        (await Store.ChangesSinceAsync(1, CancellationToken.None))!.Layers.Single().Whole.ShouldBeTrue();
        await Store.UndoAsync(2, TestLayers.Note, CancellationToken.None);
        (await Store.Rows(TestLayers.Things)).Select(row => row.Name).ShouldBe(before, ignoreOrder: true);
        await Outside("UPDATE test_things SET name = 'witnessed' WHERE key = 'a'");
        (await Store.ChangeSetsAsync(CancellationToken.None))[0].Incomplete.ShouldBeFalse();
    }

    [StoreFact]
    public async Task Triggers_that_were_dropped_while_nothing_ran_come_back_and_all_rows_are_stamped()
    {
        await Store.Upsert(TestLayers.Things, TestLayers.Thing("a"), TestLayers.Thing("b"));
        await Outside("DROP TRIGGER riskmap_update ON test_things", "UPDATE test_things SET name = 'silent'");
        await using var again = await CityStores.OpenAsync(await LocationAsync(), TestLayers.All, CancellationToken.None);
        var set = (await again.ChangeSetsAsync(CancellationToken.None))[0];
        // The trigger that stamps rows stood and took a version for the silent update.
        set.ShouldSatisfyAllConditions(() => set.Id.ShouldBe(3), () => set.Incomplete.ShouldBeTrue(), () => set.Counts["test-things"].ShouldBe(new ChangeCounts(2, 0, 0)));
        (await Should.ThrowAsync<UndoRefusedException>(() => again.UndoAsync(3, TestLayers.Note, CancellationToken.None))).Message.ShouldContain("restore a backup");
        await Outside("UPDATE test_things SET name = 'witnessed'");
        (await again.HistoryAsync(TestLayers.Things, 1, CancellationToken.None)).Select(image => image.Feature.Name).ShouldBe(["witnessed", "silent"]);
    }

    [StoreFact]
    public async Task Without_its_triggers_a_layer_takes_no_write()
    {
        await Store.Upsert(TestLayers.Things, TestLayers.Thing("a"));
        await Outside("ALTER TABLE test_things DISABLE TRIGGER riskmap_update");
        (await Should.ThrowAsync<StoreUnavailableException>(() => Store.Update(TestLayers.Things, TestLayers.Thing("a", text: "x") with { Id = 1 }))).Trouble.ShouldBe(StoreTrouble.Busy);
        (await Store.Version()).ShouldBe(1);
        await FollowAsync(version: 2);
        await Store.Update(TestLayers.Things, TestLayers.Thing("a", text: "x") with { Id = 1 });
        (await Store.HistoryAsync(TestLayers.Things, 1, CancellationToken.None)).Count.ShouldBe(2);
    }

    /// <summary>Watches as a server does until a version is told.</summary>
    async Task FollowAsync(long version)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var seen in Store.WatchAsync(patience.Token))
            if (seen >= version) return;
        throw new TimeoutException($"version {version} was not told");
    }

    [StoreFact]
    public async Task PostGIS_finds_rows_by_its_own_index_and_types()
    {
        await FillAsync();
        (await ScalarAsync("SELECT count(*) FROM test_things WHERE geom && ST_MakeEnvelope(118, 24.5, 118.2, 24.7, 4326)")).ShouldBe(1L);
        (await ScalarAsync("SELECT string_agg(DISTINCT GeometryType(geom), ' ' ORDER BY GeometryType(geom)) FROM (SELECT geom FROM test_lines UNION ALL SELECT geom FROM test_areas) g"))
            .ShouldBe("MULTILINESTRING MULTIPOLYGON");
        (await ScalarAsync("SELECT count(*) FROM pg_indexes WHERE tablename = 'test_areas' AND indexdef LIKE '%gist%'")).ShouldBe(1L);
        (await ScalarAsync("SELECT count(*) FROM geometry_columns WHERE f_table_name = 'test_areas' AND srid = 4326")).ShouldBe(1L);
    }

    [StoreFact]
    public async Task A_city_goes_to_a_GeoPackage_and_back_unchanged()
    {
        await FillAsync();
        var folder = Directory.CreateTempSubdirectory("riskmap-test-");
        try
        {
            await using var file = await CityStores.OpenAsync(Path.Combine(folder.FullName, "copy.gpkg"), TestLayers.All, CancellationToken.None);
            await using var back = await CityStores.OpenAsync(await OtherLocationAsync(), TestLayers.All, CancellationToken.None);
            await CopyAsync(Store, file);
            await CopyAsync(file, back);
            var original = await Store.Dump(TestLayers.All);
            (await file.Dump(TestLayers.All)).ShouldBe(original);
            (await back.Dump(TestLayers.All)).ShouldBe(original);
            original.Split('\n').Length.ShouldBeGreaterThan(18);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [StoreFact]
    public async Task A_refused_login_or_a_missing_database_names_no_password()
    {
        var settings = new NpgsqlConnectionStringBuilder(Postgis.Required) { Password = "s3cret-word", Database = "no_such_db" };
        var refused = await Should.ThrowAsync<StoreException>(() => CityStores.OpenAsync(settings.ConnectionString, CancellationToken.None));
        refused.Message.ShouldContain("no_such_db");
        refused.ToString().ShouldNotContain("s3cret");
        var url = $"postgres://riskmap:s3cret-word@127.0.0.1:{settings.Port}/no_such_db";
        var byUrl = await Should.ThrowAsync<StoreException>(() => CityStores.OpenAsync(url, CancellationToken.None));
        byUrl.Message.ShouldBe(refused.Message);
        settings.Port = 1;
        var unreachable = await Should.ThrowAsync<StoreException>(() => CityStores.OpenAsync(settings.ConnectionString, CancellationToken.None));
        unreachable.Message.ShouldContain("127.0.0.1:1");
        (unreachable.ToString() + unreachable.Text.Zh).ShouldNotContain("s3cret");
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var database in _databases) await PostgisDatabase.DropAsync(database);
    }

    async Task MakeDatabaseAsync() => _databases.Add(await PostgisDatabase.MakeAsync());
}

/// <summary>Fresh databases on the tests' cluster; a template that has PostGIS makes each one in a moment.</summary>
static class PostgisDatabase
{
    static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    public static string Connection(string database) => new NpgsqlConnectionStringBuilder(Postgis.Required) { Database = database }.ConnectionString;

    public static async Task<string> MakeAsync()
    {
        var name = $"riskmap_test_{Guid.NewGuid():N}";
        await RunAsync($"CREATE DATABASE {name} TEMPLATE {await Template.Value} STRATEGY file_copy");
        return name;
    }

    public static Task DropAsync(string database) => RunAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");

    static async Task<string> MakeTemplateAsync()
    {
        var name = $"riskmap_template_{Guid.NewGuid():N}";
        await RunAsync($"CREATE DATABASE {name}");
        await RunAsync("CREATE EXTENSION postgis", name);
        return name;
    }

    public static async Task RunAsync(string sql, string? database = null)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Postgis.Required) { Database = database ?? "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
