using System.Collections.Concurrent;
using RiskMap.City.Model;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles;

namespace RiskMap.City.Snapshot;

/// <summary>Vector tiles (MVT 2.1) of a city: one tile layer a collection, named by its id. Pure and safe in parallel.</summary>
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

    /// <summary>A block's rows ready for tiles.</summary>
    internal static TileSource SourceOf(LayerBlock block)
    {
        var fields = AttributesOf(block.Schema).Select(field => (field, block.Schema.IndexOf(field.Name)));
        return new TileSource(block.Mercator, block.Ids.ToArray(), fields.Select(pair => Attribute(block, pair.field, pair.Item2)).OfType<MvtAttribute>());
    }

    static void Write(MvtTileWriter writer, LayerSnapshot layer, TileId tile)
    {
        var drawn = writer.BeginLayer(layer.Schema.Name);
        layer.Main.Tiles.Write(drawn, tile, keep: layer.HiddenCount == 0 ? null : row => !layer.IsHidden(layer.Main, row));
        layer.Edits.Tiles.Write(drawn, tile);
        writer.EndLayer();
    }

    static MvtAttribute? Attribute(LayerBlock block, Field field, int index)
    {
        var (column, values, codes) = (block.Field(index), new MvtValuesBuilder(), new int[block.Count]);
        var any = false;
        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = column.IsNull(row) ? MvtValuesBuilder.Null : field.Type switch
            {
                FieldType.Integer => values.Add(column.Integer(row)),
                FieldType.Number => values.Add(column.Number(row)),
                FieldType.Boolean => values.Add(column.Integer(row) != 0),
                FieldType.Date => values.Add((object)DateOnly.FromDayNumber((int)column.Integer(row))),
                FieldType.DateTime => values.Add((object)DateTimeOffset.FromUnixTimeMilliseconds(column.Integer(row))),
                _ => values.Add(column.Utf8(row)),
            };
            any |= codes[row] != MvtValuesBuilder.Null;
        }
        return any ? new MvtAttribute(field.Name, values.Build(), codes) : null;
    }
}
