using System.Collections.Immutable;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Drawing.Text;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Labels;

/// <summary>How a symbol at a point looks at one zoom; its boxes are given from the point.</summary>
/// <param name="SortKey">The layer's symbol-sort-key.</param>
/// <param name="Icon">Icon with its scale, or null.</param>
/// <param name="IconBox">What the icon covers.</param>
/// <param name="Text">Text with its upper left corner, or null.</param>
/// <param name="TextBox">What the text covers.</param>
sealed record SymbolLook(double SortKey, (Icon Icon, double Scale)? Icon, Box IconBox, (TextPaint Paint, TextBlock Block, double Left, double Top)? Text, Box TextBox)
{
    /// <summary>Distance kept around texts and icons (style specification, text-padding and icon-padding).</summary>
    internal const double Padding = 2;

    internal static SymbolLook Of(SymbolLayer layer, double zoom, StyleFeature feature, IconSet icons, TextEngine engine)
    {
        var icon = IconOf(layer.Icon, zoom, feature, icons);
        var text = TextOf(layer.Text, zoom, feature, engine);
        return new SymbolLook(layer.SortKey.At(zoom, feature), icon, BoxOf(icon), text, BoxOf(text));
    }

    static (Icon Icon, double Scale)? IconOf(SymbolIcon icon, double zoom, StyleFeature feature, IconSet icons) =>
        icon.Image.At(zoom, feature) is { Length: > 0 } name ? (icons[name], icon.Size.At(zoom, feature)) : null;

    static Box BoxOf((Icon Icon, double Scale)? icon)
    {
        if (icon is not { } known) return Box.Empty;
        var (width, height) = ((known.Icon.Width * known.Scale / 2) + Padding, (known.Icon.Height * known.Scale / 2) + Padding);
        return new Box(-width, -height, width, height);
    }

    static (TextPaint Paint, TextBlock Block, double Left, double Top)? TextOf(SymbolText text, double zoom, StyleFeature feature, TextEngine engine)
    {
        var sections = text.Field.At(zoom, feature);
        if (sections.All(section => section.Text.Length == 0)) return null;
        var paint = TextPaint.Of(text, zoom, feature);
        var block = TextBlock.Of(engine, paint.Face, sections, text.MaxWidth.At(zoom, feature));
        var (left, top) = Corner(text.Anchor.At(zoom, feature), block.Width * paint.Size, block.Height * paint.Size);
        ImmutableArray<double> offset = text.Offset.At(zoom, feature);
        return (paint, block, left + (offset[0] * paint.Size), top + (offset[1] * paint.Size));
    }

    static (double Left, double Top) Corner(string anchor, double width, double height) => anchor switch
    {
        "top" => (-width / 2, 0),
        "bottom" => (-width / 2, -height),
        "left" => (0, -height / 2),
        "right" => (-width, -height / 2),
        _ => (-width / 2, -height / 2),
    };

    static Box BoxOf((TextPaint Paint, TextBlock Block, double Left, double Top)? text) => text is not { } known
        ? Box.Empty
        : new Box(known.Left, known.Top, known.Left + (known.Block.Width * known.Paint.Size), known.Top + (known.Block.Height * known.Paint.Size)).Expand(Padding);
}
