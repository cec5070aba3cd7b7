using System.Collections.Immutable;
using System.Data.Common;
using RiskMap.City.Model;

namespace RiskMap.City.Store.Sql;

/// <summary>
/// Brings the tables of a store to the declared layers, inside a transaction that holds the store's migration lock: what is missing is added and
/// recorded; what was renamed, removed or given another type is refused by name, because only a hand-written migration can keep its data.
/// </summary>
abstract class StoreSchema(DbConnection connection, string description)
{
    /// <summary>Format of the system tables; a program refuses a store with a greater one.</summary>
    internal const long Format = 2;

    /// <summary>
    /// Steps from one format to the next, in order. Tables are always made in format 1 and brought up by the same steps, so that an old store and a
    /// new one are the same.
    /// </summary>
    static readonly ImmutableArray<Migration> Migrations =
    [
        new(1, "keys of requests, incomplete change sets, retention", schema => schema.RequestsAndRetention),
    ];

    protected DbConnection Connection { get; } = connection;

    /// <summary>What <see cref="Apply(IReadOnlyList{LayerSchema})"/> did, in order; empty when all stood.</summary>
    internal List<string> Done { get; } = [];

    /// <summary>Makes or completes the tables and returns them.</summary>
    internal ImmutableArray<LayerTable> Apply(IReadOnlyList<LayerSchema> layers)
    {
        if (!TableExists("riskmap_state")) CreateSystemTables();
        Migrate(StoredFormat());
        Mend(layers);
        var recorded = Connection.List("SELECT layer, column_name, type FROM riskmap_columns",
            row => (Layer: row.GetString(0), Column: row.GetString(1), Type: row.GetString(2))).ToLookup(row => row.Layer, StringComparer.Ordinal);
        foreach (var gone in recorded.Where(layer => layers.All(declared => declared.Name != layer.Key))) throw Refused(gone.Key);
        return [.. layers.Select(layer => Apply(layer, recorded[layer.Name].ToDictionary(row => row.Column, row => row.Type, StringComparer.Ordinal)))];
    }

    /// <summary>Brings back what another program replaced or dropped of the tables that were made before.</summary>
    protected virtual void Mend(IReadOnlyList<LayerSchema> layers)
    {
    }

    protected abstract bool TableExists(string table);

    /// <summary>Columns of a table with their declared type, lower case.</summary>
    protected abstract IReadOnlyDictionary<string, string> ColumnsOf(string table);

    /// <summary>Creates the system tables in format 1.</summary>
    protected abstract void CreateSystemTables();

    /// <summary>SQL from format 1 to 2.</summary>
    protected abstract string RequestsAndRetention { get; }

    /// <summary>Creates a layer's table, its table of before images and its indexes.</summary>
    protected abstract void CreateLayer(LayerSchema layer);

    protected abstract void AddColumn(LayerSchema layer, Field field);

    /// <summary>Says what a field means, where the store has a place for it.</summary>
    protected abstract void Describe(LayerSchema layer, Field field);

    /// <summary>Column type of a field, as <see cref="ColumnsOf"/> returns it.</summary>
    protected abstract string TypeOf(FieldType type);

    /// <summary>Makes indexes and triggers as they must be, when they are not.</summary>
    protected abstract void Complete(LayerTable layer);

    LayerTable Apply(LayerSchema layer, Dictionary<string, string> recorded)
    {
        var exists = TableExists(layer.Table);
        if (recorded.Count == 0) Create(layer, exists);
        else if (!exists) throw Refused(layer.Name);
        else AddMissing(layer, recorded);
        var table = new LayerTable(layer, [.. ColumnsOf(layer.Table).Keys
            .Except(layer.Fields.Select(field => field.Column).Concat(LayerTable.Leading), StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        CarryUserColumns(table);
        Complete(table);
        return table;
    }

    void Create(LayerSchema layer, bool exists)
    {
        if (exists)
            throw new StoreException((
                $"{description} 中已有名为 {layer.Table} 的表，但不是本程序建立的；请改名或移走该表，或使用另一个库",
                $"{description} already has a table {layer.Table} that RiskMap did not make; rename or move it, or use another store"));
        CreateLayer(layer);
        Record(layer, "geometry", layer.Geometry.ToString());
        foreach (var field in layer.Fields) Declare(layer, field);
        Note($"create layer {layer.Name}");
    }

    void AddMissing(LayerSchema layer, Dictionary<string, string> recorded)
    {
        if (recorded["geometry"] != layer.Geometry.ToString()) throw Retyped(layer, "geometry", recorded["geometry"], layer.Geometry.ToString());
        if (recorded.Keys.Except(layer.Fields.Select(field => field.Column), StringComparer.Ordinal).FirstOrDefault(column => column != "geometry") is { } gone)
            throw Refused($"{layer.Name}.{gone}");
        var columns = ColumnsOf(layer.Table);
        foreach (var field in layer.Fields)
        {
            var type = recorded.GetValueOrDefault(field.Column);
            if (type is not null && type != field.Type.ToString()) throw Retyped(layer, field.Column, type, field.Type.ToString());
            if (type is not null && !columns.ContainsKey(field.Column)) throw Refused($"{layer.Name}.{field.Column}");
            if (type is null) Add(layer, field, columns.GetValueOrDefault(field.Column));
        }
    }

    void Add(LayerSchema layer, Field field, string? existingType)
    {
        if (existingType is null) AddColumn(layer, field);
        else if (existingType != TypeOf(field.Type)) throw Retyped(layer, field.Column, existingType, TypeOf(field.Type));
        Declare(layer, field);
        Note($"add column {layer.Name}.{field.Column}");
    }

    /// <summary>Gives the table of before images the columns that users added to the layer's.</summary>
    protected void CarryUserColumns(LayerTable layer)
    {
        var kept = ColumnsOf(layer.HistoryTable);
        foreach (var (column, type) in ColumnsOf(layer.Schema.Table).Where(column => !kept.ContainsKey(column.Key)))
        {
            Connection.Run($"ALTER TABLE {layer.HistoryTable} ADD COLUMN {LayerTable.Quote(column)} {type}");
            Note($"keep the history of users' own column {layer.Schema.Name}.{column}");
        }
    }

    void Declare(LayerSchema layer, Field field)
    {
        Record(layer, field.Column, field.Type.ToString());
        Describe(layer, field);
    }

    void Record(LayerSchema layer, string column, string type) => Connection.Run(
        "INSERT INTO riskmap_columns (layer, column_name, type) VALUES (@layer, @column, @type)", ("layer", layer.Name), ("column", column), ("type", type));

    void Note(string what)
    {
        Done.Add(what);
        Connection.Run("INSERT INTO riskmap_migrations (program, what) VALUES (@program, @what)",
            ("program", typeof(StoreSchema).Assembly.GetName().Version?.ToString(3)), ("what", what));
    }

    long StoredFormat()
    {
        var format = Connection.List("SELECT format FROM riskmap_state", row => row.GetInt64(0)).Single();
        return format <= Format ? format : throw new StoreException((
                $"{description} 由更新版本的程序写成（格式 {format}，本程序为 {Format}）；请升级本程序",
                $"{description} was written by a newer program (format {format}, this one knows {Format}); update this program"));
    }

    void Migrate(long format)
    {
        foreach (var step in Migrations.Where(step => step.From >= format))
        {
            Connection.Run(step.Sql(this));
            Connection.Run("UPDATE riskmap_state SET format = @to", ("to", step.From + 1));
            Note($"format {step.From + 1}: {step.What}");
        }
    }

    sealed record Migration(long From, string What, Func<StoreSchema, string> Sql);

    StoreException Refused(string name) => new((
        $"{description} 中的 {name} 与本程序的声明不符：被改名、删除，或由更新版本的程序加入；请升级本程序，或编写迁移脚本",
        $"{name} in {description} does not fit this program: it was renamed, removed, or added by a newer program; update the program or write a migration by hand"));

    StoreException Retyped(LayerSchema layer, string column, string stored, string declared) => new((
        $"{description} 中 {layer.Name}.{column} 的类型为 {stored}，本程序声明为 {declared}；请编写迁移脚本",
        $"{layer.Name}.{column} in {description} has type {stored}, this program declares {declared}; write a migration by hand"));
}
