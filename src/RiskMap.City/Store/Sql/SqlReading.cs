using RiskMap.City.Model;

namespace RiskMap.City.Store.Sql;

/// <summary>A consistent reading over one session.</summary>
sealed class SqlReading(SqlSession session, Func<LayerSchema, LayerTable> tables, string atMilliseconds) : ICityReading
{
    public StoreState State => session.State;

    public RowCursor Rows(LayerSchema layer) => session.Rows(tables(layer));

    public IEnumerable<ChangeSet> ChangeSets() => Sql.ChangeSets.Read(session.Connection, atMilliseconds, "ASC");

    public IEnumerable<HistoryImage> History(LayerSchema layer) => session.History(tables(layer));

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
