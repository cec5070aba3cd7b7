using RiskMap.Geo.Geometries;
using RiskMap.Geo.Tiles;

namespace RiskMap.Geo.Tests.Tiles;

public sealed class TileIdTests
{
    [Theory]
    [InlineData(0, 0, 0, true)]
    [InlineData(24, 16777215, 16777215, true)]
    [InlineData(12, 4095, 0, true)]
    [InlineData(12, 4096, 0, false)]
    [InlineData(12, 0, 4096, false)]
    [InlineData(0, 1, 0, false)]
    [InlineData(-1, 0, 0, false)]
    [InlineData(5, -1, 0, false)]
    [InlineData(5, 0, -1, false)]
    [InlineData(25, 0, 0, false)]
    [InlineData(32, 0, 0, false)]
    [InlineData(64, 0, 0, false)]
    public void A_tile_exists_only_within_its_zoom(int z, int x, int y, bool exists)
    {
        TileId.TryCreate(z, x, y, out var tile).ShouldBe(exists);
        if (exists) tile.ToString().ShouldBe($"{z}/{x}/{y}");
        else Should.Throw<ArgumentOutOfRangeException>(() => TileId.Create(z, x, y)).Message.ShouldContain($"{z}/{x}/{y}");
    }

    [Fact]
    public void The_whole_world_is_one_square()
    {
        // OGC 17-083r4, annex D.1: the top left corner of WebMercatorQuad.
        var e = TileId.Create(0, 0, 0).Envelope;
        e.MinX.ShouldBe(-20037508.3427892, 1e-7);
        e.MaxY.ShouldBe(20037508.3427892, 1e-7);
        (e.Width, e.Height).ShouldBe((WebMercator.WorldMetres, WebMercator.WorldMetres));
        var degrees = TileId.Create(0, 0, 0).LonLatBox;
        degrees.MaxY.ShouldBe(WebMercator.MaxLatitude, 1e-12);
        degrees.MinX.ShouldBe(-180, 1e-12);
    }

    [Fact]
    public void Rows_count_from_the_north()
    {
        TileId.Create(1, 0, 0).Envelope.ShouldBe(new Box(-WebMercator.HalfWorldMetres, 0, 0, WebMercator.HalfWorldMetres));
        TileId.Create(1, 1, 1).Envelope.ShouldBe(new Box(0, -WebMercator.HalfWorldMetres, WebMercator.HalfWorldMetres, 0));
    }

    [Fact]
    public void A_known_place_lies_in_its_known_tile()
    {
        // Xiang'an, 118.2478 E 24.6186 N: worked out from the formulas of the OSM wiki "Slippy map tilenames".
        TileId.At(118.2478, 24.6186, 14).ShouldBe(TileId.Create(14, 13573, 7035));
        TileId.At(-200, 95, 3).ShouldBe(TileId.Create(3, 0, 0));
        TileId.At(180, -90, 3).ShouldBe(TileId.Create(3, 7, 7));
    }

    [Fact]
    public void EPSG_3857_agrees_with_the_guidance_note()
    {
        // IOGP Guidance Note 7-2, method 1024, worked example: 24°22'54.433"N 100°20'00"W.
        WebMercator.X(-(100 + (20 / 60.0))).ShouldBe(-11169055.58, 0.01);
        WebMercator.Y(24 + (22 / 60.0) + (54.433 / 3600)).ShouldBe(2800000.00, 0.01);
        WebMercator.Latitude(2800000).ShouldBe(24.381786944444444, 1e-7);
    }

    [Fact]
    public void Degrees_and_metres_are_inverse() => Seeded.ForEach(100, random =>
    {
        double[] x = [random.Between(-180, 180)], y = [random.Between(-85, 85)];
        var (longitude, latitude) = (x[0], y[0]);
        WebMercator.Forward(x, y);
        WebMercator.Inverse(x, y);
        x[0].ShouldBe(longitude, 1e-11);
        y[0].ShouldBe(latitude, 1e-11);
    });

    [Fact]
    public void The_tiles_that_cover_a_box_are_those_whose_boxes_touch_it() => Seeded.ForEach(50, random =>
    {
        var z = random.Next(0, 7);
        var (x, y) = (random.Between(-180, 170), random.Between(-85, 80));
        var box = new Box(x, y, x + random.Between(0, 30), y + random.Between(0, 20));
        var expected = Enumerable.Range(0, 1 << z).SelectMany(row => Enumerable.Range(0, 1 << z).Select(column => TileId.Create(z, column, row)))
            .Where(tile => tile.LonLatBox.Intersects(box));
        TileId.Covering(box, z).ShouldBe(expected);
    });

    [Fact]
    public void A_tile_lies_in_its_parent() => Seeded.ForEach(50, random =>
    {
        var tile = TileId.At(random.Between(-180, 180), random.Between(-85, 85), random.Next(1, 25));
        tile.Parent.Envelope.Expand(1e-6).Contains(tile.Envelope).ShouldBeTrue();
        TileId.Covering(Box.Empty, 5).ShouldBeEmpty();
    });
}
