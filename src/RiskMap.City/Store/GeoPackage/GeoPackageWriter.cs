using RiskMap.City.Model;
using RiskMap.City.Store.Sql;
using SQLitePCL;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>Writes rows with prepared statements: ?1 id, ?2 revision, ?3 key, ?4 geometry, ?5... fields.</summary>
sealed class GeoPackageWriter(GeoPackageSession session, Func<LayerSchema, LayerTable> tables) : SqlWriter(session, tables)
{
    protected override Task<long> InsertRowAsync(LayerTable table, RowBuffer row, CancellationToken cancellation)
    {
        var binder = new SqliteRowBinder();
        binder.Prepare(row);
        using var insert = new SqliteStatement(session.Sqlite, InsertSql(table));
        Insert(insert, binder, table, row);
        GrowExtent(session.Sqlite, table, binder.Extent);
        return Task.FromResult(raw.sqlite3_last_insert_rowid(session.Sqlite.Handle));
    }

    protected override Task UpdateRowAsync(LayerTable table, RowBuffer row, CancellationToken cancellation)
    {
        var binder = new SqliteRowBinder();
        binder.Prepare(row);
        using var update = new SqliteStatement(session.Sqlite, UpdateSql(table));
        binder.Bind(update, row);
        RunUnique(update, table, row);
        GrowExtent(session.Sqlite, table, binder.Extent);
        return Task.CompletedTask;
    }

    protected override async Task<UpsertCounts> MergeAsync(LayerTable table, IAsyncEnumerator<Feature> rows, CancellationToken cancellation)
    {
        using var find = new SqliteStatement(session.Sqlite, FindSql(table));
        using var update = new SqliteStatement(session.Sqlite, UpdateSql(table));
        using var updateFields = new SqliteStatement(session.Sqlite, UpdateSql(table, withGeometry: false));
        using var insert = new SqliteStatement(session.Sqlite, InsertSql(table));
        var binder = new SqliteRowBinder();
        var row = new RowBuffer(table.Schema);
        var seen = new HashSet<long>();
        long inserted = 0, updated = 0, unchanged = 0;
        do
        {
            row.Load(rows.Current);
            row.Revision = Version;
            binder.Prepare(row);
            var found = Find(find, binder, row);
            switch (found)
            {
                case Found.No:
                    Insert(insert, binder, table, row);
                    row.Id = raw.sqlite3_last_insert_rowid(session.Sqlite.Handle);
                    inserted++;
                    break;
                case Found.Different or Found.Moved:
                    var statement = found == Found.Moved ? update : updateFields;
                    binder.Bind(statement, row);
                    statement.Run();
                    updated++;
                    break;
                default:
                    unchanged++;
                    break;
            }

            if (!seen.Add(row.Id)) throw new DuplicateKeyException(table.Schema.Name, System.Text.Encoding.UTF8.GetString(row.Key));
        }
        while (await rows.MoveNextAsync());
        GrowExtent(session.Sqlite, table, binder.Extent);
        return new(inserted, updated, unchanged);
    }

    protected override Task<long> DeleteOtherRowsAsync(LayerTable table, IReadOnlySet<string> keep, CancellationToken cancellation)
    {
        var gone = session.Connection.List($"SELECT id, key FROM {table.Name}", row => (Id: row.GetInt64(0), Key: row.Text(1)))
            .Where(row => row.Key is null || !keep.Contains(row.Key)).ToList();
        using var delete = new SqliteStatement(session.Sqlite, $"DELETE FROM {table.Name} WHERE id = ?1");
        foreach (var (id, _) in gone)
        {
            delete.Bind(1, id);
            delete.Run();
        }

        return Task.FromResult((long)gone.Count);
    }

    internal override Task ClearAsync(LayerTable table, CancellationToken cancellation)
    {
        foreach (var (name, _) in GeoPackageSql.Triggers(table)) session.Connection.Run($"DROP TRIGGER IF EXISTS \"{name}\"");
        session.Connection.Run($"DELETE FROM {table.Name}; DELETE FROM {table.HistoryTable}; DELETE FROM rtree_{table.Schema.Table}_geom");
        GeoPackageSchema.Complete(session.Sqlite, table);
        return Task.CompletedTask;
    }

    internal override Task AddOwnColumnsAsync(LayerTable table, IReadOnlyList<Field> columns, CancellationToken cancellation)
    {
        foreach (var to in new[] { table.Schema.Table, table.HistoryTable })
        {
            var there = session.ColumnsOf(to);
            foreach (var column in columns.Where(column => !there.ContainsKey(column.Column)))
                session.Connection.Run($"ALTER TABLE {LayerTable.Quote(to)} ADD COLUMN {LayerTable.Quote(column.Column)} {GeoPackageTables.ColumnType(column.Type)}");
        }

        GeoPackageSchema.Complete(session.Sqlite, table);
        return Task.CompletedTask;
    }

    internal override Task<BulkLoad> BeginLoadAsync(LayerTable table, bool history, CancellationToken cancellation) =>
        Task.FromResult<BulkLoad>(history ? new GeoPackageHistoryLoad(session.Sqlite, table) : new GeoPackageRowLoad(session.Sqlite, table));

    protected override async Task<long> NextIdAsync(LayerTable table, CancellationToken cancellation) =>
        (await session.NumberAsync("SELECT seq FROM sqlite_sequence WHERE name = @table", cancellation, ("table", table.Schema.Table)) ?? 0) + 1;

    internal override async Task ReserveIdsAsync(LayerTable table, long upTo, CancellationToken cancellation)
    {
        var known = await session.ExecuteAsync("UPDATE sqlite_sequence SET seq = MAX(seq, @id) WHERE name = @table", cancellation, ("id", upTo), ("table", table.Schema.Table));
        if (known == 0) await session.ExecuteAsync("INSERT INTO sqlite_sequence (name, seq) VALUES (@table, @id)", cancellation, ("id", upTo), ("table", table.Schema.Table));
    }

    /// <summary>Looks a row up by its key, tells whether it differs, and takes its id over.</summary>
    static Found Find(SqliteStatement find, SqliteRowBinder binder, RowBuffer row)
    {
        binder.Bind(find, row);
        var found = Found.No;
        if (find.Step())
        {
            row.Id = raw.sqlite3_column_int64(find.Handle, 0);
            found = raw.sqlite3_column_int(find.Handle, 1) != 0 ? Found.Moved : raw.sqlite3_column_int(find.Handle, 2) != 0 ? Found.Different : Found.Same;
        }

        find.Reset();
        return found;
    }

    static void Insert(SqliteStatement insert, SqliteRowBinder binder, LayerTable table, RowBuffer row)
    {
        binder.Bind(insert, row);
        RunUnique(insert, table, row);
    }

    static void RunUnique(SqliteStatement statement, LayerTable table, RowBuffer row)
    {
        try
        {
            statement.Run();
        }
        catch (Microsoft.Data.Sqlite.SqliteException e) when (IsUniqueViolation(e))
        {
            throw new DuplicateKeyException(table.Schema.Name,
                e.SqliteExtendedErrorCode == raw.SQLITE_CONSTRAINT_UNIQUE ? System.Text.Encoding.UTF8.GetString(row.Key) : $"id {row.Id}");
        }
    }

    internal static void GrowExtent(Microsoft.Data.Sqlite.SqliteConnection connection, LayerTable table, Geo.Geometries.Box box)
    {
        if (box.IsEmpty) return;
        connection.Run("""
            UPDATE gpkg_contents SET min_x = MIN(COALESCE(min_x, @x1), @x1), min_y = MIN(COALESCE(min_y, @y1), @y1),
              max_x = MAX(COALESCE(max_x, @x2), @x2), max_y = MAX(COALESCE(max_y, @y2), @y2) WHERE table_name = @table
            """, ("x1", box.MinX), ("y1", box.MinY), ("x2", box.MaxX), ("y2", box.MaxY), ("table", table.Schema.Table));
    }

    internal static string InsertSql(LayerTable table) =>
        $"INSERT INTO {table.Name} ({table.List()}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"?{i + 1}"))})";

    /// <summary>Leaving the geometry out keeps the R-tree's triggers quiet.</summary>
    static string UpdateSql(LayerTable table, bool withGeometry = true)
    {
        var set = table.Columns.Select((column, i) => $"{column} = ?{i + 1}").Where((_, i) => i > 0 && (withGeometry || i != 3));
        return $"UPDATE {table.Name} SET {string.Join(", ", set)} WHERE id = ?1";
    }

    /// <summary>Id, whether the geometry differs, and whether any field differs, of the row with that key.</summary>
    static string FindSql(LayerTable table) =>
        $"SELECT id, geom IS NOT ?4, {string.Join(" OR ", table.Columns.Select((column, i) => $"{column} IS NOT ?{i + 1}").Skip(4))} FROM {table.Name} WHERE key = ?3";

    enum Found
    {
        No,
        Same,
        Different,
        Moved,
    }
}
