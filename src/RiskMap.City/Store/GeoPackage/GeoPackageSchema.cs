using Microsoft.Data.Sqlite;
using RiskMap.City.Model;
using RiskMap.City.Store.Sql;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>Makes and completes the tables of a GeoPackage store, and mends what other programs did to them.</summary>
sealed class GeoPackageSchema(SqliteConnection connection, string description, LastReading? lastReading = null) : StoreSchema(connection, description)
{
    protected override void Mend(IReadOnlyList<LayerSchema> layers)
    {
        var broken = LayerTables.Look(connection, layers).Where(look => look.State != LayerTableState.Sound).ToList();
        if (broken.Count == 0) return;
        var repair = new LayerTableRepair(connection, lastReading);
        foreach (var look in broken.Where(look => look.State == LayerTableState.WithoutIndex)) repair.RestoreIndex(look.Layer);
        foreach (var look in broken.Where(look => look.IsLost))
        {
            repair.Rebuild(look);
            foreach (var field in look.Layer.Fields) Describe(look.Layer, field);
            CarryUserColumns(new(look.Layer, []));
            repair.Compare(look.Layer, LayerTables.UserColumns(connection, look.Layer));
        }

        repair.Record();
    }

    protected override bool TableExists(string table) =>
        Connection.List("SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = @name", row => row.GetInt64(0), ("name", table)).Count > 0;

    protected override IReadOnlyDictionary<string, string> ColumnsOf(string table) => Columns((SqliteConnection)Connection, table);

    internal static IReadOnlyDictionary<string, string> Columns(SqliteConnection connection, string table) =>
        connection.List("SELECT name, type FROM pragma_table_info(@table)", row => (Name: row.GetString(0), Type: row.GetString(1)), ("table", table))
            .ToDictionary(column => column.Name, column => column.Type, StringComparer.OrdinalIgnoreCase);

    protected override void CreateSystemTables()
    {
        if (!TableExists("gpkg_contents")) Connection.Run(GeoPackageSql.MetadataTables);
        Connection.Run(GeoPackageSql.SystemTables);
        Connection.Run("INSERT INTO riskmap_state (id, format, store_id, epoch, version, log_from) VALUES (1, @format, @id, @epoch, 0, 0)",
            ("format", 1), ("id", SqlCityStore.NewToken()), ("epoch", SqlCityStore.NewToken()));
    }

    protected override string RequestsAndRetention => GeoPackageSql.RequestsAndRetention;

    protected override void CreateLayer(LayerSchema layer) => Connection.Run(GeoPackageSql.CreateLayer(layer, "riskmap_history_" + layer.Table), Titles(layer));

    /// <summary>The parameters of a layer's registration.</summary>
    internal static (string Name, object? Value)[] Titles(LayerSchema layer) =>
        [("identifier", layer.Table), ("description", $"{layer.Title.Zh} {layer.Title.En}: {layer.Description.Zh}")];

    protected override void AddColumn(LayerSchema layer, Field field)
    {
        var column = $"ADD COLUMN {LayerTable.Quote(field.Column)} {TypeOf(field.Type)}";
        Connection.Run($"ALTER TABLE {LayerTable.Quote(layer.Table)} {column}; ALTER TABLE riskmap_history_{layer.Table} {column}");
    }

    protected override void Describe(LayerSchema layer, Field field) => Connection.Run("""
        INSERT OR REPLACE INTO gpkg_data_columns (table_name, column_name, name, title, description, mime_type)
        VALUES (@table, @column, @name, @title, @description, @mime)
        """,
        ("table", layer.Table), ("column", field.Column), ("name", field.Name), ("title", $"{field.Title.Zh} {field.Title.En}"),
        ("description", field.Unit is null ? null : $"[{field.Unit}]"), ("mime", field.Type == FieldType.List ? "application/json" : null));

    protected override string TypeOf(FieldType type) => GeoPackageTables.ColumnType(type);

    protected override void Complete(LayerTable layer) => Complete((SqliteConnection)Connection, layer);

    /// <summary>Makes indexes and triggers that are missing or have another text.</summary>
    internal static void Complete(SqliteConnection connection, LayerTable layer)
    {
        var existing = connection.List("SELECT name, sql FROM sqlite_master WHERE tbl_name = @table AND type IN ('index', 'trigger')",
            row => (Name: row.GetString(0), Sql: row.Text(1)), ("table", layer.Schema.Table)).ToDictionary(row => row.Name, row => row.Sql, StringComparer.Ordinal);
        foreach (var (name, sql) in GeoPackageSql.Indexes(layer.Schema.Table))
            if (!existing.ContainsKey(name)) connection.Run(sql);
        MakeReplacedTable(connection, layer);
        foreach (var (name, sql) in GeoPackageSql.Triggers(layer))
        {
            if (existing.TryGetValue(name, out var current) && current == sql) continue;
            connection.Run($"DROP TRIGGER IF EXISTS \"{name}\"");
            connection.Run(sql);
        }
    }

    static void MakeReplacedTable(SqliteConnection connection, LayerTable layer)
    {
        var table = GeoPackageSql.ReplacedTable(layer.Schema.Table);
        var columns = LayerTables.Columns(connection, table).Select(column => LayerTable.Quote(column.Name));
        if (columns.Order(StringComparer.Ordinal).SequenceEqual(layer.AllColumns.Order(StringComparer.Ordinal), StringComparer.Ordinal)) return;
        connection.Run($"DROP TABLE IF EXISTS {table}; CREATE TABLE {table} AS SELECT {layer.ListAll()} FROM {layer.Name} WHERE 0");
    }
}
