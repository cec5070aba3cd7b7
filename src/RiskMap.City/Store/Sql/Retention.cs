using System.Globalization;

namespace RiskMap.City.Store.Sql;

/// <summary>Drops before images that are older than the policy. Versions from <c>log_from</c> on can always be told.</summary>
static class Retention
{
    internal static int? KeepDays(SqlSession session) =>
        session.Connection.List("SELECT keep_days FROM riskmap_state", row => row.IsDBNull(0) ? (int?)null : row.GetInt32(0)).Single();

    /// <summary>The version that stood at a time.</summary>
    internal static long VersionAt(SqlSession session, string atMilliseconds, DateTimeOffset time) => session.Connection.List(
        $"SELECT MAX(id) FROM riskmap_change_sets WHERE {atMilliseconds} <= @at", row => row.IsDBNull(0) ? 0 : row.GetInt64(0), ("at", time.ToUnixTimeMilliseconds())).Single();

    /// <summary>What would go when versions before <paramref name="from"/> need not be told.</summary>
    internal static PruneReport Report(SqlSession session, IEnumerable<LayerTable> layers, string atMilliseconds, long from) =>
        new(from, [.. layers.Select(layer => Report(session, layer, atMilliseconds, from)).OfType<PrunedLayer>()]);

    internal static Task DropAsync(SqlSession session, LayerTable layer, long from, CancellationToken cancellation) =>
        session.ExecuteAsync($"DELETE FROM {layer.HistoryTable} WHERE riskmap_change_set <= @from", cancellation, ("from", from));

    static PrunedLayer? Report(SqlSession session, LayerTable layer, string atMilliseconds, long from)
    {
        var found = session.Connection.List($"""
            SELECT COUNT(*), MIN({atMilliseconds}), MAX({atMilliseconds}) FROM (SELECT riskmap_change_set FROM {layer.HistoryTable}) h
            JOIN riskmap_change_sets s ON s.id = h.riskmap_change_set WHERE h.riskmap_change_set <= @from
            """, row => (Images: Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture), First: Time(row, 1), Last: Time(row, 2)), ("from", from)).Single();
        return found.Images == 0 ? null : new(layer.Schema.Name, found.Images, found.First, found.Last);
    }

    static DateTimeOffset Time(System.Data.Common.DbDataReader row, int column) =>
        row.IsDBNull(column) ? default : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
