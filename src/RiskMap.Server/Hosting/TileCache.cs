using System.Collections.Concurrent;
using System.IO.Compression;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Tiles;

namespace RiskMap.Server.Hosting;

/// <summary>
/// Tiles of the current version, compressed once: gzip costs as much as encoding. A new version starts empty; within a version the oldest tiles go when
/// the budget is spent. Thread-safe.
/// </summary>
/// <param name="budgetBytes">Most bytes that are kept.</param>
public sealed class TileCache(long budgetBytes = TileCache.DefaultBudgetBytes)
{
    /// <summary>Budget where nothing else is said: 128 MiB.</summary>
    public const long DefaultBudgetBytes = 128L << 20;

    volatile Shelf _shelf = new("");
    long _hits;
    long _misses;

    /// <summary>Tiles found.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>Tiles that had to be made.</summary>
    public long Misses => Interlocked.Read(ref _misses);

    /// <summary>Bytes of the tiles that are kept.</summary>
    public long Bytes => Interlocked.Read(ref _shelf.Bytes);

    /// <summary>Tiles that are kept.</summary>
    public int Entries => _shelf.Tiles.Count;

    /// <summary>The tile, made at first asking; empty when nothing stands in it.</summary>
    /// <param name="snapshot">The current snapshot.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="layers">Names of the layers, parted by commas, in a fixed order.</param>
    /// <param name="zipped">Whether the client takes gzip.</param>
    /// <param name="encode">Makes the tile.</param>
    public ReadOnlyMemory<byte> GetOrMake(CitySnapshot snapshot, TileId tile, string layers, bool zipped, Func<ReadOnlyMemory<byte>> encode)
    {
        var shelf = ShelfOf(snapshot.Version.Text);
        if (shelf.Tiles.TryGetValue((tile, layers, zipped), out var kept))
        {
            Interlocked.Increment(ref _hits);
            return kept;
        }

        Interlocked.Increment(ref _misses);
        // A tile that is kept in the other form need not be drawn again.
        var other = shelf.Tiles.GetValueOrDefault((tile, layers, !zipped));
        var made = (zipped, other.IsEmpty) switch
        {
            (true, true) => Compress(encode()),
            (true, false) => Compress(other),
            (false, true) => encode(),
            (false, false) => Decompress(other),
        };
        if (shelf.Tiles.TryAdd((tile, layers, zipped), made)) Keep(shelf, (tile, layers, zipped), made.Length);
        return made;
    }

    Shelf ShelfOf(string version)
    {
        var shelf = _shelf;
        if (shelf.Version == version) return shelf;
        var fresh = new Shelf(version);
        var seen = Interlocked.CompareExchange(ref _shelf, fresh, shelf);
        return seen.Version == shelf.Version ? fresh : seen;
    }

    void Keep(Shelf shelf, (TileId, string, bool) key, int bytes)
    {
        shelf.Order.Enqueue(key);
        Interlocked.Add(ref shelf.Bytes, bytes);
        while (Interlocked.Read(ref shelf.Bytes) > budgetBytes && shelf.Order.TryDequeue(out var oldest))
        {
            if (shelf.Tiles.TryRemove(oldest, out var gone)) Interlocked.Add(ref shelf.Bytes, -gone.Length);
        }
    }

    static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> tile)
    {
        if (tile.IsEmpty) return tile;
        using var target = new MemoryStream(tile.Length / 2);
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(tile.Span);
        return target.GetBuffer().AsMemory(0, (int)target.Length);
    }

    static byte[] Decompress(ReadOnlyMemory<byte> compressed)
    {
        using var source = new GZipStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
        using var target = new MemoryStream();
        source.CopyTo(target);
        return target.ToArray();
    }

    sealed class Shelf(string version)
    {
        public long Bytes;

        public string Version { get; } = version;

        public ConcurrentDictionary<(TileId, string, bool), ReadOnlyMemory<byte>> Tiles { get; } = new();

        public ConcurrentQueue<(TileId, string, bool)> Order { get; } = new();
    }
}
