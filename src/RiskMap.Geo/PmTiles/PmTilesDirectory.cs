using System.IO.Compression;

namespace RiskMap.Geo.PmTiles;

/// <summary>An entry of a directory: tiles with the same content, or, with a run of 0, a leaf directory that begins at this tile.</summary>
/// <param name="TileId">First tile.</param>
/// <param name="RunLength">Number of tiles, or 0.</param>
/// <param name="Offset">Where the content begins in its section.</param>
/// <param name="Length">Its length in bytes.</param>
public readonly record struct PmTilesEntry(ulong TileId, uint RunLength, ulong Offset, uint Length);

/// <summary>Writes directories (PMTiles specification version 3, 4): columns of varints, compressed by gzip, in one or two levels.</summary>
public static class PmTilesDirectory
{
    /// <summary>Most bytes of a root directory: with the header it must lie in the first 16 KiB.</summary>
    public const int RootBytes = 16_384 - PmTilesHeader.Bytes;

    const int LeastLeafEntries = 4096;

    /// <summary>The root directory and the leaf directories, one after another; without leaves where all fits into the root.</summary>
    /// <param name="entries">Entries by ascending tile.</param>
    /// <param name="rootBytes">Most bytes of the root.</param>
    public static (byte[] Root, byte[] Leaves) Build(IReadOnlyList<PmTilesEntry> entries, int rootBytes = RootBytes)
    {
        var root = Compress(Serialize(entries));
        if (root.Length <= rootBytes) return (root, []);
        for (var size = Math.Min(LeastLeafEntries, (entries.Count + 1) / 2); ; size *= 2)
        {
            var (leafEntries, leaves) = Leaves(entries, size);
            root = Compress(Serialize(leafEntries));
            if (root.Length <= rootBytes) return (root, leaves);
        }
    }

    /// <summary>A directory before compression: number of entries, then steps of tiles, runs, lengths, and offsets of which 0 means right after the entry before.</summary>
    public static byte[] Serialize(IReadOnlyList<PmTilesEntry> entries)
    {
        using var bytes = new MemoryStream();
        Varint(bytes, (ulong)entries.Count);
        for (var i = 0; i < entries.Count; i++) Varint(bytes, entries[i].TileId - (i == 0 ? 0 : entries[i - 1].TileId));
        foreach (var entry in entries) Varint(bytes, entry.RunLength);
        foreach (var entry in entries) Varint(bytes, entry.Length);
        for (var i = 0; i < entries.Count; i++)
            Varint(bytes, i > 0 && entries[i].Offset == entries[i - 1].Offset + entries[i - 1].Length ? 0 : entries[i].Offset + 1);
        return bytes.ToArray();
    }

    /// <summary>Bytes compressed by gzip, the same for the same bytes.</summary>
    internal static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(bytes);
        return target.ToArray();
    }

    static (List<PmTilesEntry> Entries, byte[] Leaves) Leaves(IReadOnlyList<PmTilesEntry> entries, int size)
    {
        using var leaves = new MemoryStream();
        var root = new List<PmTilesEntry>();
        for (var from = 0; from < entries.Count; from += size)
        {
            var leaf = Compress(Serialize([.. entries.Skip(from).Take(size)]));
            root.Add(new PmTilesEntry(entries[from].TileId, RunLength: 0, (ulong)leaves.Length, (uint)leaf.Length));
            leaves.Write(leaf);
        }

        return (root, leaves.ToArray());
    }

    static void Varint(MemoryStream bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7) bytes.WriteByte((byte)(value | 0x80));
        bytes.WriteByte((byte)value);
    }
}
