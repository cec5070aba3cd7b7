using RiskMap.City.Model;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Tiles;

namespace RiskMap.City.Snapshot.Changes;

/// <summary>Which vector tiles a change can make others. It may name a tile too many, never one too few.</summary>
public static class TileReach
{
    /// <summary>
    /// How far beyond its square a tile looks, in parts of its edge: the cells of clusters along its border reach an eighth, its buffer a 64th
    /// (<see cref="TileOptions.Buffer"/>), rounding less.
    /// </summary>
    public const double Margin = (1.0 / 8) + (1.0 / 64);

    /// <summary>True when a tile of some layers may be another after a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="layers">The layers drawn in the tile.</param>
    /// <param name="tile">The tile.</param>
    public static bool Touches(CityChange change, IReadOnlyCollection<string> layers, TileId tile)
    {
        if (change.IsNewLife) return true;
        var box = BoxOf(tile);
        foreach (var layer in change.Layers)
        {
            if (tile.Z >= layer.Layer.MinZoom && layers.Contains(layer.Layer.Name, StringComparer.Ordinal) && Touches(layer, box)) return true;
        }

        return false;
    }

    // Polygons share their simplified borders with neighbours, whose line may so change by a part of a unit beyond the place of the edit.
    static bool Touches(LayerChange layer, in Box box) =>
        layer.Layer.Geometry == GeometryKind.Polygon || layer.Touches(box) || layer.Touches(Turned(box, 1)) || layer.Touches(Turned(box, -1));

    // Tiles at the edges of the world look across the antimeridian.
    static Box Turned(in Box box, int turn) => box with { MinX = box.MinX + (turn * 360), MaxX = box.MaxX + (turn * 360) };

    /// <summary>What a tile looks at, in longitude and latitude.</summary>
    public static Box BoxOf(TileId tile)
    {
        var seen = tile.Envelope.Expand(tile.SizeMetres * Margin);
        return new(WebMercator.Longitude(seen.MinX), WebMercator.Latitude(seen.MinY), WebMercator.Longitude(seen.MaxX), WebMercator.Latitude(seen.MaxY));
    }
}
