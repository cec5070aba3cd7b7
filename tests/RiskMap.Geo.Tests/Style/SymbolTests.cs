using System.Text.Json;
using RiskMap.Geo.Drawing;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Tests.Style;

/// <summary>The symbols of styles/riskmap.json can be told apart, also by people who see colours otherwise, and also without colour.</summary>
public sealed class SymbolTests
{
    /// <summary>Least CIEDE2000 between two solid colours of a scale: more than six just noticeable differences, so also in small symbols.</summary>
    const double LeastSolid = 15;

    /// <summary>The same for the districts' translucent colours, which cover large areas and bear their level in words.</summary>
    const double LeastWash = 8;

    static readonly MapStyle Style = StyleReader.Read(File.ReadAllBytes(Path.Combine(StyleReaderTests.StylesFolder(), "riskmap.json")));
    static readonly IconSet Icons = IconSet.Load(Path.Combine(StyleReaderTests.StylesFolder(), "icons"));

    [Theory]
    // Sharma, Wu and Dalal 2005, table 1, pairs 1, 7, 17 and 25.
    [InlineData(50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425)]
    [InlineData(50, 0, 0, 50, -1, 2, 2.3669)]
    [InlineData(50, 2.5, 0, 73, 25, -18, 27.1492)]
    [InlineData(60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644)]
    public void The_measure_gives_its_authors_numbers(double l1, double a1, double b1, double l2, double a2, double b2, double expected) =>
        ColourSight.Difference((l1, a1, b1), (l2, a2, b2)).ShouldBe(expected, 0.0001);

    [Theory]
    [InlineData("districts-risk")]
    [InlineData("enterprises")]
    public void The_four_colours_stay_apart_for_every_kind_of_sight(string layer)
    {
        var group = StyleLegend.Of(Style).Single(group => group.Layer.Id == layer);
        Apart([.. group.Entries.Where(entry => entry.Value is "red" or "orange" or "yellow" or "blue").Select(entry => entry.Swatch.Colour!)], LeastSolid);
    }

    [Theory]
    [InlineData("park-grade")]
    [InlineData("alert-level")]
    public void The_icons_of_a_scale_stay_apart_for_every_kind_of_sight(string scale) => Apart([.. IconsOf(scale).Select(FillOf)], LeastSolid);

    [Fact]
    public void The_districts_stay_apart_as_they_are_washed_over_the_ground()
    {
        var ground = ((FillLayer)Style.Layers.Single(layer => layer.Id == "districts-base")).Colour.At(0);
        var wash = (FillLayer)Style.Layers.Single(layer => layer.Id == "districts-risk");
        var colours = StyleLegend.Of(Style).Single(group => group.Layer.Id == "districts-risk").Entries.Select(entry => StyleColour.Mix(ground, entry.Swatch.Colour!, wash.Opacity.At(11)));
        Apart([.. colours], LeastWash);
    }

    [Fact]
    public void The_four_scales_have_four_different_shapes()
    {
        var shapes = new Dictionary<string, bool[]>
        {
            ["area"] = Shape(canvas => Rectangle(canvas)),
            ["enterprise"] = Shape(canvas => new Geo.Drawing.Scene.CirclePaint(StyleColour.Black, 28, StyleColour.Black, 0, 0).Draw(canvas, 32, 32, 1)),
            ["park"] = Shape(canvas => Draw(canvas, IconsOf("park-grade")[0])),
            ["alert"] = Shape(canvas => Draw(canvas, IconsOf("alert-level")[0])),
        };
        foreach (var (a, first) in shapes)
            foreach (var (b, second) in shapes)
                if (string.CompareOrdinal(a, b) < 0) Overlap(first, second).ShouldBeLessThan(0.85, $"{a} and {b}");
    }

    [Theory]
    [InlineData("park-grade")]
    [InlineData("alert-level")]
    public void Within_a_scale_each_icon_bears_a_mark_of_its_own(string scale) =>
        IconsOf(scale).Select(icon => string.Join(' ', icon.Shapes[^1].Outline)).Distinct(StringComparer.Ordinal).Count().ShouldBe(4);

    [Fact]
    public void Places_and_confined_spaces_are_told_by_their_outline_or_mark()
    {
        foreach (var family in new[] { "place-", "confined-" })
        {
            var drawn = Icons.Names.Where(name => name.StartsWith(family, StringComparison.Ordinal)).Select(name => Icons[name]).ToList();
            drawn.Select(icon => string.Join('|', icon.Shapes.Select(shape => $"{string.Join(' ', shape.Outline)} {shape.Stroke?.Dashes.Length}"))).Distinct(StringComparer.Ordinal).Count().ShouldBe(drawn.Count, family);
        }
    }

    static void Apart(IReadOnlyList<StyleColour> colours, double least)
    {
        colours.Count.ShouldBe(4);
        foreach (var kind in ColourSight.Kinds.Keys)
            for (var i = 0; i < colours.Count; i++)
                for (var j = i + 1; j < colours.Count; j++)
                    ColourSight.Distance(colours[i], colours[j], kind).ShouldBeGreaterThan(least, $"{kind}: {colours[i]} and {colours[j]}");
    }

    static Icon[] IconsOf(string scale)
    {
        using var style = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(StyleReaderTests.StylesFolder(), "riskmap.json")));
        return [.. style.RootElement.GetProperty("metadata").GetProperty("riskmap:symbols").GetProperty(scale).EnumerateArray().Select(name => Icons[name.GetString()!])];
    }

    static StyleColour FillOf(Icon icon) => icon.Shapes.Select(shape => shape.Fill).First(fill => fill is not null && fill != StyleColour.Black)!;

    static bool[] Shape(Action<Canvas> draw)
    {
        using var canvas = Canvas.Image(64, 64);
        draw(canvas);
        return [.. canvas.Pixels().ToArray().Select(pixel => pixel >> 24 > 127)];
    }

    static void Draw(Canvas canvas, Icon icon) => icon.Draw(canvas, 4, 4, 56 / icon.Width);

    static void Rectangle(Canvas canvas)
    {
        Geo.Drawing.Native.Cairo.Rectangle(canvas.Cairo, 4, 4, 56, 56);
        canvas.Colour(StyleColour.Black);
        Geo.Drawing.Native.Cairo.Fill(canvas.Cairo);
    }

    /// <summary>Shared area as a share of all that either covers.</summary>
    static double Overlap(bool[] a, bool[] b) => (double)a.Where((covered, i) => covered && b[i]).Count() / a.Where((covered, i) => covered || b[i]).Count();
}
