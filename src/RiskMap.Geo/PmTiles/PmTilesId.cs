using RiskMap.Geo.Tiles;

namespace RiskMap.Geo.PmTiles;

/// <summary>Number of a tile in a PMTiles archive (specification version 3, 4.1): all lower zooms first, then along the zoom's Hilbert curve.</summary>
public static class PmTilesId
{
    /// <summary>Number of a tile.</summary>
    public static ulong Of(TileId tile)
    {
        var (x, y) = (tile.X, tile.Y);
        var id = ((1UL << (2 * tile.Z)) - 1) / 3;
        for (var side = 1 << tile.Z >> 1; side > 0; side >>= 1)
        {
            var (right, lower) = ((x & side) != 0, (y & side) != 0);
            id += (ulong)side * (ulong)side * ((right ? 3UL : 0UL) ^ (lower ? 1UL : 0UL));
            (x, y) = Turn(x & (side - 1), y & (side - 1), side, right, lower);
        }

        return id;
    }

    static (int X, int Y) Turn(int x, int y, int side, bool right, bool lower) => (right, lower) switch
    {
        (true, false) => (side - 1 - y, side - 1 - x),
        (false, false) => (y, x),
        _ => (x, y),
    };
}
