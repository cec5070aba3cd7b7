using RiskMap.City.Model;

namespace RiskMap.City.Store.Sql;

/// <summary>What a small write did, row by row, so that its own server can publish it without asking the store again. Not thread-safe.</summary>
sealed class OwnChanges
{
    /// <summary>More rows are read anew from the store.</summary>
    const int Most = 1000;

    readonly Dictionary<LayerSchema, SortedDictionary<long, (bool StoodBefore, Feature? Now)>> _layers = [];
    bool _isTooMuch;

    internal void Insert(LayerSchema layer, Feature feature) => Put(layer, feature.Id, feature, stoodBefore: false);

    internal void Update(LayerSchema layer, Feature feature) => Put(layer, feature.Id, feature, stoodBefore: true);

    internal void Delete(LayerSchema layer, long id) => Put(layer, id, now: null, stoodBefore: true);

    /// <summary>Rows were changed as a set.</summary>
    internal void Bulk() => _isTooMuch = true;

    /// <summary>The changes that lead to a state, or null when there were too many.</summary>
    internal ChangesSince? LeadingTo(StoreState state) => _isTooMuch ? null : new(state,
        [.. _layers.Select(Changes).Where(layer => layer.Upserts.Count + layer.Deletes.Count > 0).OrderBy(layer => layer.Layer.Name, StringComparer.Ordinal)]);

    void Put(LayerSchema layer, long id, Feature? now, bool stoodBefore)
    {
        if (!_layers.TryGetValue(layer, out var rows)) _layers[layer] = rows = [];
        rows[id] = (rows.TryGetValue(id, out var before) ? before.StoodBefore : stoodBefore, now);
        _isTooMuch |= rows.Count > Most;
    }

    static LayerChanges Changes(KeyValuePair<LayerSchema, SortedDictionary<long, (bool StoodBefore, Feature? Now)>> layer) => new(layer.Key, Whole: false,
        [.. layer.Value.Values.Where(row => row.Now is not null).Select(row => row.Now!)],
        [.. layer.Value.Where(row => row.Value is { StoodBefore: true, Now: null }).Select(row => row.Key)]);
}
