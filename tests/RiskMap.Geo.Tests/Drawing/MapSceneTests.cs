using RiskMap.Geo.Drawing;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Style;
using RiskMap.Geo.Tiles;
using DrawnSketch = RiskMap.Geo.Tests.Drawing.Sketch;

namespace RiskMap.Geo.Tests.Drawing;

public sealed class MapSceneTests
{
    const string Back = """{"id": "back", "type": "background", "paint": {"background-color": "#eef1f0"}}""";

    [Fact]
    public void An_empty_tile_is_the_background()
    {
        var picture = Sketch(Back).Draw();
        (picture.Width, picture.Height, picture.Channels, picture.Colours, picture.Hex(100, 100)).ShouldBe((256, 256, 3, 1, "#eef1f0"));
    }

    [Fact]
    public void Polygons_are_filled_and_their_holes_are_not()
    {
        var picture = Sketch(Layer("fill", """{"fill-color": "#ff0000"}""")).Add("a", "POLYGON ((20 20, 220 20, 220 220, 20 220, 20 20), (100 100, 150 100, 150 150, 100 150, 100 100))").Draw();
        (picture.Hex(50, 50), picture.Hex(125, 125), picture.Hex(10, 10)).ShouldBe(("#ff0000", "#eef1f0", "#eef1f0"));
        picture.Count(pixel => pixel == (255, 0, 0, 255)).ShouldBeInRange((200 * 200) - 2500 - 50, (200 * 200) - 2500 + 50);
    }

    [Fact]
    public void Opacity_lets_what_lies_below_show()
    {
        var picture = Sketch(Layer("fill", """{"fill-color": "#000000", "fill-opacity": 0.5}""")).Add("a", "POLYGON ((0 0, 256 0, 256 256, 0 256, 0 0))").Draw();
        picture[128, 128].R.ShouldBeInRange(118, 120);
    }

    [Fact]
    public void Feature_state_colours_a_feature()
    {
        var sketch = new Sketch { Layers = $"{Back}, {Layer("fill", """{"fill-color": ["match", ["feature-state", "colour"], "red", "#c4242b", "rgba(0,0,0,0)"]}""")}", Colour = StyleValue.Of("red") };
        sketch.Add("a", "POLYGON ((0 0, 256 0, 256 256, 0 256, 0 0))").Draw().Hex(128, 128).ShouldBe("#c4242b");
    }

    [Fact]
    public void A_line_is_as_wide_as_the_style_says_and_twice_as_wide_on_a_dense_screen()
    {
        var sketch = Sketch(Layer("line", """{"line-color": "#000000", "line-width": 4}""")).Add("a", "LINESTRING (-50 128, 300 128)");
        sketch.Draw().Count(pixel => pixel.R < 10, 100, 0, 101).ShouldBe(4);
        sketch.Draw(ratio: 2).Count(pixel => pixel.R < 10, 100, 0, 101).ShouldBe(8);
    }

    [Fact]
    public void Dashes_run_on_from_tile_to_tile()
    {
        var sketch = Sketch(Layer("line", """{"line-color": "#000000", "line-width": 4, "line-dasharray": [7, 3]}""")).Add("a", "LINESTRING (-1005 128, 3000 128)");
        Agree(sketch.Scene(), 2, 1);
        // A dash is 28 pixels long and a gap 12.
        sketch.Draw().Count(pixel => pixel.R < 10, 0, 128, 256, 129).ShouldBeInRange(168, 190);
    }

    [Fact]
    public void An_offset_lies_inside_the_polygon_whichever_way_its_ring_runs()
    {
        foreach (var ring in new[] { "50 50, 200 50, 200 200, 50 200, 50 50", "50 50, 50 200, 200 200, 200 50, 50 50" })
        {
            var picture = Sketch(Layer("line", """{"line-color": "#000000", "line-width": 4, "line-offset": 10}""")).Add("a", $"POLYGON (({ring}))").Draw();
            (picture[60, 125].R, picture[40, 125].R).ShouldBe((0, 238), ring);
        }
    }

    [Fact]
    public void A_pattern_has_one_layout_over_all_tiles()
    {
        var scene = Sketch(Layer("fill", """{"fill-pattern": "hatch"}""")).Add("a", "POLYGON ((-900 -900, 900 -900, 900 900, -900 900, -900 -900))").Scene();
        Agree(scene, 2, 2);
        Agree(scene, 2, 2, ratio: 2);
    }

    [Fact]
    public void Circles_have_their_colour_and_their_border()
    {
        var picture = Sketch(Layer("circle", """{"circle-color": "#00ff00", "circle-radius": 10, "circle-stroke-width": 3, "circle-stroke-color": "#0000ff"}""")).Add("a", "POINT (100.5 100.5)").Draw();
        (picture.Hex(100, 100), picture.Hex(100, 112), picture.Hex(100, 116)).ShouldBe(("#00ff00", "#0000ff", "#eef1f0"));
    }

    [Fact]
    public void An_icon_stands_with_its_middle_on_the_point()
    {
        var picture = Sketch(Layer("symbol", "{}", """{"icon-image": "square", "icon-allow-overlap": true}""")).Add("a", "POINT (100 100)").Draw();
        picture.Count(pixel => pixel == (0, 0, 255, 255)).ShouldBe(256);
        (picture.Hex(92, 92), picture.Hex(107, 107), picture.Hex(91, 91)).ShouldBe(("#0000ff", "#0000ff", "#eef1f0"));
    }

    [Fact]
    public void A_missing_icon_is_refused_by_name() =>
        Should.Throw<StyleException>(() => Sketch(Layer("symbol", "{}", """{"icon-image": "none", "icon-allow-overlap": true}""")).Add("a", "POINT (100 100)").Draw()).Message.ShouldContain("icons/none");

    [Fact]
    public void Two_tiles_side_by_side_are_one_picture() => Seeded.ForEach(3, random =>
    {
        var sketch = Sketch(
            Layer("fill", """{"fill-color": "#f6d13b", "fill-opacity": 0.5}""", id: "f"), Layer("line", """{"line-color": "#39434e", "line-width": 3, "line-offset": 2}""", """{"line-join": "round"}""", "l"),
            Layer("circle", """{"circle-color": "#c4242b", "circle-radius": 4.3, "circle-stroke-width": 1.2, "circle-stroke-color": "#ffffff"}""", id: "c", source: "p"),
            Layer("symbol", "{}", """{"icon-image": "square", "icon-size": 0.7}""", "i", "q"),
            Layer("symbol", """{"text-color": "#1d2733", "text-halo-color": "#ffffff", "text-halo-width": 1.4}""", """{"text-field": ["get", "name"], "text-font": ["Noto Sans CJK SC"], "text-size": 11, "text-anchor": "top", "text-offset": [0, 1], "text-max-width": 8}""", "t", "p"));
        for (var i = 0; i < 6; i++) sketch.Add("a", Square(random.Between(-100, 600), random.Between(-100, 300), random.Between(10, 200)));
        for (var i = 0; i < 250; i++) sketch.Add(random.OneOf("p", "q"), Point(random.Between(-900, 1400), random.Between(-900, 1200)), random.OneOf("翔安化工仓储有限公司", "甲厂", "厦门市翔安区第一实验小学", "Xiang'an Gas"));
        var scene = sketch.Scene();
        Agree(scene, 2, 1);
        Agree(scene, 2, 1, ratio: 2);
    });

    [Fact]
    public void A_page_of_PDF_has_text_and_no_pixels()
    {
        using var file = new MemoryStream();
        using (var page = Canvas.Pdf(file, 256, 256))
        {
            Sketch(Layer("fill", """{"fill-pattern": "hatch"}"""), Layer("symbol", "{}", """{"text-field": ["get", "name"], "text-size": 20}""", "t", "p"))
                .Add("a", "POLYGON ((20 20, 220 20, 220 220, 20 20))").Add("p", "POINT (128 128)", "翔安区").Scene().Draw(page, MapView.Of(DrawnSketch.Tile));
            Should.Throw<InvalidOperationException>(page.ToPng);
        }

        var text = System.Text.Encoding.Latin1.GetString(file.ToArray());
        text.ShouldStartWith("%PDF-");
        text.TrimEnd().ShouldEndWith("%%EOF");
        text.ShouldContain("/MediaBox [ 0 0 192 192 ]");
    }

    internal static Sketch Sketch(params string[] layers) => new() { Layers = string.Join(',', layers.Prepend(Back).Distinct()) };

    internal static string Layer(string type, string paint, string layout = "{}", string id = "x", string source = "a") =>
        $$"""{"id": "{{id}}", "type": "{{type}}", "source": "s", "source-layer": "{{source}}", "paint": {{paint}}, "layout": {{layout}}}""";

    static string Point(double x, double y) => FormattableString.Invariant($"POINT ({x} {y})");

    static string Square(double x, double y, double side) => FormattableString.Invariant($"POLYGON (({x} {y}, {x + side} {y + 5}, {x + side - 8} {y + side}, {x} {y + side}, {x} {y}))");

    /// <summary>Every pixel of the tiles is that of the one picture: nothing is cut or moved at a seam.</summary>
    static void Agree(MapScene scene, int columns, int rows, double ratio = 1)
    {
        var whole = DrawnSketch.DrawWide(scene, columns, rows, ratio);
        var side = (int)(256 * ratio);
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
            {
                var at = DrawnSketch.Tile;
                var tile = Picture.Of(scene.Tile(TileId.Create(at.Z, at.X + column, at.Y + row), ratio));
                var (left, top) = (column * side, row * side);
                tile.Count(_ => true).ShouldBe(side * side);
                var different = Enumerable.Range(0, side * side).Where(i => Far(tile[i % side, i / side], whole[left + (i % side), top + (i / side)])).ToList();
                different.Select(i => $"{i % side},{i / side}: {tile[i % side, i / side]} {whole[left + (i % side), top + (i / side)]}").Take(9).ShouldBeEmpty($"{different.Count} pixels of tile {column},{row} at {ratio}");
            }
    }

    // Cairo samples fifteen lines in a pixel; where an edge that is cut beyond the view runs almost along one of them, it may fall to the other side: 255 / 15.
    static bool Far((int R, int G, int B, int A) a, (int R, int G, int B, int A) b) => Math.Abs(a.R - b.R) > 18 || Math.Abs(a.G - b.G) > 18 || Math.Abs(a.B - b.B) > 18;
}
