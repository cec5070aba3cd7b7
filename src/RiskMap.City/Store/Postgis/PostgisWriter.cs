using System.Text;
using Npgsql;
using NpgsqlTypes;
using RiskMap.City.Model;
using RiskMap.City.Store.Sql;

namespace RiskMap.City.Store.Postgis;

/// <summary>Writes rows to PostGIS: single rows by parameters, many by COPY into a temporary table and set-based statements.</summary>
sealed class PostgisWriter(PostgisSession session, Func<LayerSchema, LayerTable> tables, string schema) : SqlWriter(session, tables)
{
    const string Incoming = "riskmap_incoming";

    NpgsqlConnection Connection => session.Npgsql;

    protected override async Task<long> InsertRowAsync(LayerTable table, RowBuffer row, CancellationToken cancellation)
    {
        var given = row.Id != 0;
        var values = string.Join(", ", table.Columns.Skip(1).Select((_, i) => Value(i)));
        var id = given ? $"${table.Columns.Length}" : NextValue(table);
        await using var command = RowCommand(table, row, $"INSERT INTO {table.Name} ({table.List()}) VALUES ({id}, {values}) RETURNING id");
        if (given) command.Parameters.Add(new() { Value = row.Id });
        var inserted = (long)(await UniqueAsync(table, row, command.ExecuteScalarAsync(cancellation)))!;
        if (given) await ReserveIdsAsync(table, inserted, cancellation);
        return inserted;
    }

    protected override async Task UpdateRowAsync(LayerTable table, RowBuffer row, CancellationToken cancellation)
    {
        var set = string.Join(", ", table.Columns.Skip(1).Select((column, i) => $"{column} = {Value(i)}"));
        await using var command = RowCommand(table, row, $"UPDATE {table.Name} SET {set} WHERE id = ${table.Columns.Length}");
        command.Parameters.Add(new() { Value = row.Id });
        await UniqueAsync(table, row, command.ExecuteNonQueryAsync(cancellation));
    }

    protected override async Task<UpsertCounts> MergeAsync(LayerTable table, IAsyncEnumerator<Feature> rows, CancellationToken cancellation)
    {
        await session.ExecuteAsync($"DROP TABLE IF EXISTS pg_temp.{Incoming}", cancellation);
        await session.ExecuteAsync($"CREATE TEMPORARY TABLE {Incoming} ON COMMIT DROP AS SELECT {table.List()} FROM {table.Name} WITH NO DATA", cancellation);
        var total = await CopyIncomingAsync(table, rows, cancellation);
        await session.ExecuteAsync($"ANALYZE {Incoming}", cancellation);
        RequireDistinctKeys(table);
        var updated = await session.ExecuteAsync(UpdateSql(table), cancellation);
        int inserted;
        try
        {
            inserted = await session.ExecuteAsync(InsertSql(table), cancellation);
        }
        catch (PostgresException e) when (IsUniqueViolation(e))
        {
            throw new DuplicateKeyException(table.Schema.Name, "id (given by the file)");
        }

        if (await session.NumberAsync($"SELECT MAX(id) FROM {Incoming}", cancellation) is { } greatest) await ReserveIdsAsync(table, greatest, cancellation);
        return new(inserted, updated, total - inserted - updated);
    }

    protected override async Task<long> DeleteOtherRowsAsync(LayerTable table, IReadOnlySet<string> keep, CancellationToken cancellation) => await session.ExecuteAsync(
        $"DELETE FROM {table.Name} t WHERE NOT EXISTS (SELECT 1 FROM unnest(@keep) kept WHERE kept = t.key)", cancellation, ("keep", keep.ToArray()));

    /// <summary>Deleted, not truncated: a reader that began before must go on seeing the rows.</summary>
    internal override async Task ClearAsync(LayerTable table, CancellationToken cancellation)
    {
        Connection.Run($"LOCK TABLE {table.Name} IN ACCESS EXCLUSIVE MODE");
        PostgisSchema.DropTriggers(Connection, schema, table.Schema.Table);
        await session.ExecuteAsync($"DELETE FROM {table.Name}", cancellation);
        await session.ExecuteAsync($"DELETE FROM {table.HistoryTable}", cancellation);
        PostgisSchema.CreateTriggers(Connection, schema, table.Schema.Table);
    }

    internal override Task AddOwnColumnsAsync(LayerTable table, IReadOnlyList<Field> columns, CancellationToken cancellation)
    {
        foreach (var to in new[] { table.Schema.Table, table.HistoryTable })
        {
            var there = session.ColumnsOf(to);
            foreach (var column in columns)
            {
                var (name, type) = (LayerTable.Quote(column.Column), PostgisSql.ColumnType(column.Type));
                if (!there.TryGetValue(column.Column, out var standing)) Connection.Run($"ALTER TABLE {LayerTable.Quote(to)} ADD COLUMN {name} {type}");
                // The table is empty: the column takes the type in which the values come.
                else if (standing != type) Connection.Run($"ALTER TABLE {LayerTable.Quote(to)} ALTER COLUMN {name} TYPE {type} USING {name}::text::{type}");
            }
        }

        Connection.Run(PostgisSql.KeepFunction(schema, table));
        return Task.CompletedTask;
    }

    internal override Task<BulkLoad> BeginLoadAsync(LayerTable table, bool history, CancellationToken cancellation) => history
        ? PostgisHistoryLoad.BeginAsync(Connection, table, cancellation)
        : PostgisRowLoad.BeginAsync(Connection, table, schema, cancellation);

    protected override async Task<long> NextIdAsync(LayerTable table, CancellationToken cancellation) =>
        (await session.NumberAsync($"SELECT {NextValue(table)}", cancellation))!.Value;

    internal override Task ReserveIdsAsync(LayerTable table, long upTo, CancellationToken cancellation) => session.ExecuteAsync(
        $"SELECT setval({Sequence(table)}, @id) WHERE @id > (SELECT COALESCE(pg_sequence_last_value({Sequence(table)}), 0))", cancellation, ("id", upTo));

    async Task<long> CopyIncomingAsync(LayerTable table, IAsyncEnumerator<Feature> rows, CancellationToken cancellation)
    {
        var row = new RowBuffer(table.Schema);
        var total = 0L;
        await using var copy = await PostgisCopy.BeginAsync(Connection, $"{Incoming} ({table.List()})", cancellation);
        do
        {
            row.Load(rows.Current);
            row.Revision = Version;
            await copy.AddAsync(row, [], cancellation);
            total++;
        }
        while (await rows.MoveNextAsync());
        await copy.CompleteAsync(cancellation);
        return total;
    }

    void RequireDistinctKeys(LayerTable table)
    {
        var twice = Connection.List($"SELECT key FROM {Incoming} GROUP BY key HAVING count(*) > 1 LIMIT 1", row => row.GetString(0));
        if (twice.Count > 0) throw new DuplicateKeyException(table.Schema.Name, twice[0]);
    }

    /// <summary>Updates rows whose content differs; json has no equality, its text has.</summary>
    static string UpdateSql(LayerTable table)
    {
        var content = table.Columns.Skip(3).ToList();
        var json = table.Schema.Fields.Where(field => field.Type == FieldType.List).Select(field => LayerTable.Quote(field.Column)).ToHashSet(StringComparer.Ordinal);
        string Text(string column) => json.Contains(column) ? $"{column}::text" : column;
        return $"""
            UPDATE {table.Name} t SET revision = s.revision, {string.Join(", ", content.Select(column => $"{column} = s.{column}"))}
            FROM {Incoming} s WHERE t.key = s.key AND ({string.Join(" OR ", content.Select(column => $"t.{Text(column)} IS DISTINCT FROM s.{Text(column)}"))})
            """;
    }

    static string InsertSql(LayerTable table) => $"""
        INSERT INTO {table.Name} ({table.List()}) SELECT COALESCE(s.id, {NextValue(table)}), {string.Join(", ", table.Columns.Skip(1).Select(column => "s." + column))}
        FROM {Incoming} s WHERE NOT EXISTS (SELECT 1 FROM {table.Name} t WHERE t.key = s.key) ORDER BY s.ctid
        """;

    static string Sequence(LayerTable table) => $"pg_get_serial_sequence({LayerTable.Literal(table.Name)}, 'id')";

    static string NextValue(LayerTable table) => $"nextval({Sequence(table)})";

    /// <summary>The placeholder of column i + 1: revision, key, geometry, fields.</summary>
    static string Value(int i) => i == 2 ? "ST_GeomFromEWKB($3)" : $"${i + 1}";

    NpgsqlCommand RowCommand(LayerTable table, RowBuffer row, string sql)
    {
        var command = new NpgsqlCommand(sql, Connection);
        command.Parameters.Add(new() { Value = row.Revision });
        command.Parameters.Add(new() { Value = Encoding.UTF8.GetString(row.Key), NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = row.Geometry.IsEmpty ? DBNull.Value : Geometry(row.Geometry), NpgsqlDbType = NpgsqlDbType.Bytea });
        for (var field = 0; field < table.Types.Length; field++) command.Parameters.Add(Parameter(row, field, table.Types[field]));
        return command;
    }

    static byte[] Geometry(ReadOnlySpan<byte> wkb)
    {
        var ewkb = new byte[wkb.Length + 4];
        Ewkb.Write(wkb, ewkb);
        return ewkb;
    }

    static NpgsqlParameter Parameter(RowBuffer row, int field, FieldType type)
    {
        var (dbType, value) = type switch
        {
            FieldType.Integer => (NpgsqlDbType.Bigint, (object)row.Integer(field)),
            FieldType.Number => (NpgsqlDbType.Double, row.Number(field)),
            FieldType.Boolean => (NpgsqlDbType.Boolean, row.Integer(field) != 0),
            FieldType.Date => (NpgsqlDbType.Date, row.IsNull(field) ? DBNull.Value : DateOnly.FromDayNumber((int)row.Integer(field))),
            FieldType.DateTime => (NpgsqlDbType.TimestampTz, DateTimeOffset.FromUnixTimeMilliseconds(row.Integer(field))),
            FieldType.List => (NpgsqlDbType.Json, Encoding.UTF8.GetString(row.Text(field))),
            _ => (NpgsqlDbType.Text, Encoding.UTF8.GetString(row.Text(field))),
        };
        return new() { NpgsqlDbType = dbType, Value = row.IsNull(field) ? DBNull.Value : value };
    }

    static async Task<T> UniqueAsync<T>(LayerTable table, RowBuffer row, Task<T> work)
    {
        try
        {
            return await work;
        }
        catch (PostgresException e) when (IsUniqueViolation(e))
        {
            throw new DuplicateKeyException(table.Schema.Name, e.ConstraintName == table.Schema.Table + "_key" ? Encoding.UTF8.GetString(row.Key) : $"id {row.Id}");
        }
    }
}
