using System.Buffers.Binary;
using RiskMap.Geo.Geometries;

namespace RiskMap.Geo.PmTiles;

/// <summary>A stretch of an archive.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">Its length in bytes.</param>
public readonly record struct PmTilesSection(long Offset, long Length);

/// <summary>The header of an archive of vector tiles compressed by gzip (PMTiles specification version 3, 3).</summary>
/// <param name="Root">The root directory.</param>
/// <param name="Metadata">The metadata, JSON compressed by gzip.</param>
/// <param name="Leaves">The leaf directories.</param>
/// <param name="Data">The tiles.</param>
/// <param name="Tiles">Number of tiles.</param>
/// <param name="Entries">Number of entries in the directories that stand for tiles.</param>
/// <param name="Contents">Number of different tiles.</param>
/// <param name="MinZoom">Least zoom.</param>
/// <param name="MaxZoom">Greatest zoom.</param>
/// <param name="Bounds">Box in degrees.</param>
public sealed record PmTilesHeader(
    PmTilesSection Root, PmTilesSection Metadata, PmTilesSection Leaves, PmTilesSection Data, long Tiles, long Entries, long Contents, int MinZoom, int MaxZoom, Box Bounds)
{
    /// <summary>Length of a header.</summary>
    public const int Bytes = 127;

    const byte Version = 3, Clustered = 1, Gzip = 2, Mvt = 1;
    const double Tenmillionths = 1e7;

    /// <summary>The header as it stands in the file, numbers in little-endian order.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Bytes];
        "PMTiles"u8.CopyTo(bytes);
        bytes[7] = Version;
        long[] numbers = [Root.Offset, Root.Length, Metadata.Offset, Metadata.Length, Leaves.Offset, Leaves.Length, Data.Offset, Data.Length, Tiles, Entries, Contents];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8 + (8 * i)), numbers[i]);
        (bytes[96], bytes[97], bytes[98], bytes[99], bytes[100], bytes[101]) = (Clustered, Gzip, Gzip, Mvt, (byte)MinZoom, (byte)MaxZoom);
        WritePosition(bytes.AsSpan(102), Bounds.MinX, Bounds.MinY);
        WritePosition(bytes.AsSpan(110), Bounds.MaxX, Bounds.MaxY);
        bytes[118] = (byte)Math.Clamp((MinZoom + MaxZoom) / 2, MinZoom, MaxZoom);
        WritePosition(bytes.AsSpan(119), Bounds.CentreX, Bounds.CentreY);
        return bytes;
    }

    static void WritePosition(Span<byte> bytes, double longitude, double latitude)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)Math.Round(longitude * Tenmillionths));
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], (int)Math.Round(latitude * Tenmillionths));
    }
}
