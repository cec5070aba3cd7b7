using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles;

namespace RiskMap.Geo.Tests.Tiles;

public sealed class TileSourceTests
{
    [Fact]
    public void A_tile_with_all_kinds_of_features_reads_as_its_golden_text()
    {
        string[] shapes =
        [
            "POINT (100 200)",
            "MULTIPOINT ((1 1), (2 2), (9999 9999))",
            "LINESTRING (0 0, 1000 10, 5000 10)",
            "MULTILINESTRING ((0 0, 10 10), (20 20, 30 20, 40 20))",
            "POLYGON ((10 10, 10 90, 90 90, 90 10, 10 10), (20 20, 40 20, 40 40, 20 20))",
            "MULTIPOLYGON (((10 10, 20 10, 20 20, 10 10)), ((4000 4000, 5000 4000, 5000 5000, 4000 5000, 4000 4000)))",
            "POLYGON ((7.2 7.2, 7.3 7.2, 7.3 7.3, 7.2 7.2))",
        ];
        var (grade, score) = (new MvtValuesBuilder(), new MvtValuesBuilder());
        int[] grades = [.. shapes.Select((_, i) => grade.Add(new[] { "red", "orange", null }[i % 3]))];
        int[] scores = [.. shapes.Select((_, i) => score.Add(i / 2.0))];
        MvtAttribute[] attributes = [new("grade", grade.Build(), grades), new("评分", score.Build(), scores)];
        var tile = new MvtTileWriter();
        var all = new TileSource(Draw.Column(null, [.. shapes.Select(Read)]), [.. shapes.Select((_, i) => 1000L + i)], attributes);
        all.Write(tile.BeginLayer("shapes"), Draw.Tile).ShouldBe(shapes.Length);
        tile.EndLayer();
        all.Write(tile.BeginLayer("far"), TileId.Create(14, 0, 0)).ShouldBe(0);
        tile.EndLayer();
        Golden.Matches("mvt-all-kinds", MvtText.Describe(tile.Written));
    }

    [Fact]
    public void Points_and_other_shapes_go_two_ways_to_the_same_tile() => Seeded.ForEach(20, random =>
    {
        var points = Enumerable.Range(0, 500).Select(_ => (Geometry)new Point(random.Between(-200, 4300), random.Between(-200, 4300))).ToArray();
        var builder = new MvtValuesBuilder();
        int[] codes = [.. points.Select(_ => random.Next(5) == 0 ? -1 : builder.Add((long)random.Next(20)))];
        var attribute = new MvtAttribute("n", builder.Build(), codes);
        var alone = new TileSource(Draw.Column(null, points), [.. Enumerable.Range(0, 500).Select(i => (long)i)], [attribute]);
        // One line far away makes the column a mixed one, which takes the general way.
        var mixed = new TileSource(
            Draw.Column(null, [.. points, Read("LINESTRING (90000 90000, 91000 91000)")]), [.. Enumerable.Range(0, 501).Select(i => (long)i)],
            [attribute with { Codes = [.. codes, -1] }]);
        string Features(TileSource source)
        {
            var tile = new MvtTileWriter();
            source.Write(tile.BeginLayer("a"), Draw.Tile);
            tile.EndLayer();
            return string.Join('\n', MvtText.Describe(tile.Written).Split('\n').Skip(1).Order(StringComparer.Ordinal));
        }

        Features(mixed).ShouldBe(Features(alone));
    });

    [Fact]
    public void Several_sources_write_into_one_layer_and_hidden_rows_stay_out()
    {
        var builder = new MvtValuesBuilder();
        var red = builder.Add("red");
        var attribute = new MvtAttribute("grade", builder.Build(), [red, red, red]);
        var shapes = Draw.Column(null, [Read("POINT (1 1)"), Read("POINT (2 2)"), Read("POINT (3 3)")]);
        var built = new TileSource(shapes, [1, 2, 3], [attribute]);
        var other = new MvtValuesBuilder();
        var changed = new TileSource(Draw.Column(null, [Read("POINT (9 9)")]), [2], [new("grade", BuiltWith(other, "blue", out var blue), [blue])]);
        var tile = new MvtTileWriter();
        var layer = tile.BeginLayer("a");
        built.Write(layer, Draw.Tile, keep: row => row != 1).ShouldBe(2);
        changed.Write(layer, Draw.Tile).ShouldBe(1);
        tile.EndLayer();
        var decoded = MvtReader.Read(tile.Written).Layers[0];
        decoded.Keys.ShouldBe(["grade"]);
        decoded.Values.ShouldBe(["red", "blue"]);
        decoded.Features.Select(f => (f.Id, f["grade"], f.Paths[0].Vertices[0])).OrderBy(f => f.Id)
            .ShouldBe([(1UL, "red", (1, 1)), (2UL, "blue", (9, 9)), (3UL, "red", (3, 3))]);
    }

    [Fact]
    public void Tiles_written_by_many_threads_and_again_are_the_same_bytes()
    {
        var random = new Random(3);
        var shapes = Enumerable.Range(0, 3000).Select(_ => (Geometry)Stars.WithHole(random, random.Between(0, 9000), random.Between(0, 9000), 150, 12)).ToArray();
        var builder = new MvtValuesBuilder();
        int[] codes = [.. shapes.Select(_ => builder.Add((long)random.Next(500)))];
        var source = new TileSource(Draw.Column(null, shapes), [.. Enumerable.Range(0, 3000).Select(i => (long)i)], [new("n", builder.Build(), codes)]);
        var tiles = Enumerable.Range(0, 3).SelectMany(x => Enumerable.Range(0, 3).Select(y => TileId.Create(14, 13573 + x, 7035 + y))).ToArray();
        byte[] Bytes(TileId id)
        {
            var tile = new MvtTileWriter();
            source.Write(tile.BeginLayer("a"), id);
            tile.EndLayer();
            return tile.ToArray();
        }

        var expected = tiles.Select(Bytes).ToArray();
        expected.ShouldAllBe(bytes => bytes.Length > 0);
        var again = Enumerable.Range(0, 45).AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(i => Bytes(tiles[i % 9])).ToArray();
        for (var i = 0; i < again.Length; i++) again[i].AsSpan().SequenceEqual(expected[i % 9]).ShouldBeTrue();
    }

    [Fact]
    public void Wrong_input_is_refused_by_name()
    {
        var one = Draw.Column(null, [Read("POINT (1 1)")]);
        var values = BuiltWith(new MvtValuesBuilder(), "red", out var red);
        Should.Throw<ArgumentException>(() => new TileSource(one, [], [])).Message.ShouldContain("0 ids for 1 rows");
        Should.Throw<ArgumentException>(() => new TileSource(one, [-5], [])).Message.ShouldContain("-5");
        Should.Throw<ArgumentException>(() => new TileSource(one, [1], [new("名", values, [])])).Message.ShouldContain("名");
        Should.Throw<ArgumentException>(() => new TileSource(one, [1], [new("a", values, [red]), new("a", values, [red])])).Message.ShouldContain("twice");
    }

    [Fact]
    public void An_extent_other_than_4096_is_that_of_the_layer()
    {
        var source = new TileSource(Draw.Column(null, [Read("POINT (4000 2000)")]), [1], []);
        var tile = new MvtTileWriter();
        source.Write(tile.BeginLayer("a", extent: 512), Draw.Tile).ShouldBe(1);
        tile.EndLayer();
        MvtReader.Read(tile.Written).Layers[0].Features[0].Paths[0].Vertices[0].ShouldBe((500, 250));
    }

    static MvtValues BuiltWith(MvtValuesBuilder builder, string text, out int code)
    {
        code = builder.Add(text);
        return builder.Build();
    }

    static Geometry Read(string wkt) => new WKTReader().Read(wkt);
}
