namespace RiskMap.City.Store.Sql;

/// <summary>
/// Fills an empty store from a reading of another: rows and before images with their ids, revisions and users' own columns, change sets and requests.
/// </summary>
sealed class Restore(SqlSession session, SqlWriter writer, ICityReading source, IProgress<string>? progress)
{
    long _greatestId;

    internal async Task<RestoreReport> RunAsync(IReadOnlyList<LayerTable> layers, Func<DateTimeOffset, object> time, CancellationToken cancellation)
    {
        var columns = new List<(string, OwnColumn)>();
        foreach (var declared in layers)
        {
            _greatestId = 0;
            var own = source.OwnColumns(declared.Schema);
            columns.AddRange(own.Where(column => column.As is null || column.Unfit > 0).Select(column => (declared.Schema.Name, column)));
            var layer = await TargetAsync(declared, own, cancellation);
            var rows = await RowsAsync(layer, cancellation);
            var images = await HistoryAsync(layer, cancellation);
            if (_greatestId > 0) await writer.ReserveIdsAsync(layer, _greatestId, cancellation);
            if (rows + images > 0) progress?.Report($"{layer.Schema.Name}: {rows} + {images}");
        }

        foreach (var set in source.ChangeSets()) ChangeSets.Insert(session.Connection, set, time(set.When));
        await session.RunAsync([.. source.Requests().Select(kept => Requests.Insert(kept, time))], cancellation);
        return new(columns, source.OwnTables());
    }

    /// <summary>The table with the source's own columns as further fields, made where they are missing.</summary>
    async Task<LayerTable> TargetAsync(LayerTable declared, IReadOnlyList<OwnColumn> own, CancellationToken cancellation)
    {
        var schema = OwnColumns.With(declared.Schema, own);
        if (schema.Fields.Length == declared.Schema.Fields.Length) return declared;
        var carried = schema.Fields.Skip(declared.Schema.Fields.Length).ToList();
        var table = new LayerTable(schema, [.. declared.UserColumns.Where(column => carried.TrueForAll(field => field.Column != column))]);
        await writer.AddOwnColumnsAsync(table, carried, cancellation);
        return table;
    }

    async Task<long> RowsAsync(LayerTable layer, CancellationToken cancellation)
    {
        using var cursor = source.Rows(layer.Schema);
        if (!cursor.Read()) return 0;
        var row = new RowBuffer(layer.Schema);
        await using var load = await writer.BeginLoadAsync(layer, history: false, cancellation);
        var count = 0L;
        do
        {
            row.Load(cursor);
            _greatestId = Math.Max(_greatestId, row.Id);
            await load.AddAsync(row, 0, ChangeKind.Insert, cancellation);
            count++;
        }
        while (cursor.Read());
        await load.CompleteAsync(cancellation);
        return count;
    }

    async Task<long> HistoryAsync(LayerTable layer, CancellationToken cancellation)
    {
        BulkLoad? load = null;
        var row = new RowBuffer(layer.Schema);
        var count = 0L;
        foreach (var image in source.History(layer.Schema))
        {
            load ??= await writer.BeginLoadAsync(layer, history: true, cancellation);
            row.Load(image.Feature);
            _greatestId = Math.Max(_greatestId, row.Id);
            await load.AddAsync(row, image.ChangeSet, image.Kind, cancellation);
            count++;
        }

        if (load is null) return 0;
        await load.CompleteAsync(cancellation);
        await load.DisposeAsync();
        return count;
    }
}
