using System.Text;
using RiskMap.Geo.Mvt;

namespace RiskMap.Geo.Tests.Mvt;

public sealed class MvtLayerWriterTests
{
    readonly MvtTileWriter _tile = new();

    // The examples of vector-tile-spec 2.1, clause 4.3.5, number by number.
    [Fact]
    public void Spec_example_4_3_5_1_a_point() =>
        GeometryOf(Points((25, 17))).ShouldBe([9, 50, 34]);

    [Fact]
    public void Spec_example_4_3_5_2_a_multi_point() =>
        GeometryOf(Points((5, 7), (3, 2))).ShouldBe([17, 10, 14, 3, 9]);

    [Fact]
    public void Spec_example_4_3_5_3_a_line() =>
        GeometryOf(Lines([(2, 2), (2, 10), (10, 10)])).ShouldBe([9, 4, 4, 18, 0, 16, 16, 0]);

    [Fact]
    public void Spec_example_4_3_5_4_a_multi_line() =>
        GeometryOf(Lines([(2, 2), (2, 10), (10, 10)], [(1, 1), (3, 5)])).ShouldBe([9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8]);

    [Fact]
    public void Spec_example_4_3_5_5_a_polygon() =>
        GeometryOf(Polygons((true, [(3, 6), (8, 12), (20, 34)]))).ShouldBe([9, 6, 12, 18, 10, 12, 24, 44, 15]);

    [Fact]
    public void Spec_example_4_3_5_6_a_multi_polygon() =>
        GeometryOf(Polygons(
            (true, [(0, 0), (10, 0), (10, 10), (0, 10)]),
            (true, [(11, 11), (20, 11), (20, 20), (11, 20)]),
            (false, [(13, 13), (13, 17), (17, 17), (17, 13)]))).ShouldBe([
                9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15, 9, 4, 13, 26, 0, 8, 8, 0, 0, 7, 15]);

    [Fact]
    public void Rings_are_turned_so_that_shells_have_a_positive_area_and_holes_a_negative_one()
    {
        var layer = _tile.BeginLayer("a");
        layer.BeginFeature(1);
        layer.End(Polygons((true, [(0, 0), (0, 10), (10, 10), (10, 0)]), (false, [(2, 2), (4, 2), (4, 4), (2, 4)])));
        var paths = Decode().Layers[0].Features[0].Paths;
        paths[0].IsShell.ShouldBeTrue();
        paths[0].Vertices.ShouldBe([(0, 0), (10, 0), (10, 10), (0, 10)]);
        paths[1].IsShell.ShouldBeFalse();
        paths[1].Vertices.ShouldBe([(2, 2), (2, 4), (4, 4), (4, 2)]);
    }

    [Fact]
    public void A_layer_bears_version_name_and_extent_and_one_without_features_is_left_out()
    {
        _tile.BeginLayer("empty");
        _tile.EndLayer().ShouldBeFalse();
        _tile.IsEmpty.ShouldBeTrue();
        _tile.ToArray().ShouldBeEmpty();
        var layer = _tile.BeginLayer("企业", 512);
        layer.BeginFeature();
        layer.EndPoint(1, 2);
        var decoded = Decode();
        decoded.Layers.Count.ShouldBe(1);
        (decoded.Layers[0].Version, decoded.Layers[0].Name, decoded.Layers[0].Extent).ShouldBe((2, "企业", 512));
        decoded.Layers[0].Features[0].Id.ShouldBeNull();
    }

    [Fact]
    public void A_layer_name_is_used_once_in_a_tile()
    {
        var layer = _tile.BeginLayer("a");
        layer.BeginFeature();
        layer.EndPoint(0, 0);
        Should.Throw<InvalidOperationException>(() => _tile.BeginLayer("b"));
        _tile.EndLayer();
        Should.Throw<ArgumentException>(() => _tile.BeginLayer("a")).Message.ShouldContain("already");
        Should.Throw<ArgumentException>(() => _tile.BeginLayer(""));
    }

    [Fact]
    public void Keys_are_kept_once_and_values_once_per_type()
    {
        var layer = _tile.BeginLayer("a");
        for (var i = 0; i < 3; i++)
        {
            layer.BeginFeature(i);
            layer.Tag("n"u8, 1L);
            layer.Tag("d"u8, 1.0);
            layer.Tag("t"u8, "1"u8);
            layer.Tag("b"u8, true);
            layer.Tag("negative"u8, -1L);
            layer.EndPoint(i, 0);
        }

        var decoded = Decode().Layers[0];
        decoded.Keys.ShouldBe(["n", "d", "t", "b", "negative"]);
        decoded.Values.ShouldBe([1UL, 1.0, "1", true, -1L]);
        decoded.Features[2]["d"].ShouldBe(1.0);
    }

    [Fact]
    public void Values_of_every_size_come_back_as_they_went_in()
    {
        object[] values =
        [
            "", "甲", new string('x', 300), "quote\"", 0L, 127L, 128L, long.MaxValue, -1L, long.MinValue, 0.0, -1.5, 1e300, double.Epsilon, true, false,
        ];
        var layer = _tile.BeginLayer("a");
        layer.BeginFeature(7);
        for (var i = 0; i < values.Length; i++)
        {
            var key = layer.Key($"k{i}");
            layer.Tag(key, values[i] switch
            {
                string s => layer.Value(Encoding.UTF8.GetBytes(s)),
                long n => layer.Value(n),
                double d => layer.Value(d),
                _ => layer.Value((bool)values[i]),
            });
        }

        layer.EndPoint(1, 1);
        Decode().Layers[0].Features[0].Tags.Select(tag => tag.Value).ShouldBe(values.Select(v => v is long and >= 0 ? (object)(ulong)(long)v : v));
    }

    [Fact]
    public void Any_object_becomes_a_value_and_null_none()
    {
        var builder = new MvtValuesBuilder();
        builder.Add((object?)null).ShouldBe(MvtValuesBuilder.Null);
        builder.Add((string?)null).ShouldBe(MvtValuesBuilder.Null);
        object[] values =
        [
            1.50m, new DateOnly(2026, 11, 22), Guid.Parse("11111111-2222-3333-4444-555555555555"), new[] { 1, 2 },
            new Dictionary<string, string> { ["名"] = "甲" }, (byte)3, ulong.MaxValue, 2.5f, DayOfWeek.Monday,
        ];
        var codes = values.Select(value => builder.Add(value)).ToArray();
        codes.ShouldBe(Enumerable.Range(0, values.Length));
        builder.Add((object)1.50m).ShouldBe(0);
        var built = builder.Build();
        var layer = _tile.BeginLayer("a");
        layer.BeginFeature();
        foreach (var code in codes) layer.Tag(layer.Key($"k{code}"), layer.Value(built, code));
        layer.EndPoint(0, 0);
        Decode().Layers[0].Values.ShouldBe([
            "1.50", "2026-11-22", "11111111-2222-3333-4444-555555555555", "[1,2]", "{\"名\":\"甲\"}", 3UL, ulong.MaxValue, 2.5, "Monday"]);
    }

    [Fact]
    public void What_no_tile_can_hold_is_refused_by_name()
    {
        var layer = _tile.BeginLayer("a");
        Should.Throw<ArgumentOutOfRangeException>(() => layer.BeginFeature(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => layer.BeginFeature(1L << 53)).Message.ShouldContain("9007199254740991");
        Should.Throw<ArgumentOutOfRangeException>(() => layer.Value(double.NaN));
        Should.Throw<InvalidOperationException>(() => layer.Tag(0, 0));
        layer.BeginFeature(1);
        layer.Tag("名"u8, 1L);
        Should.Throw<InvalidOperationException>(() => layer.Tag("名"u8, 2L)).Message.ShouldContain("名");
        Should.Throw<ArgumentException>(() => layer.End(new MvtGeometry()));
        Should.Throw<InvalidOperationException>(() => layer.EndPoint(0, 0));
        layer.BeginFeature(2);
        layer.Tag("名"u8, 1L);
        layer.EndPoint(0, 0);
        Decode().Layers[0].Features.Select(f => f.Id).ShouldBe([2UL]);
    }

    [Fact]
    public void The_cursor_starts_anew_for_each_feature()
    {
        var layer = _tile.BeginLayer("a");
        foreach (var (x, y) in new[] { (4000, 4000), (-64, 4159) })
        {
            layer.BeginFeature();
            layer.EndPoint(x, y);
        }

        Decode().Layers[0].Features.Select(f => f.Paths[0].Vertices[0]).ShouldBe([(4000, 4000), (-64, 4159)]);
    }

    [Fact]
    public void Random_tiles_come_back_as_they_went_in() => Seeded.ForEach(60, random =>
    {
        _tile.Clear();
        var expected = new List<(long? Id, List<(string Key, object Value)> Tags, List<(int X, int Y)[]> Parts, int Type)>();
        var layer = _tile.BeginLayer("layer" + random.Next(9));
        var features = random.OneOf(1, 3, 200);
        for (var f = 0; f < features; f++)
        {
            long? id = random.Next(3) == 0 ? null : random.NextInt64(1L << random.Next(1, 53));
            layer.BeginFeature(id);
            var tags = new List<(string, object)>();
            var keys = random.OneOf(0, 1, 5, 40);
            for (var k = 0; k < keys; k++)
            {
                var (key, text) = ($"key{k}", new string('v', random.OneOf(0, 3, 130)) + random.Next(random.OneOf(2, 1000)));
                layer.Tag(layer.Key(key), layer.Value(Encoding.UTF8.GetBytes(text)));
                tags.Add((key, text));
            }

            var type = random.Next(1, 3);
            var parts = Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomPart(random, type == 1 ? 1 : random.Next(2, 80))).ToList();
            layer.End(type == 1 ? Points([.. parts.Select(p => p[0])]) : Lines([.. parts]));
            expected.Add((id, tags, parts, type));
        }

        var decoded = Decode().Layers[0].Features;
        decoded.Count.ShouldBe(expected.Count);
        for (var f = 0; f < features; f++)
        {
            decoded[f].Id.ShouldBe((ulong?)expected[f].Id);
            decoded[f].Tags.Select(t => (t.Key, t.Value)).ShouldBe(expected[f].Tags);
            decoded[f].Paths.Select(p => p.Vertices.ToArray()).ShouldBe(expected[f].Parts);
        }
    });

    [Fact]
    public void A_writer_used_again_makes_the_same_bytes()
    {
        byte[] Make(MvtTileWriter tile, int features)
        {
            tile.Clear();
            var layer = tile.BeginLayer("a");
            for (var i = 0; i < features; i++)
            {
                layer.BeginFeature(i);
                layer.Tag("k"u8, (long)i);
                layer.EndPoint(i, i);
            }

            tile.EndLayer();
            return tile.ToArray();
        }

        var first = Make(new MvtTileWriter(), 300);
        Make(_tile, 5000);
        Make(_tile, 300).ShouldBe(first);
        Make(_tile, 0).ShouldBeEmpty();
    }

    static (int X, int Y)[] RandomPart(Random random, int count)
    {
        var part = new (int X, int Y)[count];
        for (var i = 0; i < count; i++)
        {
            do part[i] = (random.Next(-100, 5000), random.Next(-100, 5000));
            while (i > 0 && part[i] == part[i - 1]);
        }

        return part;
    }

    MvtTile Decode()
    {
        _tile.EndLayer();
        return MvtReader.Read(_tile.Written);
    }

    /// <summary>The numbers of the geometry field of a feature that has nothing else.</summary>
    uint[] GeometryOf(MvtGeometry geometry)
    {
        var layer = _tile.BeginLayer("a");
        layer.BeginFeature();
        layer.End(geometry);
        Decode().Layers[0].Features[0].Type.ShouldBe(geometry.Type);
        // 1A len (78 02) (0A 01 61) 12 len (18 type) 22 len: the geometry; then 28 extent.
        var bytes = _tile.ToArray().AsSpan(2 + 2 + 3);
        bytes[0].ShouldBe((byte)0x12);
        bytes.Slice(2, 3).ToArray().ShouldBe([0x18, (byte)geometry.Type, 0x22]);
        return [.. bytes.Slice(6, bytes[5]).ToArray().Select(b => (uint)b)];
    }

    static MvtGeometry Points(params (int X, int Y)[] points) => Parts(MvtGeometryType.Point, points.Select(p => (false, new[] { p })));

    static MvtGeometry Lines(params (int X, int Y)[][] lines) => Parts(MvtGeometryType.LineString, lines.Select(line => (false, line)));

    static MvtGeometry Polygons(params (bool Shell, (int X, int Y)[] Ring)[] rings) => Parts(MvtGeometryType.Polygon, rings);

    static MvtGeometry Parts(MvtGeometryType type, IEnumerable<(bool Shell, (int X, int Y)[] Vertices)> parts)
    {
        var geometry = new MvtGeometry();
        geometry.Clear(type);
        foreach (var (shell, vertices) in parts)
        {
            geometry.BeginPart(shell);
            foreach (var (x, y) in vertices) geometry.Add(x, y);
        }

        return geometry;
    }
}
