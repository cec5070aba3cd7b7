using System.Collections.Immutable;
using RiskMap.City.Model;

namespace RiskMap.City.Store.Sql;

/// <summary>A layer's table with the SQL that is the same in both stores. Users' own columns are carried through history and undo.</summary>
/// <param name="Schema">The declared layer.</param>
/// <param name="UserColumns">Columns that the declaration does not know.</param>
sealed record LayerTable(LayerSchema Schema, ImmutableArray<string> UserColumns)
{
    /// <summary>The columns before the fields, in the order of every cursor.</summary>
    internal static readonly ImmutableArray<string> Leading = ["id", "revision", "key", "geom"];

    /// <summary>Table name, quoted.</summary>
    internal string Name { get; } = Quote(Schema.Table);

    /// <summary>Name of the table of before images, unquoted.</summary>
    internal string HistoryTable { get; } = "riskmap_history_" + Schema.Table;

    /// <summary>Types of the fields for cursors.</summary>
    internal ImmutableArray<FieldType> Types { get; } = [.. Schema.Fields.Select(field => field.Type)];

    /// <summary>Declared columns, quoted, in the order of cursors and loaders.</summary>
    internal ImmutableArray<string> Columns { get; } = [.. Leading.Select(Quote), .. Schema.Fields.Select(field => Quote(field.Column))];

    /// <summary>Every column, quoted: declared and users' own.</summary>
    internal ImmutableArray<string> AllColumns { get; } =
        [.. Leading.Select(Quote), .. Schema.Fields.Select(field => Quote(field.Column)), .. UserColumns.Select(Quote)];

    /// <summary>What is selected for <see cref="Columns"/> from the table; users' own columns need a cast.</summary>
    internal ImmutableArray<string>? Casts { get; init; }

    /// <summary>The same for the table of before images.</summary>
    internal ImmutableArray<string>? HistoryCasts { get; init; }

    string Selected => string.Join(", ", Casts ?? Columns);

    string HistorySelected => string.Join(", ", HistoryCasts ?? Columns);

    internal string List(string prefix = "") => string.Join(", ", Columns.Select(column => prefix + column));

    internal string ListAll(string prefix = "") => string.Join(", ", AllColumns.Select(column => prefix + column));

    internal string SelectRows(string where = "") => $"SELECT {Selected} FROM {Name} {where} ORDER BY id";

    /// <summary>One row by its id $1 on PostGIS.</summary>
    internal string SelectRow { get; } =
        $"SELECT id, revision, key, ST_AsEWKB(geom), {string.Join(", ", Schema.Fields.Select(field => Quote(field.Column)))} FROM {Quote(Schema.Table)} WHERE id = $1";

    /// <summary>The rows as they stood at a version. An image stood from its revision until the change set that ended it.</summary>
    internal string SelectRowsAsOf(long version, string and = "") => $"""
        SELECT {Selected} FROM {Name} WHERE revision <= {version} {and}
        UNION ALL SELECT {HistorySelected} FROM {HistoryTable} WHERE revision <= {version} AND riskmap_change_set > {version} {and} ORDER BY 1
        """;

    /// <summary>The rows as they stood at a version, of those that were touched after another.</summary>
    internal string SelectTouchedAsOf(long version, long after) => SelectRowsAsOf(version,
        $"AND id IN (SELECT id FROM {Name} WHERE revision > {after} UNION SELECT id FROM {HistoryTable} WHERE riskmap_change_set > {after})");

    /// <summary>Orders of before images. Their numbers follow time only within a change set.</summary>
    internal const string OldestFirst = "riskmap_change_set, riskmap_seq", NewestFirst = "riskmap_change_set DESC, riskmap_seq DESC";

    /// <summary>One id that was written or deleted after a version, up to another. A row that was written again later left an image with its revision.</summary>
    internal string SelectTouched(long after, long upTo) => $"""
        SELECT id FROM {Name} WHERE revision > {after} AND revision <= {upTo}
        UNION ALL SELECT id FROM {HistoryTable} WHERE riskmap_change_set > {after} AND riskmap_change_set <= {upTo} OR revision > {after} AND revision <= {upTo} LIMIT 1
        """;

    /// <summary>Before images with their change set and kind behind the fields.</summary>
    internal string SelectHistory(string where = "", string order = OldestFirst) =>
        $"SELECT {HistorySelected}, riskmap_change_set, riskmap_kind FROM {HistoryTable} {where} ORDER BY {order}";

    internal ImmutableArray<FieldType> HistoryTypes => [.. Types, FieldType.Integer, FieldType.Integer];

    /// <summary>One id that a later change set touched, of those that change set @c touched.</summary>
    internal string SelectTouchedLater => $"""
        SELECT id FROM (
          SELECT id FROM {HistoryTable} WHERE riskmap_change_set = @c
          UNION SELECT id FROM {Name} WHERE revision = @c
          UNION SELECT id FROM {HistoryTable} WHERE riskmap_change_set > @c AND revision = @c) touched
        WHERE EXISTS (SELECT 1 FROM {HistoryTable} h WHERE h.id = touched.id AND h.riskmap_change_set > @c)
          OR EXISTS (SELECT 1 FROM {Name} t WHERE t.id = touched.id AND t.revision > @c)
        ORDER BY id LIMIT 1
        """;

    /// <summary>Deletes what change set @c inserted.</summary>
    internal string DeleteInserted => $"""
        DELETE FROM {Name} WHERE revision = @c
          AND NOT EXISTS (SELECT 1 FROM {HistoryTable} h WHERE h.riskmap_change_set = @c AND h.id = {Name}.id AND h.revision < @c)
        """;

    /// <summary>Puts updated rows back to their image before change set @c. Only the first image of a row has an older revision.</summary>
    internal string RestoreUpdated => $"""
        UPDATE {Name} SET revision = @v, {string.Join(", ", AllColumns.Skip(2).Select(column => $"{column} = h.{column}"))}
        FROM {HistoryTable} h WHERE h.id = {Name}.id AND h.riskmap_change_set = @c AND h.revision < @c
        """;

    /// <summary>Puts deleted rows back.</summary>
    internal string RestoreDeleted => $"""
        INSERT INTO {Name} (id, revision, {string.Join(", ", AllColumns.Skip(2))})
        SELECT id, @v, {string.Join(", ", AllColumns.Skip(2).Select(column => "h." + column))} FROM {HistoryTable} h
        WHERE h.riskmap_change_set = @c AND h.revision < @c AND NOT EXISTS (SELECT 1 FROM {Name} t WHERE t.id = h.id)
        """;

    /// <summary>Ids that stood at version @v and are gone now.</summary>
    internal string SelectDeletedSince => $"""
        SELECT id FROM {HistoryTable} h WHERE riskmap_change_set > @v AND NOT EXISTS (SELECT 1 FROM {Name} t WHERE t.id = h.id)
        GROUP BY id HAVING MIN(revision) <= @v ORDER BY id
        """;

    /// <summary>A text as SQL, where a cursor takes no parameters: both stores know no escapes but the doubled quote. A NUL, which no store holds, is left out.</summary>
    internal static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal)}'";

    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
