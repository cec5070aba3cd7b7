using System.Collections.Immutable;
using Npgsql;
using RiskMap.City.Model;
using RiskMap.City.Store.Sql;

namespace RiskMap.City.Store.Postgis;

/// <summary>
/// Finds layers whose triggers another program disabled or dropped (ALTER TABLE ... DISABLE TRIGGER, a restored dump), compares their rows with what was
/// last read, and records the difference as one change set "changed outside, history incomplete". The table itself stays, with its grants and views.
/// Runs inside the caller's transaction, which holds the version row. Not thread-safe; one use.
/// </summary>
sealed class PostgisRepair(NpgsqlConnection connection, string schema, LastReading? lastReading)
{
    readonly long _version = connection.List("SELECT version + 1 FROM riskmap_state", row => row.GetInt64(0)).Single();
    readonly Dictionary<string, ChangeCounts> _counts = new(StringComparer.Ordinal);

    static readonly string[] TriggerNames = [.. PostgisSql.Triggers("", "").Select(trigger => trigger.Name)];

    /// <summary>Names of the layers that had all their triggers (@names) once and do not have them now.</summary>
    const string SelectLost = """
        SELECT layer FROM riskmap_triggers t WHERE (SELECT count(*) FROM pg_trigger
          WHERE tgrelid = to_regclass(quote_ident(current_schema()) || '.' || quote_ident(replace(t.layer, '-', '_'))) AND tgenabled IN ('O', 'A') AND tgname = ANY (@names))
          < cardinality(@names)
        """;

    /// <summary>Layers that had all their triggers once and do not have them now.</summary>
    internal static List<LayerSchema> Look(NpgsqlConnection connection, IEnumerable<LayerSchema> layers)
    {
        var lost = connection.List(SelectLost, row => row.GetString(0), ("names", TriggerNames));
        return [.. layers.Where(layer => lost.Contains(layer.Name, StringComparer.Ordinal))];
    }

    /// <summary>Whether there are such layers; a silent network counts as a lost connection after the seconds.</summary>
    internal static async Task<bool> IsNeededAsync(NpgsqlConnection connection, int seconds, CancellationToken cancellation)
    {
        await using var look = new NpgsqlCommand(SelectLost, connection) { CommandTimeout = seconds };
        look.Parameters.AddWithValue("names", TriggerNames);
        return await look.ExecuteScalarAsync(cancellation) is not null;
    }

    /// <summary>Puts what was last read of a layer beside it, until the transaction ends.</summary>
    internal static async Task LoadKnownAsync(NpgsqlConnection connection, LayerSchema layer, LastReading lastReading, CancellationToken cancellation)
    {
        var table = new LayerTable(layer, []);
        MakeKnown(connection, table);
        var row = new RowBuffer(layer);
        await using var copy = await PostgisCopy.BeginAsync(connection, $"{Known(table)} ({table.List()})", cancellation);
        foreach (var feature in lastReading.Rows(layer))
        {
            row.Load(feature);
            await copy.AddAsync(row, [], cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    /// <summary>Stamps the rows that changed (all of them when nothing is known) and keeps the before images that are known.</summary>
    internal void Compare(LayerSchema layer, ImmutableArray<string> userColumns)
    {
        var table = new LayerTable(layer, userColumns);
        PostgisSchema.DropTriggers(connection, schema, layer.Table);
        MakeKnown(connection, table);
        var known = Known(table);
        connection.Run($"CREATE INDEX ON {known} (id); ANALYZE {known}");
        connection.Run($"UPDATE {table.Name} t SET revision = {_version}, key = coalesce(key, 'id:' || id) WHERE NOT EXISTS (SELECT 1 FROM {known} k WHERE k.id = t.id AND {Same(table)})");
        // Whatever another program did to the revision of a row that is the same as before does not count.
        connection.Run($"UPDATE {table.Name} t SET revision = k.revision FROM {known} k WHERE k.id = t.id AND t.revision IS DISTINCT FROM k.revision AND t.revision IS DISTINCT FROM {_version}");
        var users = string.Concat(userColumns.Select(column => ", " + LayerTable.Quote(column)));
        var ofRow = string.Concat(userColumns.Select(column => ", t." + LayerTable.Quote(column)));
        var fresh = $"NOT EXISTS (SELECT 1 FROM {table.HistoryTable} h WHERE h.id = k.id AND h.riskmap_change_set > {lastReading?.Version ?? 0})";
        var into = $"INSERT INTO {table.HistoryTable} (riskmap_change_set, riskmap_kind, {table.List()}";
        connection.Run($"{into}{users}) SELECT {_version}, {(int)ChangeKind.Update}, {table.List("k.")}{ofRow} FROM {known} k JOIN {table.Name} t ON t.id = k.id WHERE t.revision = {_version} AND {fresh}");
        connection.Run($"{into}) SELECT {_version}, {(int)ChangeKind.Delete}, {table.List("k.")} FROM {known} k WHERE NOT EXISTS (SELECT 1 FROM {table.Name} t WHERE t.id = k.id) AND {fresh}");
        _counts[layer.Name] = new(
            Number($"SELECT count(*) FROM {table.Name} t WHERE revision = {_version} AND NOT EXISTS (SELECT 1 FROM {known} k WHERE k.id = t.id)"),
            Number($"SELECT count(*) FROM {table.Name} t JOIN {known} k ON k.id = t.id WHERE t.revision = {_version}"),
            Number($"SELECT count(*) FROM {known} k WHERE NOT EXISTS (SELECT 1 FROM {table.Name} t WHERE t.id = k.id)"));
    }

    /// <summary>Writes the change set.</summary>
    internal void Record()
    {
        if (_counts.Count == 0) return;
        var note = new ChangeNote("outside", $"changed outside, history incomplete ({string.Join(", ", _counts.Keys)}: triggers disabled or dropped)");
        ChangeSets.Insert(connection, new(_version, DateTimeOffset.UtcNow, note, _counts) { Incomplete = true }, DateTime.UtcNow);
        connection.Run("UPDATE riskmap_state SET version = @v; SELECT pg_notify(@channel, @v::text)", ("v", _version), ("channel", PostgisSql.Channel(schema)));
    }

    /// <summary>True when the content of t and k is the same, as far as a reading can tell: empty text is missing, times have milliseconds.</summary>
    static string Same(LayerTable table)
    {
        var fields = table.Schema.Fields.Select(field => (Column: LayerTable.Quote(field.Column), field.Type)).Select(field => field.Type switch
        {
            FieldType.Text => $"nullif(t.{field.Column}, '') IS NOT DISTINCT FROM k.{field.Column}",
            FieldType.List => $"t.{field.Column}::text IS NOT DISTINCT FROM k.{field.Column}::text",
            FieldType.DateTime => $"date_trunc('milliseconds', t.{field.Column}) IS NOT DISTINCT FROM k.{field.Column}",
            _ => $"t.{field.Column} IS NOT DISTINCT FROM k.{field.Column}",
        });
        return string.Join(" AND ", fields.Prepend("ST_AsEWKB(t.geom) IS NOT DISTINCT FROM ST_AsEWKB(k.geom)").Prepend("t.key IS NOT DISTINCT FROM k.key"));
    }

    static void MakeKnown(NpgsqlConnection connection, LayerTable table) =>
        connection.Run($"CREATE TEMPORARY TABLE IF NOT EXISTS {Known(table)} ON COMMIT DROP AS SELECT {table.List()} FROM {table.HistoryTable} WITH NO DATA");

    static string Known(LayerTable table) => $"riskmap_known_{table.Schema.Table}";

    long Number(string sql) => connection.List(sql, row => row.GetInt64(0)).Single();
}
