using System.Collections.Concurrent;
using RiskMap.City.Model;
using RiskMap.City.Store;

namespace RiskMap.City.Snapshot;

/// <summary>
/// Brings layers with many edits back into one block, in the background: readers and writers never wait for it. Edits that arrive meanwhile
/// are noted and replayed on the merged layer before it is published. Thread-safe.
/// </summary>
/// <param name="publish">Publishes a merged layer under the city's lock; the function given to it replays the edits, or says null: dropped.</param>
sealed class LayerMerger(Func<LayerSnapshot, Func<LayerSnapshot, LayerSnapshot?>, Task> publish) : IAsyncDisposable
{
    // An edit copies the small block: beyond 2 % of the layer (and 1,024 rows) that costs more than a merge now and then.
    const int LeastUnmerged = 1024;
    const int ShareOfLayer = 50;

    readonly ConcurrentDictionary<string, Merge> _running = new(StringComparer.Ordinal);

    /// <summary>Starts merges where a layer has grown many edits.</summary>
    public void Consider(CitySnapshot snapshot)
    {
        foreach (var layer in snapshot.Layers.Where(layer => layer.Unmerged > Math.Max(LeastUnmerged, layer.Count / ShareOfLayer)))
        {
            var merge = new Merge();
            if (_running.TryAdd(layer.Schema.Name, merge))
                merge.Task = Task.Run(() => RunAsync(layer, merge));
        }
    }

    /// <summary>Remembers edits for the layers that are being merged. Called under the city's lock.</summary>
    public void Note(ChangesSince changes)
    {
        foreach (var change in changes.Layers)
        {
            if (_running.TryGetValue(change.Layer.Name, out var merge))
                merge.Pending.Add(change);
        }
    }

    /// <summary>Drops the running merges: layers are about to be read anew. Called under the city's lock.</summary>
    public void Forget() => _running.Clear();

    public async ValueTask DisposeAsync() => await Task.WhenAll(_running.Values.Select(merge => merge.Task));

    async Task RunAsync(LayerSnapshot layer, Merge merge)
    {
        try
        {
            await publish(layer.Merged(), merged => IsCurrent(layer.Schema, merge) ? Replay(merged, merge) : null);
        }
        finally
        {
            _running.TryRemove(new KeyValuePair<string, Merge>(layer.Schema.Name, merge));
        }
    }

    bool IsCurrent(LayerSchema schema, Merge merge) => _running.TryGetValue(schema.Name, out var running) && ReferenceEquals(running, merge);

    static LayerSnapshot Replay(LayerSnapshot merged, Merge merge) =>
        merge.Pending.Aggregate(merged, (layer, change) => layer.With(change.Upserts, change.Deletes));

    sealed class Merge
    {
        public List<LayerChanges> Pending { get; } = [];

        public Task Task { get; set; } = Task.CompletedTask;
    }
}
