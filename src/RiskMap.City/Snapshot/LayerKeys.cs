namespace RiskMap.City.Snapshot;

/// <summary>Finds the features of a layer by their keys. Hangs on the layer; made once. Immutable; safe for parallel reads.</summary>
public sealed class LayerKeys
{
    readonly Dictionary<string, long> _ids;

    LayerKeys(LayerSnapshot layer) => _ids = layer.All.DistinctBy(row => row.Key, StringComparer.Ordinal).ToDictionary(row => row.Key, row => row.Id, StringComparer.Ordinal);

    /// <summary>The feature of that key, or null.</summary>
    public static FeatureRef? Find(LayerSnapshot layer, string key) => layer.DerivedOfContent(all => new LayerKeys(all))._ids.TryGetValue(key, out var id) ? layer.Find(id) : null;
}
