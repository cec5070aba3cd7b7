using System.Runtime.CompilerServices;
using RiskMap.Geo.Geometries;

namespace RiskMap.Geo.Tiles.Internal;

/// <summary>
/// From EPSG:3857 to the units of one tile. Positions are first expressed on the grid of the whole zoom, whose rounding (half up) is
/// the same for all its tiles: a border that two tiles share gets the same vertices in both.
/// </summary>
readonly struct TileFrame
{
    readonly double _originX;
    readonly double _originY;

    internal TileFrame(TileId tile, TileOptions options, int turn = 0)
    {
        UnitsPerMetre = options.Extent / tile.SizeMetres;
        _originX = (tile.X + (turn * (double)(1 << tile.Z))) * options.Extent;
        _originY = (double)tile.Y * options.Extent;
        Min = -options.Buffer;
        Max = options.Extent + options.Buffer;
    }

    /// <summary>A frame that need not be a tile: a picture at any scale.</summary>
    internal TileFrame(double unitsPerMetre, double originX, double originY, int min, int max) =>
        (UnitsPerMetre, _originX, _originY, Min, Max) = (unitsPerMetre, originX, originY, min, max);

    /// <summary>Tile units in a metre of EPSG:3857.</summary>
    internal double UnitsPerMetre { get; }

    /// <summary>Least unit drawn, in both directions.</summary>
    internal int Min { get; }

    /// <summary>Greatest unit drawn, in both directions.</summary>
    internal int Max { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double X(double metres) => ((metres + WebMercator.HalfWorldMetres) * UnitsPerMetre) - _originX;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double Y(double metres) => ((WebMercator.HalfWorldMetres - metres) * UnitsPerMetre) - _originY;

    /// <summary>Half up, so the same for every tile of a zoom; the value must be near the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Round(double units) => (int)Math.Floor(units + 0.5);

    /// <summary>A point on the grid; false when it is not drawn. Half open, so that without a buffer each point is in one tile only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryPoint(double metresX, double metresY, out int x, out int y)
    {
        var (unitsX, unitsY) = (Math.Floor(X(metresX) + 0.5), Math.Floor(Y(metresY) + 0.5));
        (x, y) = ((int)unitsX, (int)unitsY);
        return unitsX >= Min && unitsY >= Min && unitsX < Max && unitsY < Max;
    }

    /// <summary>A box in EPSG:3857 in tile units, where y grows downwards.</summary>
    internal Box ToUnits(in Box box) => new(X(box.MinX), Y(box.MaxY), X(box.MaxX), Y(box.MinY));

    /// <summary>What is drawn: the tile and its buffer, in EPSG:3857, with half a unit more because of the rounding.</summary>
    internal Box QueryBox(TileId tile, int turn = 0)
    {
        var box = tile.Envelope.Expand((0.5 - Min) / UnitsPerMetre);
        return turn == 0 ? box : box with { MinX = box.MinX + (turn * WebMercator.WorldMetres), MaxX = box.MaxX + (turn * WebMercator.WorldMetres) };
    }

    internal bool Covers(in Box units) => units.MinX >= Min && units.MinY >= Min && units.MaxX <= Max && units.MaxY <= Max;

    internal bool Touches(in Box units) => units.MinX <= Max && units.MinY <= Max && units.MaxX >= Min && units.MaxY >= Min;
}
