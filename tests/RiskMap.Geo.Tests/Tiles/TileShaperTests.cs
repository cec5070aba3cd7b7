using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using RiskMap.Geo.Tiles;

namespace RiskMap.Geo.Tests.Tiles;

public sealed class TileShaperTests
{
    static readonly TileOptions Exact = new(SimplifyTolerance: 0);

    [Theory]
    [InlineData("POINT (10 20)", "POINT (10 20)")]
    [InlineData("POINT (10.4 20.5)", "POINT (10 21)")]
    [InlineData("POINT (-63 4159)", "POINT (-63 4159)")]
    [InlineData("POINT (-65 20)", "nothing")]
    [InlineData("POINT (4160 20)", "nothing")]
    [InlineData("MULTIPOINT ((1 1), (9000 9000), (2 2))", "MULTIPOINT ((1 1), (2 2))")]
    [InlineData("POINT EMPTY", "nothing")]
    public void Points_are_rounded_and_those_beyond_the_buffer_left_out(string wkt, string expected) => Draw.Wkt(wkt).ShouldBe(expected);

    [Fact]
    public void Without_a_buffer_every_point_is_in_exactly_one_tile() => Seeded.ForEach(200, random =>
    {
        // On the border to the bit and within a unit of it, where rounding decides.
        var point = new Point(random.OneOf(0, 4096) + random.OneOf(0, 0.5, -0.5, random.Between(-1, 1)), random.OneOf(0, 4096) + random.Between(-1, 1));
        var column = Draw.Column(null, point);
        var options = new TileOptions(Buffer: 0);
        Neighbours().Count(tile => Draw.Shape(column, options, tile) is not null).ShouldBe(1);
    });

    [Theory]
    [InlineData("LINESTRING (10 10, 20 10, 20 30)", "LINESTRING (10 10, 20 10, 20 30)")]
    [InlineData("LINESTRING (10 10, 10.2 10.1, 10.4 10, 20 10)", "LINESTRING (10 10, 20 10)")]
    [InlineData("LINESTRING (10 10, 15 10.2, 20 10)", "LINESTRING (10 10, 20 10)")]
    [InlineData("LINESTRING (10 10, 10.3 10.2)", "nothing")]
    [InlineData("LINESTRING (-1000 5, 1000 5)", "LINESTRING (-64 5, 1000 5)")]
    [InlineData("LINESTRING (5000 5, 6000 5)", "nothing")]
    [InlineData("LINESTRING (-100 4000, 200 4300)", "LINESTRING (-64 4036, 60 4160)")]
    [InlineData("LINESTRING (-200 4100, 100 4400)", "nothing")]
    [InlineData(
        "LINESTRING (100 100, 5000 100, 5000 200, 100 200)", "MULTILINESTRING ((100 100, 4160 100), (4160 200, 100 200))")]
    [InlineData("LINESTRING (4160 0, 4160 50, 5000 50)", "LINESTRING (4160 0, 4160 50)")]
    [InlineData("MULTILINESTRING ((1 1, 5 5), (9000 9000, 9001 9001))", "LINESTRING (1 1, 5 5)")]
    [InlineData("LINESTRING (0 0, 10 0, 0 0)", "LINESTRING (0 0, 10 0, 0 0)")]
    public void Lines_are_cut_by_segment_and_straightened(string wkt, string expected) => Draw.Wkt(wkt).ShouldBe(expected);

    [Theory]
    [InlineData("POLYGON ((10 10, 20 10, 20 20, 10 20, 10 10))", "POLYGON ((10 10, 20 10, 20 20, 10 20, 10 10))")]
    [InlineData("POLYGON ((10 10, 15 10, 20 10, 20 20, 10 20, 10 10))", "POLYGON ((10 10, 20 10, 20 20, 10 20, 10 10))")]
    [InlineData("POLYGON ((5000 10, 5020 10, 5020 20, 5000 10))", "nothing")]
    [InlineData(
        "POLYGON ((-9000 -9000, 9000 -9000, 9000 9000, -9000 9000, -9000 -9000))",
        "POLYGON ((-64 -64, 4160 -64, 4160 4160, -64 4160, -64 -64))")]
    [InlineData(
        "POLYGON ((-9000 -9000, 9000 -9000, 9000 9000, -9000 9000, -9000 -9000), (100 100, 100 200, 200 200, 200 100, 100 100))",
        "POLYGON ((-64 -64, 4160 -64, 4160 4160, -64 4160, -64 -64), (100 100, 100 200, 200 200, 200 100, 100 100))")]
    [InlineData(
        "POLYGON ((-9000 -9000, 9000 -9000, 9000 9000, -9000 9000, -9000 -9000), (-8000 -8000, -8000 8000, 8000 8000, 8000 -8000, -8000 -8000))",
        "nothing")]
    [InlineData("POLYGON ((-9000 -9000, -8000 -9000, -8000 20000, 20000 20000, 20000 21000, -9000 21000, -9000 -9000))", "nothing")]
    [InlineData("POLYGON ((10 10, 200 10, 200 200, 10 200, 10 10), (20 20, 20.3 20, 20.3 20.3, 20 20))", "POLYGON ((10 10, 200 10, 200 200, 10 200, 10 10))")]
    public void Polygons_inside_around_and_outside(string wkt, string expected) => Draw.Wkt(wkt).ShouldBe(expected);

    [Fact]
    public void A_polygon_over_the_border_is_cut_at_the_buffer()
    {
        var drawn = Read(Draw.Wkt("POLYGON ((4000 100, 5000 100, 5000 200, 4000 200, 4000 100))"));
        drawn.EqualsTopologically(Read("POLYGON ((4000 100, 4160 100, 4160 200, 4000 200, 4000 100))")).ShouldBeTrue();
    }

    [Fact]
    public void A_polygon_cut_into_two_pieces_becomes_two_valid_pieces()
    {
        // A U whose ends lie in the tile and whose bottom lies outside, right of the buffer.
        var drawn = Read(Draw.Wkt("POLYGON ((100 100, 5000 100, 5000 900, 100 900, 100 700, 4800 700, 4800 300, 100 300, 100 100))"));
        drawn.NumGeometries.ShouldBe(2);
        drawn.IsValid.ShouldBeTrue();
        drawn.Area.ShouldBe(2 * 4060 * 200);
    }

    [Theory]
    [InlineData("POLYGON ((10.2 10.3, 10.6 10.3, 10.6 10.8, 10.2 10.3))", "POLYGON ((10 10, 11 10, 11 11, 10 11, 10 10))")]
    [InlineData("POLYGON ((10.2 10.3, 300 10.3, 300 10.4, 10.2 10.4, 10.2 10.3))", "POLYGON ((10 10, 11 10, 11 11, 10 11, 10 10))")]
    [InlineData("POLYGON ((4159.7 10.3, 4160.2 10.3, 4160.2 10.4, 4159.7 10.3))", "POLYGON ((4159 10, 4160 10, 4160 11, 4159 11, 4159 10))")]
    [InlineData("POLYGON ((4160.1 10.3, 4160.2 10.3, 4160.2 10.4, 4160.1 10.3))", "nothing")]
    [InlineData(
        "MULTIPOLYGON (((10.2 10.3, 10.6 10.3, 10.6 10.8, 10.2 10.3)), ((20 20, 30 20, 30 30, 20 20)))", "POLYGON ((20 20, 30 20, 30 30, 20 20))")]
    [InlineData(
        "MULTIPOLYGON (((10.2 10.3, 10.6 10.3, 10.6 10.8, 10.2 10.3)), ((20.1 20, 20.2 20, 20.2 20.1, 20.1 20)))",
        "POLYGON ((10 10, 11 10, 11 11, 10 11, 10 10))")]
    public void A_polygon_without_area_after_rounding_is_a_square_of_one_unit(string wkt, string expected) => Draw.Wkt(wkt).ShouldBe(expected);

    [Fact]
    public void A_great_polygon_that_only_scratches_the_buffer_is_not_drawn_as_a_square() =>
        Draw.Wkt("POLYGON ((4159.9 100, 9000 100, 9000 200, 4159.9 200, 4159.9 100))").ShouldBe("nothing");

    [Fact]
    public void The_square_of_a_small_polygon_is_at_the_same_place_in_every_tile_that_shows_it() => Seeded.ForEach(200, random =>
    {
        var (x, y, w, h) = (random.Between(-100, 100), random.Between(3996, 4196), random.Between(0.01, 0.45), random.OneOf(0.01, 0.4, 30));
        var column = Draw.Column(null, Read($"POLYGON (({x} {y}, {x + w} {y}, {x + w} {y + h}, {x} {y}))"));
        var places = Neighbours().Select(tile => OnGrid(Draw.Shape(column, null, tile), tile)).Where(g => g is not null).Distinct().ToList();
        places.Count.ShouldBe(1, string.Join(" | ", places));
    });

    [Fact]
    public void A_border_that_two_polygons_share_stays_shared_without_gap_or_overlap() => Seeded.ForEach(60, random =>
    {
        // A map of four zones around a common corner; the borders between them are rough, on a scale near the tolerance.
        var roughness = random.OneOf(0.2, 1, 4, 60);
        Coordinate[] Border(double x1, double y1, double x2, double y2) =>
        [
            .. Enumerable.Range(0, 41).Select(i => i is 0 or 40
                ? new Coordinate(x1 + ((x2 - x1) * i / 40), y1 + ((y2 - y1) * i / 40))
                : new Coordinate(x1 + ((x2 - x1) * i / 40) + random.Between(-roughness, roughness), y1 + ((y2 - y1) * i / 40) + random.Between(-roughness, roughness))),
        ];
        var (east, south, west, north) = (Border(2000, 2000, 9000, 2000), Border(2000, 2000, 2000, 9000), Border(2000, 2000, -5000, 2000), Border(2000, 2000, 2000, -5000));
        Polygon Zone(Coordinate[] a, Coordinate[] b, double cornerX, double cornerY, int turn)
        {
            // From the end of a in to the middle, out along b, back over the corner; each ring begins elsewhere and some run backwards.
            var ring = a.Reverse().Concat(b.Skip(1)).Append(new Coordinate(cornerX, cornerY)).ToList();
            ring = [.. ring.Skip(turn), .. ring.Take(turn)];
            if (turn % 2 == 1) ring.Reverse();
            ring.Add(ring[0].Copy());
            return new Polygon(new LinearRing([.. ring]));
        }

        Geometry[] zones =
        [
            Zone(north, east, 9000, -5000, random.Next(80)), Zone(east, south, 9000, 9000, random.Next(80)),
            Zone(south, west, -5000, 9000, random.Next(80)), Zone(west, north, -5000, -5000, random.Next(80)),
        ];
        if (!zones.All(zone => zone.IsValid)) return;
        var column = Draw.Column(null, zones);
        var drawn = Enumerable.Range(0, 4).Select(row => Draw.Shape(column, row: row)!).ToArray();
        var whole = NetTopologySuite.Operation.OverlayNG.OverlayNGRobust.Union(drawn);
        // Cutting at the buffer bends the last edge by up to a unit beyond what is seen: look at the tile without its buffer.
        var tile = Read("POLYGON ((0 0, 4096 0, 4096 4096, 0 4096, 0 0))");
        var seen = drawn.Select(g => NetTopologySuite.Operation.OverlayNG.OverlayNGRobust.Overlay(g, tile, NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection)).ToArray();
        NetTopologySuite.Operation.OverlayNG.OverlayNGRobust.Overlay(tile, whole, NetTopologySuite.Operation.Overlay.SpatialFunction.Difference).Area.ShouldBe(0, 1e-6);
        seen.Sum(g => g.Area).ShouldBe(4096.0 * 4096, 1e-3);
    });

    [Fact]
    public void A_border_has_the_same_vertices_in_neighbouring_tiles() => Seeded.ForEach(60, random =>
    {
        var line = new LineString([.. Enumerable.Range(0, 200).Select(i => new Coordinate(3500 + (i * 6) + random.Between(-2, 2), 2000 + random.Between(-300, 300)))]);
        var column = Draw.Column(null, line);
        var right = TileId.Create(Draw.Tile.Z, Draw.Tile.X + 1, Draw.Tile.Y);
        // Away from the ends of the buffers both tiles must show the same vertices.
        string Seen(TileId tile) => string.Join(' ', Draw.Shape(column, null, tile)!.Coordinates
            .Select(c => (X: c.X + (4096 * (tile.X - Draw.Tile.X)), c.Y)).Where(c => c.X is > 4096 - 64 and < 4096 + 64).Distinct().Order());
        Seen(right).ShouldBe(Seen(Draw.Tile));
    });

    [Fact]
    public void Wrong_options_are_refused_by_name()
    {
        var shaper = new TileShaper();
        Should.Throw<ArgumentOutOfRangeException>(() => shaper.Begin(Draw.Tile, new TileOptions(Extent: 0))).Message.ShouldContain("extent");
        Should.Throw<ArgumentOutOfRangeException>(() => shaper.Begin(Draw.Tile, new TileOptions(Buffer: -1))).Message.ShouldContain("buffer");
        Should.Throw<ArgumentOutOfRangeException>(() => shaper.Begin(Draw.Tile, new TileOptions(SimplifyTolerance: double.NaN))).Message.ShouldContain("tolerance");
    }

    [Fact]
    public void Random_polygons_cut_by_the_tile_keep_their_area_and_are_valid() => Seeded.ForEach(300, random =>
    {
        var star = Stars.WithHole(random, random.Between(-500, 4600), random.Between(-500, 4600), random.OneOf(300, 1500, 6000), 24);
        var column = Draw.Column(null, star);
        var drawn = Draw.Shape(column, Exact);
        var expected = star.Intersection(Read("POLYGON ((-64 -64, 4160 -64, 4160 4160, -64 4160, -64 -64))"));
        // Rounding moves each vertex by at most half a unit along x and y.
        var tolerance = expected.Length + 10;
        (drawn?.Area ?? 0).ShouldBe(expected.Area, tolerance);
        (drawn?.IsValid ?? true).ShouldBeTrue(drawn?.ToText());
    });

    static Geometry Read(string wkt) => new WKTReader().Read(wkt);

    /// <summary>The tile and its eight neighbours.</summary>
    static IEnumerable<TileId> Neighbours() =>
        from dx in new[] { -1, 0, 1 }
        from dy in new[] { -1, 0, 1 }
        select TileId.Create(Draw.Tile.Z, Draw.Tile.X + dx, Draw.Tile.Y + dy);

    static string? OnGrid(Geometry? drawn, TileId tile) => drawn is null
        ? null
        : NetTopologySuite.Geometries.Utilities.AffineTransformation
            .TranslationInstance(4096 * (tile.X - Draw.Tile.X), 4096 * (tile.Y - Draw.Tile.Y)).Transform(drawn).ToText();
}
