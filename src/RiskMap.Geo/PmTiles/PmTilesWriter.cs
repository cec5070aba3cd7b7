using System.Security.Cryptography;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Tiles;

namespace RiskMap.Geo.PmTiles;

/// <summary>
/// Writes an archive of vector tiles (PMTiles specification version 3) in one pass: room for header and root directory first, then the tiles as they come, then
/// metadata and leaf directories. Equal tiles are stored once. Not thread-safe.
/// </summary>
/// <param name="target">A stream that can seek, at its beginning; stays open.</param>
public sealed class PmTilesWriter(Stream target)
{
    const int DataStart = PmTilesHeader.Bytes + PmTilesDirectory.RootBytes;

    readonly List<PmTilesEntry> _entries = [];
    readonly Dictionary<(ulong, ulong), (ulong Offset, uint Length)> _contents = [];
    long _tiles;
    ulong _length;
    int _minZoom = TileId.MaxZoom;
    int _maxZoom;

    /// <summary>Number of tiles so far.</summary>
    public long Tiles => _tiles;

    /// <summary>A tile compressed as the archive holds it; safe to call from several threads.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> tile) => PmTilesDirectory.Compress(tile);

    /// <summary>Adds a tile by ascending <see cref="PmTilesId"/>.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="compressed">What <see cref="Compress"/> made of it.</param>
    /// <exception cref="ArgumentException">A tile of the same or a greater number was added before.</exception>
    public void Add(TileId tile, ReadOnlySpan<byte> compressed)
    {
        var id = PmTilesId.Of(tile);
        var last = _entries.Count == 0 ? default : _entries[^1];
        if (_entries.Count > 0 && id < last.TileId + last.RunLength) throw new ArgumentException($"The tile {tile} comes after one that follows it.", nameof(tile));
        var (offset, length) = Place(compressed);
        if (_entries.Count > 0 && id == last.TileId + last.RunLength && offset == last.Offset) _entries[^1] = last with { RunLength = last.RunLength + 1 };
        else _entries.Add(new PmTilesEntry(id, RunLength: 1, offset, length));
        (_minZoom, _maxZoom, _tiles) = (Math.Min(_minZoom, tile.Z), Math.Max(_maxZoom, tile.Z), _tiles + 1);
    }

    /// <summary>Ends the archive.</summary>
    /// <param name="metadata">JSON in UTF-8 with <c>vector_layers</c> (specification, 5).</param>
    /// <param name="bounds">Box in degrees.</param>
    /// <exception cref="InvalidOperationException">No tile was added.</exception>
    public void Finish(ReadOnlySpan<byte> metadata, Box bounds)
    {
        if (_tiles == 0) throw new InvalidOperationException("An archive holds at least one tile.");
        var (root, leaves) = PmTilesDirectory.Build(_entries);
        var packed = PmTilesDirectory.Compress(metadata);
        var dataEnd = DataStart + (long)_length;
        target.Position = dataEnd;
        target.Write(packed);
        target.Write(leaves);
        var header = new PmTilesHeader(
            new(PmTilesHeader.Bytes, root.Length), new(dataEnd, packed.Length), new(dataEnd + packed.Length, leaves.Length), new(DataStart, (long)_length),
            _tiles, _entries.Count, _contents.Count, _minZoom, _maxZoom, bounds);
        target.Position = 0;
        target.Write(header.ToBytes());
        target.Write(root);
        target.Flush();
    }

    (ulong Offset, uint Length) Place(ReadOnlySpan<byte> compressed)
    {
        var hash = SHA256.HashData(compressed);
        var key = (BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, sizeof(ulong)));
        if (_contents.TryGetValue(key, out var known)) return known;
        target.Position = DataStart + (long)_length;
        target.Write(compressed);
        var place = (_length, (uint)compressed.Length);
        _contents.Add(key, place);
        _length += (ulong)compressed.Length;
        return place;
    }
}
