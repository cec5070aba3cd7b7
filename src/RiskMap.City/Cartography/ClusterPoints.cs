using System.Collections.Concurrent;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles;

namespace RiskMap.City.Cartography;

/// <summary>
/// A layer's clusters and the points that stand alone, at one zoom, as rows: read back from the vector tiles of the whole city, so that a picture shows what they show.
/// Made once for each zoom of a layer's version. Thread-safe.
/// </summary>
sealed class ClusterPoints
{
    /// <summary>Clusters bear no id; these are greater than any feature's.</summary>
    const long FirstId = 1L << 52;

    readonly LayerSnapshot _layer;
    readonly ConcurrentDictionary<int, Lazy<TileSource>> _zooms = new();

    ClusterPoints(LayerSnapshot layer) => _layer = layer;

    internal static TileSource Of(LayerSnapshot layer, int zoom)
    {
        var points = layer.Derived(made => new ClusterPoints(made));
        return points._zooms.GetOrAdd(zoom, key => new(() => points.Make(key))).Value;
    }

    TileSource Make(int zoom)
    {
        var (clusters, features) = (_layer.Derived(TileSources.ClustersOf), new List<(MvtFeature Feature, double X, double Y)>());
        foreach (var tile in TileId.Covering(_layer.Extent, zoom))
        {
            var writer = new MvtTileWriter();
            clusters.Write(writer.BeginLayer(_layer.Schema.Name), tile, TileOptions.WithoutBuffer);
            writer.EndLayer();
            if (writer.IsEmpty || MvtReader.Read(writer.ToArray()).Layer(_layer.Schema.Name) is not { } read) continue;
            var (box, unit) = (tile.Envelope, tile.SizeMetres / read.Extent);
            foreach (var feature in read.Features)
                foreach (var (x, y) in feature.Paths.SelectMany(path => path.Vertices)) features.Add((feature, box.MinX + (x * unit), box.MaxY - (y * unit)));
        }

        return SourceOf(features);
    }

    static TileSource SourceOf(List<(MvtFeature Feature, double X, double Y)> features)
    {
        var points = new GeometryColumnBuilder(features.Count);
        foreach (var (_, x, y) in features) points.AddPoint(x, y);
        var keys = features.SelectMany(entry => entry.Feature.Tags).Select(tag => tag.Key).Distinct(StringComparer.Ordinal);
        return new TileSource(points.Build(), [.. features.Select((entry, i) => (long?)entry.Feature.Id ?? FirstId + i)], keys.Select(key =>
        {
            var values = new MvtValuesBuilder();
            int[] codes = [.. features.Select(entry => values.Add(entry.Feature[key]))];
            return new MvtAttribute(key, values.Build(), codes);
        }));
    }
}
