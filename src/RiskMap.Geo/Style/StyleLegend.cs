using System.Collections.Immutable;
using RiskMap.Geo.Style.Expressions;

namespace RiskMap.Geo.Style;

/// <summary>How a legend entry is drawn.</summary>
/// <param name="Kind"><c>fill</c>, <c>line</c>, <c>circle</c>, <c>icon</c> or <c>pattern</c>.</param>
/// <param name="Colour">Colour of a fill, line or circle, or null.</param>
/// <param name="Stroke">Colour of a circle's border, or null.</param>
/// <param name="Image">Name of an icon or pattern, or null.</param>
public sealed record Swatch(string Kind, StyleColour? Colour, StyleColour? Stroke, string? Image);

/// <summary>An entry of the legend.</summary>
/// <param name="Value">The attribute's value; empty where the layer has one symbol only, <c>none</c> for missing data.</param>
/// <param name="Swatch">Its symbol.</param>
public sealed record StyleLegendEntry(string Value, Swatch Swatch);

/// <summary>The entries of a layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Property">The property that tells the entries apart, or null.</param>
/// <param name="Entries">The entries in the style's order.</param>
public sealed record StyleLegendGroup(StyleLayer Layer, string? Property, ImmutableArray<StyleLegendEntry> Entries);

/// <summary>
/// The legend that a style itself declares: one group for each layer with <c>riskmap:legend</c> in its metadata; entries are the outputs of its <c>match</c>, and
/// what a match gives otherwise is the symbol of missing data.
/// </summary>
public static class StyleLegend
{
    /// <summary>Value of an entry for missing data.</summary>
    public const string NoData = "none";

    /// <summary>The groups in the style's order.</summary>
    public static ImmutableArray<StyleLegendGroup> Of(MapStyle style) => [.. style.Layers.Where(layer => layer.Legend is not null).Select(GroupOf)];

    static StyleLegendGroup GroupOf(StyleLayer layer) => (layer, layer.Legend) switch
    {
        (FillLayer fill, "fill") => GroupOf(fill, fill.Colour.Expression, (value, _) => new("fill", value.ToColour(), null, null)),
        (FillLayer fill, "pattern") => GroupOf(fill, fill.Pattern.Expression, (value, _) => new("pattern", null, null, value.ToText())),
        (LineLayer line, "line") => GroupOf(line, line.Colour.Expression, (value, _) => new("line", value.ToColour(), null, null)),
        (CircleLayer circle, "circle") => GroupOf(circle, circle.Colour.Expression, (value, input) => new("circle", value.ToColour(), StrokeOf(circle, input), null)),
        (SymbolLayer symbol, "icon") => GroupOf(symbol, symbol.Icon.Image.Expression, (value, _) => new("icon", null, null, value.ToText())),
        _ => throw new StyleException($"/layers/{layer.Id}/metadata/riskmap:legend", $"'{layer.Legend}' is no legend of such a layer"),
    };

    static StyleLegendGroup GroupOf(StyleLayer layer, Expression expression, Func<StyleValue, string, Swatch> swatch) => new(
        layer, expression.Properties.FirstOrDefault(), [.. OutputsOf(expression).Select(output => new StyleLegendEntry(output.Input, swatch(output.Value, output.Input)))]);

    static StyleColour? StrokeOf(CircleLayer circle, string input) =>
        OutputsOf(circle.StrokeColour.Expression).Where(output => output.Input == input || output.Input.Length == 0).Select(output => output.Value.ToColour()).FirstOrDefault();

    static IEnumerable<(string Input, StyleValue Value)> OutputsOf(Expression expression) => expression switch
    {
        Literal literal => [("", literal.Value)],
        Match match => OutputsOf(match),
        Interpolate ramp => ramp.Stops.Select((stop, i) => (StyleValue.Of(stop).ToText(), ramp.Outputs[i].Evaluate(0, StyleFeature.None))),
        _ => [],
    };

    static IEnumerable<(string Input, StyleValue Value)> OutputsOf(Match match)
    {
        for (var i = 0; i < match.Labels.Length; i++)
            foreach (var label in match.Labels[i]) yield return (label.ToText(), match.Outputs[i].Evaluate(0, StyleFeature.None));
        var otherwise = match.Otherwise.Evaluate(0, StyleFeature.None);
        if (otherwise.ToColour() is not { Alpha: 0 }) yield return (NoData, otherwise);
    }
}
