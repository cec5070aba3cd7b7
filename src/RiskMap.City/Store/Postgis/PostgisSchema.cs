using System.Security.Cryptography;
using System.Text;
using Npgsql;
using RiskMap.City.Model;
using RiskMap.City.Store.Sql;

namespace RiskMap.City.Store.Postgis;

/// <summary>Makes and completes the tables of a PostGIS store, and mends layers whose triggers other programs took away.</summary>
sealed class PostgisSchema(NpgsqlConnection connection, string schema, string description, LastReading? lastReading = null) : StoreSchema(connection, description)
{
    protected override void Mend(IReadOnlyList<LayerSchema> layers)
    {
        var lost = PostgisRepair.Look(connection, layers);
        if (lost.Count == 0) return;
        connection.Run("SELECT 1 FROM riskmap_state FOR UPDATE");
        var repair = new PostgisRepair(connection, schema, lastReading);
        foreach (var layer in lost)
        {
            var columns = ColumnsOf(layer.Table);
            var declared = LayerTable.Leading.Concat(layer.Fields.Select(field => field.Column)).ToList();
            // A table that is gone or has another shape is refused by name below.
            if (!declared.TrueForAll(columns.ContainsKey)) continue;
            CarryUserColumns(new(layer, []));
            repair.Compare(layer, [.. columns.Keys.Except(declared, StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        }

        repair.Record();
    }

    protected override bool TableExists(string table) => Connection.List(
        "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = @schema AND c.relname = @name",
        row => row.GetInt32(0), ("schema", schema), ("name", table)).Count > 0;

    protected override IReadOnlyDictionary<string, string> ColumnsOf(string table) => Columns((NpgsqlConnection)Connection, table);

    internal static IReadOnlyDictionary<string, string> Columns(NpgsqlConnection connection, string table) => connection.List("""
        SELECT a.attname::text, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relname = @name AND a.attnum > 0 AND NOT a.attisdropped
        """, row => (Name: row.GetString(0), Type: row.GetString(1)), ("name", table))
        .ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);

    protected override void CreateSystemTables()
    {
        Connection.Run(PostgisSql.SystemTables);
        Connection.Run(PostgisSql.Functions(schema));
        Connection.Run("INSERT INTO riskmap_state (id, format, store_id, epoch, version, log_from) VALUES (1, @format, @id, @epoch, 0, 0)",
            ("format", 1L), ("id", SqlCityStore.NewToken()), ("epoch", SqlCityStore.NewToken()));
    }

    protected override string RequestsAndRetention => PostgisSql.RequestsAndRetention;

    protected override void CreateLayer(LayerSchema layer)
    {
        Connection.Run(PostgisSql.CreateLayer(layer, "riskmap_history_" + layer.Table));
        Connection.Run($"COMMENT ON TABLE {LayerTable.Quote(layer.Table)} IS {LayerTable.Literal($"{layer.Title.Zh} {layer.Title.En}: {layer.Description.Zh}")}");
    }

    protected override void AddColumn(LayerSchema layer, Field field)
    {
        var column = $"ADD COLUMN {LayerTable.Quote(field.Column)} {TypeOf(field.Type)}";
        Connection.Run($"ALTER TABLE {LayerTable.Quote(layer.Table)} {column}; ALTER TABLE riskmap_history_{layer.Table} {column}");
    }

    protected override void Describe(LayerSchema layer, Field field) => Connection.Run(PostgisSql.Comment(layer, field));

    protected override string TypeOf(FieldType type) => PostgisSql.ColumnType(type);

    protected override void Complete(LayerTable layer)
    {
        var table = layer.Schema.Table;
        var indexes = Connection.List("SELECT indexname::text FROM pg_indexes WHERE schemaname = @schema AND tablename = @table",
            row => row.GetString(0), ("schema", schema), ("table", table));
        foreach (var (name, sql) in PostgisSql.Indexes(table))
            if (!indexes.Contains(name, StringComparer.Ordinal)) Connection.Run(sql);
        if (TriggersStand(layer)) return;
        Connection.Run(PostgisSql.Functions(schema));
        Connection.Run(PostgisSql.NumberImages(schema, layer));
        Connection.Run(PostgisSql.KeepFunction(schema, layer));
        DropTriggers(Connection, schema, table);
        CreateTriggers(Connection, schema, table);
        Connection.Run("INSERT INTO riskmap_triggers (layer, hash) VALUES (@layer, @hash) ON CONFLICT (layer) DO UPDATE SET hash = excluded.hash",
            ("layer", layer.Schema.Name), ("hash", Hash(layer)));
    }

    internal static void DropTriggers(System.Data.Common.DbConnection connection, string schema, string table)
    {
        foreach (var (name, _) in PostgisSql.Triggers(schema, table)) connection.Run($"DROP TRIGGER IF EXISTS \"{name}\" ON \"{table}\"");
    }

    internal static void CreateTriggers(System.Data.Common.DbConnection connection, string schema, string table)
    {
        foreach (var (_, sql) in PostgisSql.Triggers(schema, table)) connection.Run(sql);
    }

    bool TriggersStand(LayerTable layer)
    {
        var hash = Connection.List("SELECT hash FROM riskmap_triggers WHERE layer = @layer", row => row.GetString(0), ("layer", layer.Schema.Name));
        var standing = Connection.List($"SELECT tgname::text FROM pg_trigger WHERE tgrelid = {LayerTable.Literal(layer.Name)}::regclass AND tgenabled <> 'D'", row => row.GetString(0));
        return hash is [var current] && current == Hash(layer) && PostgisSql.Triggers(schema, layer.Schema.Table).All(trigger => standing.Contains(trigger.Name, StringComparer.Ordinal));
    }

    string Hash(LayerTable layer)
    {
        var text = PostgisSql.Functions(schema) + PostgisSql.NumberImages(schema, layer) + PostgisSql.KeepFunction(schema, layer) + string.Join('\n', PostgisSql.Triggers(schema, layer.Schema.Table).Select(trigger => trigger.Sql));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
