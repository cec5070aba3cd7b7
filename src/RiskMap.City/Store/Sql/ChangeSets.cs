using System.Data.Common;

namespace RiskMap.City.Store.Sql;

/// <summary>The tables of change sets, the same in both stores but for the type of the time.</summary>
static class ChangeSets
{
    internal const string SelectState = "SELECT store_id, epoch, version, city FROM riskmap_state";

    internal static StoreState ReadState(DbConnection connection) => connection.List(SelectState, StateOf).Single();

    internal static StoreState StateOf(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetInt64(2), CityJson.Read(row.Text(3)));

    internal static List<ChangeSet> Read(DbConnection connection, string atMilliseconds, string order, string where = "")
    {
        var counts = connection.List("SELECT change_set, layer, inserted, updated, deleted FROM riskmap_change_counts",
            row => (Id: row.GetInt64(0), Layer: row.GetString(1), Counts: new ChangeCounts(row.GetInt64(2), row.GetInt64(3), row.GetInt64(4))))
            .ToLookup(row => row.Id);
        return connection.List($"""
            SELECT id, {atMilliseconds}, who, what, program, file, file_sha256, crs, undoes, city_before, incomplete, id <= log_from
            FROM riskmap_change_sets, (SELECT log_from FROM riskmap_state) kept {where} ORDER BY id {order}
            """,
            row => new ChangeSet(row.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), Note(row),
                counts[row.GetInt64(0)].ToDictionary(count => count.Layer, count => count.Counts, StringComparer.Ordinal))
            { CityBefore = row.Text(9), Incomplete = row.GetBoolean(10), Pruned = row.GetBoolean(11) });
    }

    internal static void Insert(DbConnection connection, ChangeSet set, object at)
    {
        foreach (var (sql, parameters) in Insert(set, at)) connection.Run(sql, parameters);
    }

    internal static IEnumerable<Statement> Insert(ChangeSet set, object at)
    {
        var note = set.Note;
        yield return new("""
            INSERT INTO riskmap_change_sets (id, at, who, what, program, file, file_sha256, crs, undoes, city_before, incomplete)
            VALUES (@id, @at, @who, @what, @program, @file, @sha, @crs, @undoes, @city, @incomplete)
            """,
            ("id", set.Id), ("at", at), ("who", note.Who), ("what", note.What), ("program", note.With), ("file", note.File),
            ("sha", note.FileSha256), ("crs", note.Crs), ("undoes", note.Undoes), ("city", set.CityBefore), ("incomplete", set.Incomplete));
        foreach (var (layer, counts) in set.Counts)
        {
            yield return new("INSERT INTO riskmap_change_counts (change_set, layer, inserted, updated, deleted) VALUES (@id, @layer, @i, @u, @d)",
                ("id", set.Id), ("layer", layer), ("i", counts.Inserted), ("u", counts.Updated), ("d", counts.Deleted));
        }
    }

    static ChangeNote Note(DbDataReader row) => new(row.GetString(2), row.GetString(3))
    {
        With = row.Text(4),
        File = row.Text(5),
        FileSha256 = row.Text(6),
        Crs = row.Text(7),
        Undoes = row.IsDBNull(8) ? null : row.GetInt64(8),
    };
}
