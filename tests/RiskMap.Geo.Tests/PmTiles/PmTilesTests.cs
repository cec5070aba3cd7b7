using System.IO.Compression;
using System.Text;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.PmTiles;
using RiskMap.Geo.Tiles;

namespace RiskMap.Geo.Tests.PmTiles;

public sealed class PmTilesTests
{
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 0, 0, 1)]
    [InlineData(1, 0, 1, 2)]
    [InlineData(1, 1, 1, 3)]
    [InlineData(1, 1, 0, 4)]
    [InlineData(2, 0, 0, 5)]
    [InlineData(12, 3423, 1763, 19078479)]
    public void Tiles_have_the_numbers_of_the_specification(int z, int x, int y, long id) => PmTilesId.Of(TileId.Create(z, x, y)).ShouldBe((ulong)id);

    [Fact]
    public void Numbers_of_a_zoom_are_all_different_and_neighbours_on_the_curve_are_neighbours_on_the_map()
    {
        for (var z = 1; z <= 6; z++)
        {
            var along = (from x in Enumerable.Range(0, 1 << z) from y in Enumerable.Range(0, 1 << z) select TileId.Create(z, x, y)).OrderBy(PmTilesId.Of).ToList();
            along.Select(PmTilesId.Of).ShouldBe(Enumerable.Range(0, 1 << (2 * z)).Select(i => (((1UL << (2 * z)) - 1) / 3) + (ulong)i));
            along.Zip(along.Skip(1)).ShouldAllBe(pair => Math.Abs(pair.First.X - pair.Second.X) + Math.Abs(pair.First.Y - pair.Second.Y) == 1);
        }
    }

    [Fact]
    public void A_header_is_127_bytes_in_the_order_of_the_specification()
    {
        var header = new PmTilesHeader(new(127, 25), new(16_400, 30), new(16_430, 0), new(16_384, 16), 3, 2, 1, 0, 14, new Box(118.1, 24.5, 118.5, 24.75)).ToBytes();
        Convert.ToHexStringLower(header).ShouldBe(string.Concat(
            "504d54696c6573", "03", "7f00000000000000", "1900000000000000", "1040000000000000", "1e00000000000000", "2e40000000000000", "0000000000000000",
            "0040000000000000", "1000000000000000", "0300000000000000", "0200000000000000", "0100000000000000", "01", "02", "02", "01", "00", "0e",
            "40a16446", "40679a0e", "40aaa146", "e08cc00e", "07", "c0258346", "107aad0e"));
    }

    [Fact]
    public void A_directory_holds_columns_of_varints_and_leaves_out_offsets_that_follow()
    {
        PmTilesEntry[] entries = [new(5, 1, 0, 300), new(7, 2, 300, 10), new(20, 1, 0, 300)];
        PmTilesDirectory.Serialize(entries).ShouldBe(new byte[] { 3, 5, 2, 13, 1, 2, 1, 0xAC, 2, 10, 0xAC, 2, 1, 0, 1 });
    }

    [Fact]
    public void Every_tile_is_found_again_and_equal_ones_are_stored_once() => Seeded.ForEach(20, random =>
    {
        var tiles = Enumerable.Range(0, random.Next(1, 300)).Select(_ => random.Next(0, 9)).Select(z => TileId.Create(z, random.Next(1 << z), random.Next(1 << z)))
            .Distinct().OrderBy(PmTilesId.Of).ToDictionary(tile => tile, _ => Encoding.UTF8.GetBytes(new string('x', random.Next(1, 5))));
        using var file = new MemoryStream();
        var writer = new PmTilesWriter(file);
        foreach (var (tile, bytes) in tiles) writer.Add(tile, PmTilesWriter.Compress(bytes));
        writer.Finish("{}"u8, new Box(0, 0, 1, 1));

        var archive = new Archive(file.ToArray());
        foreach (var (tile, bytes) in tiles) archive.Tile(PmTilesId.Of(tile)).ShouldBe(bytes, tile.ToString());
        archive.Tile(PmTilesId.Of(TileId.Create(9, 0, 0))).ShouldBeNull();
        archive.Number(72).ShouldBe(tiles.Count);
        archive.Number(88).ShouldBe(tiles.Values.Select(bytes => bytes.Length).Distinct().Count());
    });

    [Fact]
    public void Many_tiles_need_leaves_and_the_root_stays_small()
    {
        var entries = Enumerable.Range(0, 30_000).Select(i => new PmTilesEntry((ulong)i * 3, 1, (ulong)(i * 7919L % 1_000_003), (uint)(i % 977) + 1)).ToList();
        var (root, leaves) = PmTilesDirectory.Build(entries);
        root.Length.ShouldBeLessThanOrEqualTo(PmTilesDirectory.RootBytes);
        var found = Archive.Entries(root).SelectMany(leaf =>
        {
            leaf.RunLength.ShouldBe(0u);
            return Archive.Entries(leaves.AsSpan((int)leaf.Offset, (int)leaf.Length).ToArray());
        });
        found.ShouldBe(entries);
    }

    [Fact]
    public void Tiles_out_of_order_and_an_archive_without_tiles_are_refused()
    {
        var writer = new PmTilesWriter(new MemoryStream());
        Should.Throw<InvalidOperationException>(() => writer.Finish("{}"u8, Box.Empty));
        writer.Add(TileId.Create(1, 1, 0), [1]);
        Should.Throw<ArgumentException>(() => writer.Add(TileId.Create(1, 0, 0), [1]));
        Should.Throw<ArgumentException>(() => writer.Add(TileId.Create(1, 1, 0), [1]));
    }

    /// <summary>An archive as the specification reads it.</summary>
    sealed class Archive(byte[] file)
    {
        public long Number(int at) => BitConverter.ToInt64(file, at);

        public byte[]? Tile(ulong id)
        {
            var directory = Section(8);
            while (true)
            {
                var entry = Entries(directory).LastOrDefault(entry => entry.TileId <= id);
                if (entry.Length == 0 || (entry.RunLength > 0 && id >= entry.TileId + entry.RunLength)) return null;
                if (entry.RunLength > 0) return Unzip(file.AsSpan((int)(Number(56) + (long)entry.Offset), (int)entry.Length).ToArray());
                directory = file.AsSpan((int)(Number(40) + (long)entry.Offset), (int)entry.Length).ToArray();
            }
        }

        public static List<PmTilesEntry> Entries(byte[] compressed)
        {
            var (bytes, at) = (Unzip(compressed), 0);
            var count = (int)Varint();
            var columns = Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, count).Select(_ => Varint()).ToArray()).ToArray();
            at.ShouldBe(bytes.Length);
            var entries = new List<PmTilesEntry>();
            for (var i = 0; i < count; i++)
            {
                var before = i == 0 ? default : entries[i - 1];
                entries.Add(new(before.TileId + columns[0][i], (uint)columns[1][i], columns[3][i] == 0 ? before.Offset + before.Length : columns[3][i] - 1, (uint)columns[2][i]));
            }

            return entries;

            ulong Varint()
            {
                var (value, shift) = (0UL, 0);
                while (true)
                {
                    value |= (ulong)(bytes[at] & 0x7F) << shift;
                    if (bytes[at++] < 0x80) return value;
                    shift += 7;
                }
            }
        }

        byte[] Section(int at) => file.AsSpan((int)Number(at), (int)Number(at + 8)).ToArray();

        static byte[] Unzip(byte[] bytes)
        {
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var target = new MemoryStream();
            gzip.CopyTo(target);
            return target.ToArray();
        }
    }
}
