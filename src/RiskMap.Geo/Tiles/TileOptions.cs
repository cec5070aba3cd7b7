namespace RiskMap.Geo.Tiles;

/// <summary>How a tile is cut and drawn, in tile units.</summary>
/// <param name="Extent">Units along each side.</param>
/// <param name="Buffer">Units drawn beyond each side: at least half the widest stroke or symbol.</param>
/// <param name="SimplifyTolerance">Greatest distance by which a line or border may be straightened; 0 keeps every vertex.</param>
public sealed record TileOptions(int Extent = 4096, int Buffer = 64, double SimplifyTolerance = 0.5)
{
    /// <summary>4096 units, a buffer of 64, half a unit of simplification.</summary>
    public static TileOptions Default { get; } = new();

    /// <summary>The same without a buffer: what stands at one place is in one tile only.</summary>
    public static TileOptions WithoutBuffer { get; } = Default with { Buffer = 0 };
}
