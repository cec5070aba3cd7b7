using RiskMap.Geo.Style;
using RiskMap.Geo.Style.Expressions;
using RiskMap.Geo.Tiles;

namespace RiskMap.Geo.Drawing.Scene;

/// <summary>
/// How a layer paints each row at one zoom. Most layers look at one or two attributes with few values: then each combination is worked out once, and a row costs
/// a look into a table. Used by one thread.
/// </summary>
sealed class PaintTable<T>(SourceFeature feature, StyleLayer layer, double zoom, TileSource rows, MapContent content, Func<double, StyleFeature, T> paint)
    where T : class
{
    /// <summary>Greatest number of combinations that are kept.</summary>
    const int Most = 4096;

    readonly AttributeValues?[] _attributes = [.. layer.Properties.Select(rows.ValuesOf)];
    readonly T?[]? _paints = (layer.Needs & (Needs.State | Needs.Feature)) != Needs.Nothing || (content.Extra is not null && layer.Properties.Any(name => rows.ValuesOf(name) is null))
        ? null
        : Room(layer.Properties.Select(rows.ValuesOf));
    readonly bool[] _left = new bool[Most];

    /// <summary>The paint of a row, or null where the layer does not draw it.</summary>
    internal T? Of(int row)
    {
        feature.Row = row;
        if (_paints is null) return layer.Takes(zoom, feature) ? paint(zoom, feature) : null;
        var at = 0;
        foreach (var attribute in _attributes)
            if (attribute is not null) at = (at * (attribute.Values.Length + 1)) + attribute.Codes[row] + 1;
        if (_paints[at] is { } known) return known;
        if (_left[at]) return null;
        if (layer.Takes(zoom, feature)) return _paints[at] = paint(zoom, feature);
        _left[at] = true;
        return null;
    }

    static T?[]? Room(IEnumerable<AttributeValues?> attributes)
    {
        var room = 1L;
        foreach (var attribute in attributes) room = Math.Min(Most + 1, room * ((attribute?.Values.Length ?? 0) + 1));
        return room <= Most ? new T?[room] : null;
    }
}
