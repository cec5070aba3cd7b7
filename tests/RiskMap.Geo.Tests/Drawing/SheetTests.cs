using RiskMap.Geo.Crs;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Drawing.Sheets;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Style;
using RiskMap.Geo.Tiles;
using WebMercator = RiskMap.Geo.Tiles.WebMercator;

namespace RiskMap.Geo.Tests.Drawing;

public sealed class SheetTests
{
    [Theory]
    [InlineData(1, 140, 100)]
    [InlineData(3.2, 140, 200)]
    [InlineData(36.5, 140, 5000)]
    [InlineData(0.1, 100, 10)]
    public void A_scale_bar_has_a_round_length_that_fits(double metresPerPixel, double most, double metres)
    {
        var bar = ScaleBar.Of(metresPerPixel, most);
        bar.Metres.ShouldBe(metres, 1e-9);
        bar.Pixels.ShouldBe(metres / metresPerPixel, 1e-6);
        bar.Pixels.ShouldBeLessThanOrEqualTo(most);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(24.6)]
    [InlineData(60)]
    public void A_scale_bar_is_true_at_the_latitude_of_the_map(double latitude)
    {
        var (x, y) = (WebMercator.X(118), WebMercator.Y(latitude));
        var view = MapView.Fitting(new Box(x - 2000, y - 2000, x + 2000, y + 2000), 800, 600, 20);
        var middle = view.Mercator();
        var east = WebMercator.Longitude(middle.CentreX + (100 / view.PixelsPerMetre));
        var truth = Geodesic.DistanceMetres(118, latitude, east, latitude) / 100;
        // The sphere of EPSG:3857 and the ellipsoid differ by 0.7 % at most.
        view.GroundMetresPerPixel.ShouldBe(truth, truth * 0.007);
    }

    [Fact]
    public void A_view_that_fits_a_box_shows_all_of_it_in_its_middle()
    {
        var box = new Box(13_000_000, 2_800_000, 13_010_000, 2_803_000);
        var view = MapView.Fitting(box, 800, 600, 20);
        // Whole pixels may cost half a one at an edge.
        view.Mercator(margin: 1).Contains(box).ShouldBeTrue();
        view.X(box.MinX).ShouldBe(0, 1);
        view.X(box.MaxX).ShouldBe(800, 1);
        MapView.Fitting(Box.Of(13_000_000, 2_800_000), 800, 600, 15.5).Zoom.ShouldBe(15.5);
    }

    [Fact]
    public void A_tile_of_256_pixels_is_drawn_at_one_zoom_less()
    {
        var tile = TileId.Create(14, 13571, 7017);
        var (view, box) = (MapView.Of(tile, 2), tile.Envelope);
        (view.Zoom, view.PictureWidth).ShouldBe((13, 512));
        view.X(box.MinX).ShouldBe(0, 1e-6);
        view.Y(box.MinY).ShouldBe(256, 1e-6);
    }

    [Fact]
    public void A_legend_taller_than_its_map_stands_in_columns_of_whole_groups()
    {
        var entry = new LegendEntry(new Swatch("fill", StyleColour.Black, null, null), "一");
        LegendGroup[] groups = [.. Enumerable.Range(0, 5).Select(i => new LegendGroup($"{i}", [entry, entry, entry]))];
        LegendDrawing.Columns(groups, 1000).Count.ShouldBe(1);
        LegendDrawing.Columns(groups, LegendDrawing.HeightOf(groups) / 2).Select(column => column.Count).ShouldBe([2, 2, 1]);
        LegendDrawing.Columns([], 100).ShouldBeEmpty();
    }

    [Fact]
    public void A_sprite_holds_every_icon_once_without_overlap()
    {
        var icons = IconSet.Load(Path.Combine(Style.StyleReaderTests.StylesFolder(), "icons"));
        var places = Sprite.Of(icons, 2).Entries;
        places.Keys.ShouldBe(icons.Names, ignoreOrder: true);
        foreach (var (a, first) in places)
            foreach (var (b, second) in places)
                if (a != b) (first.X + first.Width <= second.X || second.X + second.Width <= first.X || first.Y + first.Height <= second.Y || second.Y + second.Height <= first.Y).ShouldBeTrue($"{a} {b}");
    }
}
