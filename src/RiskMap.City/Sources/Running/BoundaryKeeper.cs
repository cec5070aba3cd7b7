using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Sources.Running;

/// <summary>
/// Keeps the polygons of features that are points in their layer as rows of site-boundaries (design, decision 10), where the import covers
/// that layer too; else counts them for a notice. Not thread-safe.
/// </summary>
/// <param name="keep">True when the boundaries go into the store.</param>
sealed class BoundaryKeeper(bool keep)
{
    static readonly LayerSchema Schema = SiteBoundaries.Schema;
    readonly List<Feature> _rows = [];
    readonly Dictionary<string, long> _dropped = new(StringComparer.Ordinal);

    /// <summary>The rows for site-boundaries.</summary>
    public IReadOnlyList<Feature> Rows => _rows;

    /// <summary>Takes the boundary of a feature.</summary>
    public void Keep(LayerSchema layer, Feature feature, Geometry boundary)
    {
        if (!keep || SiteBoundaries.OfLayers.Find(layer.Name) is null)
        {
            _dropped[layer.Name] = _dropped.GetValueOrDefault(layer.Name) + 1;
            return;
        }
        var values = new object?[Schema.Fields.Length];
        for (var i = 0; i < CommonFields.All.Length; i++)
            values[i] = feature.Values[i];
        values[Schema.IndexOf("ofLayer")] = layer.Name;
        values[Schema.IndexOf("ofKey")] = feature.Key;
        _rows.Add(new Feature(0, $"{layer.Name}|{feature.Key}", boundary, [.. values]));
    }

    /// <summary>What was kept or not.</summary>
    public IEnumerable<Notice> Notices
    {
        get
        {
            if (_rows.Count > 0)
            {
                yield return new Notice(Schema.Name, ($"{_rows.Count} 个面取内点入库，边界存入 site-boundaries",
                    $"{_rows.Count} polygons became points inside them; their boundaries are in site-boundaries"));
            }
            foreach (var (layer, count) in _dropped)
            {
                yield return new Notice(layer, ($"{count} 个面取内点入库，边界未保存（LAYER 为 all 时保存到 site-boundaries）",
                    $"{count} polygons became points inside them; their boundaries were not kept (LAYER all keeps them in site-boundaries)"));
            }
        }
    }
}
