using RiskMap.City.Model;

namespace RiskMap.City.Store.Sql;

/// <summary>A consistent reading over one session, of the newest version.</summary>
sealed class SqlReading(SqlSession session, Func<LayerSchema, LayerTable> tables, string atMilliseconds) : ICityReading
{
    public StoreState State => session.State;

    public long HistoryFrom { get; } = AsOf.HistoryFrom(session);

    public bool Incomplete => false;

    public int? KeepDays => Retention.KeepDays(session);

    public RowCursor Rows(LayerSchema layer) => session.Rows(Table(layer));

    public bool IsTouchedAfter(LayerSchema layer, long version) => AsOf.IsTouched(session, tables(layer), version, State.Version);

    public IReadOnlyList<OwnColumn> OwnColumns(LayerSchema layer) => Sql.OwnColumns.Of(session, tables(layer));

    public IReadOnlyList<string> OwnTables() => session.Connection.List(session.SelectOwnTables, row => row.GetString(0));

    public IReadOnlyList<KeptRequest> Requests() => Sql.Requests.All(session.Connection, atMilliseconds);

    public IEnumerable<ChangeSet> ChangeSets() => Sql.ChangeSets.Read(session.Connection, atMilliseconds, "ASC");

    public IEnumerable<HistoryImage> History(LayerSchema layer) => session.History(Table(layer));

    LayerTable Table(LayerSchema layer) => AsOf.Table(session, layer, tables(layer));

    public ValueTask DisposeAsync() => session.DisposeAsync();
}

/// <summary>A consistent reading over one session, of the city as it stood at a version.</summary>
sealed class SqlReadingAsOf(SqlSession session, StoreState state, Func<LayerSchema, LayerTable> tables, string atMilliseconds) : ICityReading
{
    public StoreState State => state;

    public long HistoryFrom { get; } = AsOf.HistoryFrom(session);

    public bool Incomplete { get; } = AsOf.Incomplete(session, state.Version);

    public int? KeepDays => Retention.KeepDays(session);

    public RowCursor Rows(LayerSchema layer)
    {
        var table = AsOf.Table(session, layer, tables(layer));
        return session.Query(table.SelectRowsAsOf(state.Version), table.Types);
    }

    public bool IsTouchedAfter(LayerSchema layer, long version) => AsOf.IsTouched(session, tables(layer), version, state.Version);

    public IReadOnlyList<OwnColumn> OwnColumns(LayerSchema layer) => Sql.OwnColumns.Of(session, tables(layer));

    public IReadOnlyList<string> OwnTables() => [];

    public IReadOnlyList<KeptRequest> Requests() => [];

    public IEnumerable<ChangeSet> ChangeSets() => Sql.ChangeSets.Read(session.Connection, atMilliseconds, "ASC", $"WHERE id <= {state.Version}");

    public IEnumerable<HistoryImage> History(LayerSchema layer) => session.History(tables(layer), $"WHERE riskmap_change_set <= {state.Version}");

    public ValueTask DisposeAsync() => session.DisposeAsync();
}

/// <summary>What an earlier version was.</summary>
static class AsOf
{
    /// <summary>The features that differ between two versions, by ascending id.</summary>
    internal static List<FeatureDifference> Differences(SqlSession session, LayerTable layer, long from, long to)
    {
        var before = session.Select(layer, layer.SelectTouchedAsOf(from, from)).ToDictionary(feature => feature.Id);
        var after = session.Select(layer, layer.SelectTouchedAsOf(to, from)).ToDictionary(feature => feature.Id);
        return [.. before.Keys.Union(after.Keys).Order().Select(id => new FeatureDifference(layer.Schema, id, before.GetValueOrDefault(id), after.GetValueOrDefault(id)))
            .Where(difference => difference is not { Before: { } one, After: { } other } || !one.SameContent(other))];
    }

    /// <summary>Whether rows of a layer were written or deleted after a version, up to another.</summary>
    internal static bool IsTouched(SqlSession session, LayerTable layer, long after, long upTo) =>
        session.Connection.List(layer.SelectTouched(after, upTo), row => row.GetInt64(0)).Count > 0;

    /// <summary>The table to read a layer from: with users' own columns when it has more fields than the declared one.</summary>
    internal static LayerTable Table(SqlSession session, LayerSchema asked, LayerTable declared) =>
        asked.Fields.Length > declared.Schema.Fields.Length ? OwnColumns.Source(session, asked, declared) : declared;

    internal static long HistoryFrom(SqlSession session) => session.Connection.List("SELECT log_from FROM riskmap_state", row => row.GetInt64(0)).Single();

    /// <summary>Whether rows were changed without images after a version.</summary>
    internal static bool Incomplete(SqlSession session, long version) =>
        session.Connection.List($"SELECT id FROM riskmap_change_sets WHERE id > {version} AND incomplete LIMIT 1", row => row.GetInt64(0)).Count > 0;

    /// <summary>The state at a version. The metadata that stood there is what the next change of the metadata found.</summary>
    /// <exception cref="StoreException">The version is gone or not there yet.</exception>
    internal static StoreState State(SqlSession session, long version)
    {
        var now = session.State;
        if (version > now.Version || version < 0)
            throw new StoreException(($"版本 {version} 不存在；当前版本为 {now.Version}", $"there is no version {version}; the store is at version {now.Version}"));
        if (HistoryFrom(session) is var from && version < from) throw new HistoryGoneException(version, from);
        var next = session.Connection.List(
            $"SELECT city_before FROM riskmap_change_sets WHERE id > {version} AND city_before IS NOT NULL ORDER BY id LIMIT 1", row => row.GetString(0));
        return now with { Version = version, City = next is [var before] ? before.Length == 0 ? null : CityJson.Read(before) : now.City };
    }
}
