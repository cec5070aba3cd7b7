using System.Text;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Tests.Style;

public sealed class StyleReaderTests
{
    const string Head = """{"version": 8, "sources": {"city": {"type": "vector", "url": "/t.json"}}, "layers": [""";

    [Fact]
    public void A_style_is_read_into_layers_with_their_defaults()
    {
        var style = Read(Head + """
            {"id": "back", "type": "background", "paint": {"background-color": "#eef1f0"}},
            {"id": "roads", "type": "line", "source": "city", "source-layer": "roads", "minzoom": 9, "filter": ["==", ["get", "kind"], "a"],
             "layout": {"line-cap": "round"}, "paint": {"line-width": ["interpolate", ["linear"], ["zoom"], 10, 1, 14, 3], "line-dasharray": [4, 2]}},
            {"id": "firms", "type": "circle", "source": "city", "source-layer": "enterprises", "metadata": {"riskmap:legend": "circle"},
             "paint": {"circle-color": ["match", ["get", "grade"], "red", "#f00", "#fff"]}},
            {"id": "names", "type": "symbol", "source": "city", "source-layer": "enterprises", "maxzoom": 12,
             "layout": {"text-field": ["get", "name"], "text-font": ["Noto Sans CJK SC Bold", "sans-serif"], "visibility": "none"}}]}
            """);
        Golden.Matches("style/layers", string.Join('\n', style.Layers.Select(Describe)));
    }

    [Fact]
    public void The_projects_own_style_and_icons_are_read_whole()
    {
        var folder = StylesFolder();
        var style = StyleReader.Read(File.ReadAllBytes(Path.Combine(folder, "riskmap.json")));
        style.Layers.Length.ShouldBeGreaterThan(20);
        var icons = IconSet.Load(Path.Combine(folder, "icons"));
        icons.Names.Count().ShouldBe(Directory.GetFiles(Path.Combine(folder, "icons")).Length);
    }

    [Theory]
    [InlineData("""{"id": "a", "type": "heatmap", "source": "city", "source-layer": "x"}]}""", "/layers/0/type", "'heatmap'")]
    [InlineData("""{"id": "a", "type": "fill", "source": "city", "source-layer": "x", "paint": {"fill-translate": [1, 2]}}]}""", "/layers/0/paint/fill-translate", "'fill-translate'")]
    [InlineData("""{"id": "a", "type": "fill", "source": "city", "source-layer": "x", "layout": {"fill-color": "#fff"}}]}""", "/layers/0/layout/fill-color", "not known")]
    [InlineData("""{"id": "a", "type": "fill", "source": "city", "source-layer": "x", "paint": {"fill-color": "redish"}}]}""", "/layers/0/paint/fill-color", "a colour is expected")]
    [InlineData("""{"id": "a", "type": "fill", "source": "city", "source-layer": "x", "paint": {"fill-color": ["match", ["get", "g"], "a", "#12", "#fff"]}}]}""", "/layers/0/paint/fill-color", "#12")]
    [InlineData("""{"id": "a", "type": "line", "source": "city", "source-layer": "x", "paint": {"line-width": "2"}}]}""", "/layers/0/paint/line-width", "a number is expected")]
    [InlineData("""{"id": "a", "type": "line", "source": "city", "source-layer": "x", "layout": {"line-cap": "flat"}}]}""", "/layers/0/layout/line-cap", "butt, round, square")]
    [InlineData("""{"id": "a", "type": "fill", "source": "city"}]}""", "/layers/0", "source-layer")]
    [InlineData("""{"id": "a", "type": "fill", "source": "sea", "source-layer": "x"}]}""", "/layers/0", "'city'")]
    [InlineData("""{"id": "a", "type": "background", "interactive": true}]}""", "/layers/0/interactive", "not known")]
    [InlineData("""{"id": "a", "type": "background"}, {"id": "a", "type": "background"}]}""", "/layers", "twice")]
    public void What_is_not_known_is_refused_by_name(string layers, string path, string reason)
    {
        var refusal = Should.Throw<StyleException>(() => Read(Head + layers));
        refusal.Path.ShouldBe(path);
        refusal.Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("{", "this is not JSON")]
    [InlineData("[]", "a style is an object")]
    [InlineData("""{"version": 7, "layers": []}""", "version 8")]
    [InlineData("""{"version": 8, "sources": {"a": {"type": "raster"}}, "layers": []}""", "vector")]
    [InlineData("""{"version": 8, "terrain": {}, "sources": {"a": {"type": "vector"}}, "layers": []}""", "'terrain'")]
    public void What_is_no_style_is_refused(string json, string reason) => Should.Throw<StyleException>(() => Read(json)).Message.ShouldContain(reason);

    [Fact]
    public void A_layer_is_drawn_from_its_least_zoom_up_to_its_greatest()
    {
        var layer = Read(Head + """{"id": "a", "type": "line", "source": "city", "source-layer": "x", "minzoom": 9, "maxzoom": 12}]}""").Layers[0];
        new[] { 8.99, 9, 11.99, 12 }.Select(layer.IsVisibleAt).ShouldBe([false, true, true, false]);
    }

    internal static string StylesFolder() => Repository.PathOf("styles");

    static MapStyle Read(string json) => StyleReader.Read(Encoding.UTF8.GetBytes(json));

    static string Describe(StyleLayer layer)
    {
        var common = $"{layer.Id} [{layer.GetType().Name}] of {layer.SourceLayer ?? "-"}, zoom {layer.MinZoom}–{layer.MaxZoom}, filter {layer.Filter?.ToString() ?? "-"}, " +
            $"visible {layer.Visible}, legend {layer.Legend ?? "-"}, reads {string.Join(' ', layer.Properties)}";
        return common + "\n" + layer switch
        {
            BackgroundLayer back => $"  colour {back.Colour}, opacity {back.Opacity}",
            LineLayer line => $"  colour {line.Colour}, opacity {line.Opacity}, width {line.Width}, offset {line.Offset}, dashes {line.Dashes}, cap {line.Cap}, join {line.Join}",
            CircleLayer circle => $"  colour {circle.Colour}, radius {circle.Radius}, stroke {circle.StrokeColour} {circle.StrokeWidth}",
            SymbolLayer symbol => $"  text {symbol.Text.Field}, font {symbol.Text.Font}, size {symbol.Text.Size}, anchor {symbol.Text.Anchor}, icon {symbol.Icon.Image}",
            _ => "",
        };
    }
}
