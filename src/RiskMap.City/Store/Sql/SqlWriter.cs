using RiskMap.City.Model;

namespace RiskMap.City.Store.Sql;

/// <summary>
/// Where a first load goes: rows in, indexes and triggers after. Disposing without completing leaves all to the transaction's rollback.
/// </summary>
abstract class BulkLoad : IAsyncDisposable
{
    /// <summary>Takes one row with its id and revision; for history also the change set and kind that ended it.</summary>
    internal abstract ValueTask AddAsync(RowBuffer row, long changeSet, ChangeKind kind, CancellationToken cancellation);

    /// <summary>Ends the load and builds what a filled table needs.</summary>
    internal abstract Task CompleteAsync(CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}

/// <summary>The writing half of both stores; what differs in SQL is left to the two heirs.</summary>
abstract class SqlWriter(SqlSession session, Func<LayerSchema, LayerTable> tables) : ICityWriter
{
    readonly Dictionary<string, ChangeCounts> _counts = new(StringComparer.Ordinal);

    public long Version => session.Version;

    public string? Answer { get; set; }

    /// <summary>What was written so far.</summary>
    internal IReadOnlyDictionary<string, ChangeCounts> Counts => _counts;

    /// <summary>Metadata before this transaction, when it set other metadata; empty text for none.</summary>
    internal string? CityBefore { get; private set; }

    /// <summary>Metadata as this transaction leaves it.</summary>
    internal CityMetadata? City { get; private set; } = session.State.City;

    /// <summary>What was written row by row.</summary>
    internal OwnChanges Changes { get; } = new();

    // The version row's lock keeps all other writers out, so a row that was found stays as it is until this writer writes.
    (LayerTable Table, RowBuffer Row)? _found;

    internal bool Changed => _counts.Count > 0 || CityBefore is not null;

    public async Task<UpsertCounts> UpsertAsync(LayerSchema layer, IAsyncEnumerable<Feature> rows, CancellationToken cancellation)
    {
        var table = tables(layer);
        await using var features = rows.GetAsyncEnumerator(cancellation);
        if (!await features.MoveNextAsync()) return new(0, 0, 0);
        var empty = await session.NumberAsync($"SELECT 1 FROM {table.Name} LIMIT 1", cancellation) is null;
        var counts = empty ? new(await FirstLoadAsync(table, features, cancellation), 0, 0) : await MergeAsync(table, features, cancellation);
        Count(layer, counts.Inserted, counts.Updated, 0);
        Changes.Bulk();
        return counts;
    }

    public Task<Feature?> FindAsync(LayerSchema layer, long id, CancellationToken cancellation)
    {
        var table = tables(layer);
        using var cursor = session.Row(table, id);
        if (!cursor.Read()) return Task.FromResult<Feature?>(null);
        var row = new RowBuffer(layer);
        row.Load(cursor);
        _found = (table, row);
        return Task.FromResult<Feature?>(cursor.ToFeature(layer, new()));
    }

    public Task<IReadOnlyList<Feature>> FindAllAsync(LayerSchema layer, string field, IReadOnlyCollection<string> values, CancellationToken cancellation)
    {
        var table = tables(layer);
        if (values.Count == 0) return Task.FromResult<IReadOnlyList<Feature>>([]);
        var column = LayerTable.Quote(field == "key" ? field : layer.Fields[layer.IndexOf(field)].Column);
        return Task.FromResult<IReadOnlyList<Feature>>(session.Features(table, $"WHERE {column} IN ({string.Join(", ", values.Select(LayerTable.Literal))})"));
    }

    public async Task<Feature> InsertAsync(LayerSchema layer, Feature feature, CancellationToken cancellation)
    {
        var row = new RowBuffer(layer);
        row.Load(feature);
        row.Revision = Version;
        row.Id = await InsertRowAsync(tables(layer), row, cancellation);
        Count(layer, 1, 0, 0);
        var stored = row.ToFeature();
        Changes.Insert(layer, stored);
        return stored;
    }

    public async Task<Feature> UpdateAsync(LayerSchema layer, Feature feature, long? expectedRevision, CancellationToken cancellation)
    {
        var table = tables(layer);
        var row = new RowBuffer(layer);
        row.Load(feature);
        var there = Stored(table, row.Id);
        RequireRevision(layer, row.Id, there, expectedRevision);
        if (there!.SameContent(row)) return feature with { Revision = there.Revision };
        row.Revision = Version;
        await UpdateRowAsync(table, row, cancellation);
        Count(layer, 0, 1, 0);
        var stored = row.ToFeature();
        Changes.Update(layer, stored);
        return stored;
    }

    public async Task DeleteAsync(LayerSchema layer, long id, long? expectedRevision, CancellationToken cancellation)
    {
        var table = tables(layer);
        RequireRevision(layer, id, Stored(table, id), expectedRevision);
        await session.ExecuteAsync($"DELETE FROM {table.Name} WHERE id = @id", cancellation, ("id", id));
        Count(layer, 0, 0, 1);
        Changes.Delete(layer, id);
    }

    public async Task<long> DeleteOthersAsync(LayerSchema layer, IReadOnlySet<string> keep, CancellationToken cancellation)
    {
        var deleted = await DeleteOtherRowsAsync(tables(layer), keep, cancellation);
        Count(layer, 0, 0, deleted);
        Changes.Bulk();
        return deleted;
    }

    public async Task SetCityAsync(CityMetadata city, CancellationToken cancellation)
    {
        var before = session.State.City is { } current ? CityJson.Write(current) : "";
        var after = CityJson.Write(city);
        await session.ExecuteAsync("UPDATE riskmap_state SET city = @city", cancellation, ("city", after));
        CityBefore = before == after ? null : before;
        City = CityJson.Read(after);
    }

    /// <summary>Takes one change set back.</summary>
    /// <exception cref="UndoRefusedException">It is unknown, or later edits touch it.</exception>
    internal async Task UndoAsync(long changeSet, IReadOnlyList<LayerTable> allLayers, string atMilliseconds, CancellationToken cancellation)
    {
        var undone = ChangeSets.Read(session.Connection, atMilliseconds, "DESC").Find(set => set.Id == changeSet) ?? throw new UndoRefusedException((
            $"没有变更集 {changeSet}；用 riskmap changes 查看现有变更集", $"there is no change set {changeSet}; riskmap changes lists them"));
        if (undone.Pruned) throw new UndoRefusedException((
            $"变更集 {changeSet} 的历史已按保留期限删除，无法撤销；请从备份恢复", $"the history of change set {changeSet} was dropped by the retention; it cannot be undone, restore a backup"));
        Changes.Bulk();
        var layers = allLayers.Where(layer => undone.Counts.ContainsKey(layer.Schema.Name)).ToList();
        if (undone.Incomplete) await RefuseIfUnknownAsync(layers, undone, cancellation);
        foreach (var layer in layers) await RefuseIfTouchedLaterAsync(layer, undone, cancellation);
        foreach (var layer in layers)
        {
            var deleted = await session.ExecuteAsync(layer.DeleteInserted, cancellation, ("c", undone.Id));
            var updated = await session.ExecuteAsync(layer.RestoreUpdated, cancellation, ("c", undone.Id), ("v", Version));
            var inserted = await GuardKeysAsync(layer, undone,
                () => session.ExecuteAsync(layer.RestoreDeleted, cancellation, ("c", undone.Id), ("v", Version)));
            Count(layer.Schema, inserted, updated, deleted);
        }

        if (undone.CityBefore is not null) await UndoCityAsync(undone, cancellation);
    }

    /// <summary>Without one image of what stood before, undoing would empty the layer.</summary>
    async Task RefuseIfUnknownAsync(IReadOnlyList<LayerTable> layers, ChangeSet undone, CancellationToken cancellation)
    {
        foreach (var layer in layers.Where(layer => undone.Counts[layer.Schema.Name].Inserted > 0))
        {
            if (await session.NumberAsync($"SELECT 1 FROM {layer.HistoryTable} WHERE riskmap_change_set = @c LIMIT 1", cancellation, ("c", undone.Id)) is null)
                throw new UndoRefusedException((
                    $"变更集 {undone.Id} 无法撤销：{layer.Schema.Name} 在外部被改写，之前的内容未知；请从备份恢复",
                    $"change set {undone.Id} cannot be undone: {layer.Schema.Name} was rewritten outside and what stood before is not known; restore a backup"));
        }
    }

    async Task UndoCityAsync(ChangeSet undone, CancellationToken cancellation)
    {
        if (await session.NumberAsync("SELECT MIN(id) FROM riskmap_change_sets WHERE id > @c AND city_before IS NOT NULL", cancellation, ("c", undone.Id)) is { } later)
            throw new UndoRefusedException((
                $"变更集 {undone.Id} 修改的城市信息后来又被变更集 {later} 修改；请先撤销后者",
                $"the city's metadata set by change set {undone.Id} was set again by change set {later}; undo that one first"));
        await session.ExecuteAsync("UPDATE riskmap_state SET city = @city", cancellation, ("city", undone.CityBefore is "" ? null : undone.CityBefore));
        CityBefore = session.State.City is { } current ? CityJson.Write(current) : "";
        City = undone.CityBefore is "" ? null : CityJson.Read(undone.CityBefore);
    }

    async Task RefuseIfTouchedLaterAsync(LayerTable layer, ChangeSet undone, CancellationToken cancellation)
    {
        if (await session.NumberAsync(layer.SelectTouchedLater, cancellation, ("c", undone.Id)) is not { } id) return;
        throw new UndoRefusedException((
            $"变更集 {undone.Id} 无法撤销：{layer.Schema.Name}/{id} 之后又被修改；请先撤销后来的变更",
            $"change set {undone.Id} cannot be undone: {layer.Schema.Name}/{id} was changed again later; undo the later change sets first"));
    }

    static async Task<int> GuardKeysAsync(LayerTable layer, ChangeSet undone, Func<Task<int>> restore)
    {
        try
        {
            return await restore();
        }
        catch (DuplicateKeyException)
        {
            throw;
        }
        catch (System.Data.Common.DbException e) when (IsUniqueViolation(e))
        {
            throw new UndoRefusedException((
                $"变更集 {undone.Id} 无法撤销：{layer.Schema.Name} 中已删除要素的标识已被新要素占用；请先修改新要素的标识",
                $"change set {undone.Id} cannot be undone: a key in {layer.Schema.Name} that it deleted now belongs to a newer feature; rename that one first"));
        }
    }

    /// <summary>True for both stores' unique violations: SQLSTATE 23505 and SQLite's constraint error.</summary>
    protected static bool IsUniqueViolation(System.Data.Common.DbException e) =>
        e.SqlState == "23505" || e is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT };

    /// <summary>Inserts one row (id 0: gives one) and returns its id.</summary>
    protected abstract Task<long> InsertRowAsync(LayerTable table, RowBuffer row, CancellationToken cancellation);

    /// <summary>Replaces the row of that id, which exists.</summary>
    protected abstract Task UpdateRowAsync(LayerTable table, RowBuffer row, CancellationToken cancellation);

    /// <summary>Upserts into a layer that has rows. The enumerator stands on the first row.</summary>
    protected abstract Task<UpsertCounts> MergeAsync(LayerTable table, IAsyncEnumerator<Feature> rows, CancellationToken cancellation);

    /// <summary>Deletes all rows with another key.</summary>
    protected abstract Task<long> DeleteOtherRowsAsync(LayerTable table, IReadOnlySet<string> keep, CancellationToken cancellation);

    /// <summary>Empties a layer and its history without a trace, for a restore over it.</summary>
    internal abstract Task ClearAsync(LayerTable table, CancellationToken cancellation);

    /// <summary>Adds users' own columns where they are missing, and has triggers keep them.</summary>
    internal abstract Task AddOwnColumnsAsync(LayerTable table, IReadOnlyList<Field> columns, CancellationToken cancellation);

    /// <summary>Opens an empty layer (or its history) for a first load.</summary>
    internal abstract Task<BulkLoad> BeginLoadAsync(LayerTable table, bool history, CancellationToken cancellation);

    /// <summary>Least id that no row of the layer has had.</summary>
    protected abstract Task<long> NextIdAsync(LayerTable table, CancellationToken cancellation);

    /// <summary>Makes sure that no id up to this one is given again.</summary>
    internal abstract Task ReserveIdsAsync(LayerTable table, long upTo, CancellationToken cancellation);

    async Task<long> FirstLoadAsync(LayerTable table, IAsyncEnumerator<Feature> features, CancellationToken cancellation)
    {
        var row = new RowBuffer(table.Schema);
        var next = await NextIdAsync(table, cancellation);
        var inserted = 0L;
        await using var load = await BeginLoadAsync(table, history: false, cancellation);
        do
        {
            row.Load(features.Current);
            row.Revision = Version;
            if (row.Id == 0) row.Id = next;
            next = Math.Max(next, row.Id + 1);
            await load.AddAsync(row, 0, ChangeKind.Insert, cancellation);
            inserted++;
        }
        while (await features.MoveNextAsync());
        await load.CompleteAsync(cancellation);
        await ReserveIdsAsync(table, next - 1, cancellation);
        return inserted;
    }

    /// <summary>The row that stands there, or null.</summary>
    RowBuffer? Stored(LayerTable table, long id)
    {
        if (_found is { } found && found.Table == table && found.Row.Id == id) return found.Row;
        using var cursor = session.Row(table, id);
        if (!cursor.Read()) return null;
        var stored = new RowBuffer(table.Schema);
        stored.Load(cursor);
        return stored;
    }

    static void RequireRevision(LayerSchema layer, long id, RowBuffer? stored, long? expected)
    {
        if (stored is null || (expected is not null && stored.Revision != expected)) throw new StoreConflictException(layer.Name, id, expected, stored?.Revision);
    }

    protected void Count(LayerSchema layer, long inserted, long updated, long deleted)
    {
        _found = null;
        if (inserted + updated + deleted == 0) return;
        var before = _counts.GetValueOrDefault(layer.Name) ?? new(0, 0, 0);
        _counts[layer.Name] = new(before.Inserted + inserted, before.Updated + updated, before.Deleted + deleted);
    }
}
