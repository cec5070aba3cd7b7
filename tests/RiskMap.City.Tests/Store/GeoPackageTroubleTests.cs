using Microsoft.Data.Sqlite;
using RiskMap.City.Store;
using static RiskMap.City.Tests.Store.TestLayers;

namespace RiskMap.City.Tests.Store;

/// <summary>A GeoPackage that another program holds, or that cannot be written or read. Full and truncated disks under a running server: tests/faults.</summary>
public sealed class GeoPackageTroubleTests : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("riskmap-trouble-").FullName;
    ICityStore _store = null!;

    string CityPath => Path.Combine(_folder, "city.gpkg");

    static CancellationToken Never => CancellationToken.None;

    public async Task InitializeAsync()
    {
        _store = await CityStores.OpenAsync(CityPath, All, Never);
        await _store.Upsert(Things, Thing("a"));
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task While_another_program_writes_all_reads_go_on_and_a_write_gives_up_as_busy()
    {
        using var other = Connect();
        other.Run("BEGIN IMMEDIATE");
        (await _store.Rows(Things)).Count.ShouldBe(1);
        await using (var second = await CityStores.OpenAsync(CityPath, All, Never))
        {
            (await second.Rows(Things)).Count.ShouldBe(1);
        }

        (await Should.ThrowAsync<StoreUnavailableException>(() => _store.Insert(Things, Thing("b")))).Trouble.ShouldBe(StoreTrouble.Busy);
        other.Run("ROLLBACK");
        await _store.Insert(Things, Thing("b"));
    }

    [Fact]
    public async Task What_another_program_has_half_written_is_not_read()
    {
        using var other = Connect();
        other.Run("UPDATE test_things SET name = 'one'");
        other.Run("BEGIN IMMEDIATE");
        other.Run("UPDATE test_things SET name = 'two'");
        (await Should.ThrowAsync<StoreUnavailableException>(() => _store.Rows(Things))).Trouble.ShouldBe(StoreTrouble.Busy);
        other.Run("COMMIT");
        (await _store.Rows(Things)).Single().Name.ShouldBe("two");
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.3)]
    public async Task A_truncated_file_is_refused_with_the_advice_to_restore_a_backup(double share)
    {
        await _store.Upsert(Things, Enumerable.Range(0, 3000).Select(i => Thing($"k{i}")));
        await _store.DisposeAsync();
        var whole = await File.ReadAllBytesAsync(CityPath);
        await File.WriteAllBytesAsync(CityPath, whole[..(int)(whole.Length * share)]);
        var refused = await Should.ThrowAsync<StoreUnavailableException>(() => ReadAllAsync());
        refused.Trouble.ShouldBe(StoreTrouble.Damaged);
        refused.Message.ShouldContain("restore a backup");
    }

    [Fact]
    public async Task Dropped_tables_of_our_own_are_told_as_damage()
    {
        using (var other = Connect()) other.Run("DROP TABLE riskmap_state");
        (await Should.ThrowAsync<StoreUnavailableException>(() => _store.Version())).ShouldSatisfyAllConditions(
            damaged => damaged.Trouble.ShouldBe(StoreTrouble.Damaged), damaged => damaged.Message.ShouldContain("restore a backup"));
    }

    [Fact]
    public async Task A_column_that_is_renamed_under_an_open_store_is_refused_by_name_until_it_is_back()
    {
        using (var other = Connect()) other.Run("ALTER TABLE test_things RENAME COLUMN some_text TO text");
        (await Should.ThrowAsync<StoreException>(() => _store.Rows(Things))).Message.ShouldContain("test-things.some_text");
        using (var other = Connect()) other.Run("ALTER TABLE test_things RENAME COLUMN text TO some_text");
        (await _store.Rows(Things)).Count.ShouldBe(1);
    }

    async Task ReadAllAsync()
    {
        await using var cut = await CityStores.OpenAsync(CityPath, All, Never);
        await cut.Rows(Things);
    }

    SqliteConnection Connect() => OtherProgram.Open(CityPath);
}
