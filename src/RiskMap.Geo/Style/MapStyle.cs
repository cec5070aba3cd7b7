using System.Collections.Immutable;
using RiskMap.Geo.Style.Expressions;

namespace RiskMap.Geo.Style;

/// <summary>A map style as <see cref="StyleReader"/> reads it: the layers in drawing order. Immutable and safe to share.</summary>
/// <param name="Name">Name of the style, or null.</param>
/// <param name="Layers">The layers, the lowest first.</param>
public sealed record MapStyle(string? Name, ImmutableArray<StyleLayer> Layers)
{
    /// <summary>The layers that are drawn at a zoom: from the layer's least zoom up to, but not at, its greatest (style specification, minzoom and maxzoom).</summary>
    public IEnumerable<StyleLayer> VisibleAt(double zoom) => Layers.Where(layer => layer.IsVisibleAt(zoom));

    /// <summary>The style with one more condition on the features of some layers.</summary>
    public MapStyle OnlyWhere(IReadOnlyCollection<string> layers, Expression condition) =>
        this with { Layers = [.. Layers.Select(layer => layers.Contains(layer.Id, StringComparer.Ordinal) ? layer.OnlyWhere(condition) : layer)] };
}

/// <summary>What all layers have.</summary>
/// <param name="Id">Id of the layer.</param>
/// <param name="SourceLayer">The tile layer that it draws; null for the background.</param>
/// <param name="MinZoom">Least zoom.</param>
/// <param name="MaxZoom">Zoom from which on it is not drawn.</param>
/// <param name="Filter">Features that it draws; null for all.</param>
/// <param name="Visible">False where the style hides the layer until somebody asks for it.</param>
/// <param name="Legend">Kind of its legend entries (<c>riskmap:legend</c>), or null.</param>
public abstract record StyleLayer(string Id, string? SourceLayer, double MinZoom, double MaxZoom, Expression? Filter, bool Visible, string? Legend)
{
    /// <summary>Whether the layer is drawn at a zoom.</summary>
    public bool IsVisibleAt(double zoom) => Visible && zoom >= MinZoom && zoom < MaxZoom;

    /// <summary>Whether the layer draws a feature.</summary>
    public bool Takes(double zoom, StyleFeature feature) => Filter is null || Filter.Evaluate(zoom, feature).IsTrue;

    /// <summary>The properties that the layer reads of a feature.</summary>
    public ImmutableArray<string> Properties { get; private init; } = [];

    /// <summary>What the layer's expressions depend on.</summary>
    public Needs Needs { get; private init; }

    /// <summary>The layer with one more condition on the features that it draws.</summary>
    public StyleLayer OnlyWhere(Expression condition)
    {
        var filter = Filter is null ? condition : new Junction(IsAll: true, [Filter, condition]);
        return this with { Filter = filter, Properties = [.. Properties.Union(condition.Properties, StringComparer.Ordinal)], Needs = Needs | condition.Needs };
    }

    internal StyleLayer Using(IEnumerable<Expression> expressions)
    {
        Expression[] all = [.. expressions, .. Filter is null ? Array.Empty<Expression>() : [Filter]];
        return this with { Properties = [.. all.SelectMany(expression => expression.Properties).Distinct(StringComparer.Ordinal)], Needs = Expression.Of(all) };
    }
}

/// <summary>The colour behind everything.</summary>
public sealed record BackgroundLayer(StyleLayer Common, StyleProperty<StyleColour> Colour, StyleProperty<double> Opacity) : StyleLayer(Common);

/// <summary>Filled polygons.</summary>
public sealed record FillLayer(StyleLayer Common, StyleProperty<StyleColour> Colour, StyleProperty<double> Opacity, StyleProperty<string> Pattern) : StyleLayer(Common);

/// <summary>Lines and borders; widths, offsets and dashes in pixels, dashes in line widths.</summary>
public sealed record LineLayer(
    StyleLayer Common, StyleProperty<StyleColour> Colour, StyleProperty<double> Opacity, StyleProperty<double> Width, StyleProperty<double> Offset,
    StyleProperty<ImmutableArray<double>> Dashes, StyleProperty<string> Cap, StyleProperty<string> Join) : StyleLayer(Common);

/// <summary>Circles at points; radius and stroke in pixels.</summary>
public sealed record CircleLayer(
    StyleLayer Common, StyleProperty<StyleColour> Colour, StyleProperty<double> Opacity, StyleProperty<double> Radius, StyleProperty<StyleColour> StrokeColour,
    StyleProperty<double> StrokeWidth, StyleProperty<double> SortKey) : StyleLayer(Common);

/// <summary>Icons and texts.</summary>
public sealed record SymbolLayer(StyleLayer Common, SymbolIcon Icon, SymbolText Text, StyleProperty<string> Placement, StyleProperty<double> Spacing, StyleProperty<double> SortKey)
    : StyleLayer(Common);

/// <summary>Icon of a symbol.</summary>
public sealed record SymbolIcon(
    StyleProperty<string> Image, StyleProperty<double> Size, StyleProperty<double> Opacity, StyleProperty<bool> AllowOverlap, StyleProperty<bool> IgnorePlacement);

/// <summary>Text of a symbol; sizes in pixels, offset and width in ems.</summary>
public sealed record SymbolText(
    StyleProperty<ImmutableArray<TextSection>> Field, StyleProperty<ImmutableArray<string>> Font, StyleProperty<double> Size, StyleProperty<string> Anchor,
    StyleProperty<ImmutableArray<double>> Offset, StyleProperty<double> MaxWidth, StyleProperty<bool> AllowOverlap, StyleProperty<bool> IgnorePlacement,
    StyleProperty<bool> IsOptional, StyleProperty<StyleColour> Colour, StyleProperty<double> Opacity, StyleProperty<StyleColour> HaloColour, StyleProperty<double> HaloWidth);
