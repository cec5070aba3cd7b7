using RiskMap.Geo.Tiles;

namespace RiskMap.City.Snapshot;

/// <summary>
/// How much each vertex of a layer's polygons matters, computed over the large block and the edits together: an edited district goes on sharing its simplified
/// borders with its neighbours. Hangs on the layer instance; made once, and only while there are edits.
/// </summary>
/// <param name="Main">Of the large block.</param>
/// <param name="Edits">Of the edited rows.</param>
sealed record LayerBorders(float[] Main, float[] Edits)
{
    internal static LayerBorders Of(LayerSnapshot layer)
    {
        var (main, edits) = VertexImportance.Of(layer.Main.Mercator, layer.Edits.Mercator, row => !layer.IsHidden(layer.Main, row));
        return new(main, edits);
    }
}
