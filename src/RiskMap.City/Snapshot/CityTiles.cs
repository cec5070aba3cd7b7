using System.Collections.Concurrent;
using RiskMap.City.Model;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles;

namespace RiskMap.City.Snapshot;

/// <summary>
/// Vector tiles (MVT 2.1) of a city: one tile layer a collection, named by its id, and beside it the label points of polygons that bear names
/// (<see cref="LayerSchema.LabelLayer"/>). Layers of many points are summed up at low zooms (<see cref="LayerSchema.Clusters"/>). Pure and safe in parallel.
/// </summary>
public static class CityTiles
{
    /// <summary>Least and greatest zoom of the tiles; clients draw the greatest one larger.</summary>
    public const int MinZoom = 0, MaxZoom = 16;

    static readonly ConcurrentBag<MvtTileWriter> Writers = [];

    /// <summary>The fields that travel in a layer's tiles.</summary>
    public static IEnumerable<Field> AttributesOf(LayerSchema schema) => schema.Fields.Where(field => field.InTiles && !field.Personal);

    /// <summary>One tile of some layers, drawn in the order of the collections; empty when nothing is there.</summary>
    public static byte[] Encode(CitySnapshot city, IReadOnlyCollection<string> layers, TileId tile)
    {
        if (!Writers.TryTake(out var writer))
            writer = new MvtTileWriter();
        try
        {
            writer.Clear();
            foreach (var layer in city.Layers.Where(layer => layers.Contains(layer.Schema.Name, StringComparer.Ordinal) && tile.Z >= layer.Schema.MinZoom))
                Write(writer, layer, tile);
            return writer.IsEmpty ? [] : writer.ToArray();
        }
        finally
        {
            Writers.Add(writer);
        }
    }

    /// <summary>False when nothing of some layers lies in a tile or its buffer, at this zoom or any greater one.</summary>
    public static bool MayHold(CitySnapshot city, IReadOnlyCollection<string> layers, TileId tile) =>
        city.Layers.Any(layer => layers.Contains(layer.Schema.Name, StringComparer.Ordinal) && layer.Blocks.Any(block => block.Tiles.Touches(tile)));

    static void Write(MvtTileWriter writer, LayerSnapshot layer, TileId tile)
    {
        var drawn = writer.BeginLayer(layer.Schema.Name);
        if (layer.HasClusters(tile.Z)) layer.Derived(TileSources.ClustersOf).Write(drawn, tile);
        else WriteBlocks(drawn, layer, tile);
        writer.EndLayer();
        if (!layer.Schema.HasLabels) return;
        var labels = writer.BeginLayer(layer.Schema.LabelLayer);
        layer.Main.Labels.Write(labels, tile, TileOptions.WithoutBuffer, layer.RowsAt(layer.Main, tile.Z));
        layer.Edits.Labels.Write(labels, tile, TileOptions.WithoutBuffer);
        writer.EndLayer();
    }

    static void WriteBlocks(MvtLayerWriter drawn, LayerSnapshot layer, TileId tile)
    {
        var borders = layer.Edits.Count > 0 && layer.Schema.Geometry == GeometryKind.Polygon ? layer.Derived(LayerBorders.Of) : null;
        layer.Main.Tiles.Write(drawn, tile, keep: layer.RowsAt(layer.Main, tile.Z), importance: borders?.Main);
        layer.Edits.Tiles.Write(drawn, tile, keep: layer.RowsAt(layer.Edits, tile.Z), importance: borders?.Edits);
    }
}
