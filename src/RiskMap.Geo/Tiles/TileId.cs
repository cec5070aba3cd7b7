using RiskMap.Geo.Geometries;

namespace RiskMap.Geo.Tiles;

/// <summary>
/// A tile of WebMercatorQuad (OGC 17-083r4, annex D.1; "XYZ" tiles): column X counts from west to east, row Y from north to south.
/// Made by <see cref="TryCreate"/> or <see cref="Create"/>, so always within its zoom; the default value is the whole world, 0/0/0.
/// </summary>
public readonly record struct TileId
{
    /// <summary>Greatest zoom; a tile unit is then under a millimetre.</summary>
    public const int MaxZoom = 24;

    TileId(int z, int x, int y) => (Z, X, Y) = (z, x, y);

    /// <summary>Zoom, 0 to <see cref="MaxZoom"/>.</summary>
    public int Z { get; }

    /// <summary>Column, 0 to 2^Z - 1.</summary>
    public int X { get; }

    /// <summary>Row, 0 to 2^Z - 1.</summary>
    public int Y { get; }

    /// <summary>Edge in metres of EPSG:3857.</summary>
    public double SizeMetres => WebMercator.WorldMetres / (1L << Z);

    /// <summary>The tile's square in EPSG:3857.</summary>
    public Box Envelope
    {
        get
        {
            var size = SizeMetres;
            var (minX, maxY) = ((X * size) - WebMercator.HalfWorldMetres, WebMercator.HalfWorldMetres - (Y * size));
            return new Box(minX, maxY - size, minX + size, maxY);
        }
    }

    /// <summary>The tile's box in degrees of longitude and latitude.</summary>
    public Box LonLatBox
    {
        get
        {
            var e = Envelope;
            return new Box(
                WebMercator.Longitude(e.MinX), WebMercator.Latitude(e.MinY), WebMercator.Longitude(e.MaxX), WebMercator.Latitude(e.MaxY));
        }
    }

    /// <summary>The tile one zoom up that holds this one; itself at zoom 0.</summary>
    public TileId Parent => Z == 0 ? this : new TileId(Z - 1, X >> 1, Y >> 1);

    /// <summary>Makes a tile; false when zoom, column or row are out of range.</summary>
    public static bool TryCreate(int z, int x, int y, out TileId tile)
    {
        var valid = z is >= 0 and <= MaxZoom && x >= 0 && y >= 0 && x < 1 << z && y < 1 << z;
        tile = valid ? new TileId(z, x, y) : default;
        return valid;
    }

    /// <summary>Makes a tile.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zoom, column or row are out of range.</exception>
    public static TileId Create(int z, int x, int y) => TryCreate(z, x, y, out var tile)
        ? tile
        : throw new ArgumentOutOfRangeException(nameof(z), $"The tile {z}/{x}/{y} does not exist: zoom 0 to {MaxZoom}, column and row 0 to 2^zoom - 1.");

    /// <summary>The tile that holds a position; beyond the square world the nearest.</summary>
    public static TileId At(double longitude, double latitude, int z)
    {
        if (z is < 0 or > MaxZoom) throw new ArgumentOutOfRangeException(nameof(z), z, $"A zoom lies between 0 and {MaxZoom}.");
        return new TileId(z, Number(WebMercator.X(longitude) + WebMercator.HalfWorldMetres, z),
            Number(WebMercator.HalfWorldMetres - WebMercator.Y(latitude), z));
    }

    /// <summary>The tiles of a zoom that touch a box of longitudes and latitudes, row after row.</summary>
    public static IEnumerable<TileId> Covering(Box lonLat, int z)
    {
        if (lonLat.IsEmpty) yield break;
        var (northWest, southEast) = (At(lonLat.MinX, lonLat.MaxY, z), At(lonLat.MaxX, lonLat.MinY, z));
        for (var y = northWest.Y; y <= southEast.Y; y++)
            for (var x = northWest.X; x <= southEast.X; x++) yield return new TileId(z, x, y);
    }

    /// <summary>Zoom, column and row with strokes between them.</summary>
    public override string ToString() => $"{Z}/{X}/{Y}";

    static int Number(double metres, int z)
    {
        var tiles = 1L << z;
        return (int)Math.Clamp(Math.Floor(metres / WebMercator.WorldMetres * tiles), 0, tiles - 1);
    }
}
