using Microsoft.Data.Sqlite;
using RiskMap.City.Store;
using static RiskMap.City.Tests.Store.TestLayers;

namespace RiskMap.City.Tests.Store;

public abstract partial class CityStoreTests
{
    readonly string _backups = Directory.CreateTempSubdirectory("riskmap-backup-").FullName;

    string BackupPath => Path.Combine(_backups, "backup.gpkg");

    [StoreFact]
    public async Task A_backup_restored_elsewhere_is_the_same_city_in_a_new_life()
    {
        await FillAsync();
        await _store.SetKeepDaysAsync(90, Never);
        await AskAsync("k", "f", writer => writer.InsertAsync(Things, Thing("asked"), Never));
        var (dump, state) = (await _store.Dump(All), await _store.StateAsync(Never));
        var report = await CityBackups.BackupAsync(_store, BackupPath, All, progress: null, Never);
        (report.Columns.Count, report.Tables.Count).ShouldBe((0, 0));
        Directory.GetFiles(_backups).ShouldBe([BackupPath]);
        var bytes = await File.ReadAllBytesAsync(BackupPath);

        await CityBackups.RestoreAsync(BackupPath, await OtherLocationAsync(), replace: false, All, progress: null, Never);
        (await File.ReadAllBytesAsync(BackupPath)).ShouldBe(bytes);
        await using var restored = await CityStores.OpenAsync(await OtherLocationAsync(), All, Never);
        (await restored.Dump(All)).ShouldBe(dump);
        var life = await restored.StateAsync(Never);
        life.Epoch.ShouldNotBe(state.Epoch);
        (await restored.KeepDaysAsync(Never)).ShouldBe(90);
        (await restored.WriteAsync(Note with { Request = new("k", "f") }, _ => throw new InvalidOperationException("must not run"), Never)).Replayed.ShouldBeTrue();
        await using (var asOf = await restored.ReadAsOfAsync(3, Never)) asOf.Features(Things).Count.ShouldBe(3);
        await restored.UndoAsync(4, Note, Never);
    }

    [StoreFact]
    public async Task A_restore_takes_the_place_of_a_city_only_when_told_and_others_see_a_new_life()
    {
        await FillAsync();
        await CityBackups.BackupAsync(_store, BackupPath, All, progress: null, Never);
        var dump = await _store.Dump(All);
        await _store.Upsert(Things, Thing("after the backup"), Thing("a"));
        var later = await _store.StateAsync(Never);
        await Should.ThrowAsync<InvalidOperationException>(async () => await CityBackups.RestoreAsync(BackupPath, await LocationAsync(), replace: false, All, progress: null, Never));
        (await _store.Version()).ShouldBe(later.Version);
        for (var i = 0; i < 2; i++)
        {
            await CityBackups.RestoreAsync(BackupPath, await LocationAsync(), replace: true, All, progress: null, Never);
            (await _store.Dump(All)).ShouldBe(dump);
        }

        var now = await _store.StateAsync(Never);
        now.StoreId.ShouldBe(later.StoreId);
        now.Epoch.ShouldNotBe(later.Epoch);
        await Outside("UPDATE test_things SET some_text = 'outside'");
        (await _store.ChangeSetsAsync(Never))[0].Counts["test-things"].ShouldBe(new ChangeCounts(0, 2, 0));
        await _store.UndoAsync(await _store.Version(), Note, Never);
        (await _store.Insert(Things, Thing("next"))).Revision.ShouldBe(now.Version + 3);
    }

    [StoreFact]
    public async Task A_restore_that_fails_leaves_the_city_as_it_was()
    {
        await FillAsync();
        var dump = await _store.Dump(All);
        await File.WriteAllTextAsync(BackupPath, "This is no database, though its name says so, and it is longer than a header.");
        await Should.ThrowAsync<StoreException>(async () => await CityBackups.RestoreAsync(BackupPath, await LocationAsync(), replace: true, All, progress: null, Never));
        var other = Path.Combine(_backups, "other.gpkg");
        await CityBackups.BackupAsync(_store, other, All, progress: null, Never);
        await using (var source = await CityStores.OpenAsync(other, All, Never))
        await using (var reading = await source.ReadAsync(Never))
            await Should.ThrowAsync<InvalidDataException>(async () => await _store.RestoreAsync(new Breaking(reading), replace: true, progress: null, Never));
        (await _store.Dump(All)).ShouldBe(dump);
        await Should.ThrowAsync<StoreException>(() => CityBackups.BackupAsync(_store, BackupPath, All, progress: null, Never));
    }

    [StoreFact]
    public async Task A_backup_is_consistent_while_others_write()
    {
        await _store.Upsert(Things, Enumerable.Range(0, 500).Select(i => Thing($"k{i}", text: "0")));
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 1; !stop.IsCancellationRequested; i++) await _store.Upsert(Things, Enumerable.Range(0, 500).Select(k => Thing($"k{k}", text: $"{i}")));
        });
        for (var i = 0; i < 3; i++)
        {
            var file = Path.Combine(_backups, $"{i}.gpkg");
            await CityBackups.BackupAsync(_store, file, All, progress: null, Never);
            await using var copy = await CityStores.OpenAsync(file, All, Never);
            var rows = await copy.Rows(Things);
            rows.Count.ShouldBe(500);
            rows.Select(row => (row.Revision, row.Get(Things, "someText"))).Distinct().ShouldBe([(await copy.Version(), (object?)$"{await copy.Version() - 1}")]);
            var version = (await copy.Version()) / 2;
            await using var asOf = await copy.ReadAsOfAsync(Math.Max(version, 1), Never);
            asOf.Features(Things).Select(row => row.Revision).Distinct().Count().ShouldBe(1);
        }

        await stop.CancelAsync();
        await writing;
    }

    [StoreFact]
    public async Task A_copy_carries_users_own_columns_with_their_history_and_names_what_it_cannot()
    {
        await _store.Upsert(Things, Thing("a"), Thing("b"));
        await Outside("ALTER TABLE test_things ADD COLUMN remark TEXT", "ALTER TABLE test_things ADD COLUMN \"检查 次数\" INTEGER", $"ALTER TABLE test_things ADD COLUMN photo {BinaryType}",
            "CREATE TABLE my_notes (id INTEGER)");
        await using var reopened = await ReopenAsync(All);
        await Outside("UPDATE test_things SET remark = 'first', \"检查 次数\" = 7 WHERE id = 1");
        await reopened.Version();
        await Outside("UPDATE test_things SET remark = 'second' WHERE id = 1");
        await using var copy = await CityStores.OpenAsync(BackupPath, All, Never);
        await using (var reading = await reopened.ReadAsync(Never))
        {
            var report = await copy.RestoreAsync(reading, replace: false, progress: null, Never);
            report.Columns.Select(left => (left.Layer, left.Column.Name)).ShouldBe([("test-things", "photo")]);
            report.Tables.ShouldBe(["my_notes"]);
        }

        Sqlite("SELECT remark || ' ' || \"检查 次数\" FROM test_things WHERE id = 1").ShouldBe("second 7");
        Sqlite("SELECT remark FROM riskmap_history_test_things WHERE id = 1 AND riskmap_change_set = 3").ShouldBe("first");
        await using var again = await CityStores.OpenAsync(BackupPath, All, Never);
        await again.UndoAsync(3, Note, Never);
        Sqlite("SELECT remark FROM test_things WHERE id = 1").ShouldBe("first");

        await using var back = await CityStores.OpenAsync(await OtherLocationAsync(), All, Never);
        await using (var reading = await again.ReadAsync(Never)) await back.RestoreAsync(reading, replace: true, progress: null, Never);
        await using (var reading = await back.ReadAsync(Never))
            reading.OwnColumns(Things).Select(column => (column.Name, column.As)).ShouldBe([("remark", RiskMap.City.Model.FieldType.Text), ("检查 次数", RiskMap.City.Model.FieldType.Integer)]);
    }

    /// <summary>Column type of bytes.</summary>
    protected abstract string BinaryType { get; }

    object? Sqlite(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={BackupPath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>A reading that fails when half is read.</summary>
    sealed class Breaking(ICityReading whole) : ICityReading
    {
        public StoreState State => whole.State;

        public long HistoryFrom => whole.HistoryFrom;

        public bool Incomplete => whole.Incomplete;

        public int? KeepDays => whole.KeepDays;

        public RowCursor Rows(RiskMap.City.Model.LayerSchema layer) => layer == Areas ? throw new InvalidDataException("half way") : whole.Rows(layer);

        public bool IsTouchedAfter(RiskMap.City.Model.LayerSchema layer, long version) => whole.IsTouchedAfter(layer, version);

        public IReadOnlyList<OwnColumn> OwnColumns(RiskMap.City.Model.LayerSchema layer) => whole.OwnColumns(layer);

        public IReadOnlyList<string> OwnTables() => whole.OwnTables();

        public IReadOnlyList<KeptRequest> Requests() => whole.Requests();

        public IEnumerable<ChangeSet> ChangeSets() => whole.ChangeSets();

        public IEnumerable<HistoryImage> History(RiskMap.City.Model.LayerSchema layer) => whole.History(layer);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
