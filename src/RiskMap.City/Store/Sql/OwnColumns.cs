using RiskMap.City.Model;

namespace RiskMap.City.Store.Sql;

/// <summary>Users' own columns and tables: what there is, and how columns are carried as further fields of a layer.</summary>
static class OwnColumns
{
    /// <summary>The own columns of a layer's table, in the order of their names.</summary>
    internal static IReadOnlyList<OwnColumn> Of(SqlSession session, LayerTable layer) =>
        [.. session.ColumnsOf(layer.Schema.Table).Where(column => !IsDeclared(layer, column.Key)).OrderBy(column => column.Key, StringComparer.Ordinal)
            .Select(column => Of(session, layer, column.Key, column.Value))];

    /// <summary>The layer with own columns as further fields.</summary>
    internal static LayerSchema With(LayerSchema layer, IEnumerable<OwnColumn> columns) => new(layer.Name, layer.Title, layer.Description, layer.Geometry,
        [.. layer.OwnFields, .. columns.Where(column => column.As is not null).Select(column => new Field(column.Name, (column.Name, column.Name), column.As!.Value) { Column = column.Name })]);

    /// <summary>The table to read such a layer from; before images that are older than a column have nothing in it.</summary>
    internal static LayerTable Source(SqlSession session, LayerSchema extended, LayerTable declared)
    {
        var kept = session.ColumnsOf(declared.HistoryTable);
        string Cast(Field field, bool has) => session.Cast(has ? LayerTable.Quote(field.Column) : null, field.Type);
        var own = extended.Fields.Skip(declared.Schema.Fields.Length).ToList();
        return new LayerTable(extended, [])
        {
            Casts = [.. declared.Columns, .. own.Select(field => Cast(field, has: true))],
            HistoryCasts = [.. declared.Columns, .. own.Select(field => Cast(field, kept.ContainsKey(field.Column)))],
        };
    }

    static bool IsDeclared(LayerTable layer, string column) =>
        LayerTable.Leading.Contains(column, StringComparer.Ordinal) || layer.Schema.Fields.Any(field => field.Column == column);

    static OwnColumn Of(SqlSession session, LayerTable layer, string name, string type)
    {
        var carried = session.CarriedAs(type);
        var unfit = carried is { } known ? session.Connection.List(session.CountUnfit(layer, LayerTable.Quote(name), known), row => row.GetInt64(0)).Single() : 0;
        return new(name, type, carried, unfit);
    }
}
