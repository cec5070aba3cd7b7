namespace RiskMap.Geo.Tiles;

/// <summary>
/// How points are summed up at low zooms: on one grid over the whole world, so that a cluster is the same in every tile that shows it.
/// </summary>
/// <param name="ThroughZoom">Greatest zoom with clusters; above it each point stands for itself.</param>
/// <param name="LeastMembers">Fewest points that make a cluster; fewer in a cell stay themselves.</param>
/// <param name="CellBits">Cells along a tile's side, as a power of two: 3 means 8 cells of 64 pixels each, where a tile is drawn with 512.</param>
public sealed record ClusterRules(int ThroughZoom, int LeastMembers = 2, int CellBits = 3)
{
    // A cell's number interleaves column and row in 32 bits.
    const int MostBits = 16;

    /// <summary>Bits of a column or row number in the finest grid, that of <see cref="ThroughZoom"/>.</summary>
    internal int FinestBits { get; } = ThroughZoom >= 0 && CellBits >= 0 && ThroughZoom + CellBits <= MostBits
        ? ThroughZoom + CellBits
        : throw new ArgumentOutOfRangeException(nameof(ThroughZoom), ThroughZoom, $"Zoom and cell bits together lie between 0 and {MostBits}.");
}
