using System.Collections.Immutable;
using System.Text;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Drawing.Text;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Labels;

/// <summary>How a text is painted at one zoom.</summary>
/// <param name="Face">Font.</param>
/// <param name="Size">Size in pixels of the style.</param>
/// <param name="Colour">Colour.</param>
/// <param name="HaloColour">Colour of the halo.</param>
/// <param name="HaloWidth">Width of the halo in pixels of the style.</param>
sealed record TextPaint(FontFace Face, double Size, StyleColour Colour, StyleColour HaloColour, double HaloWidth)
{
    internal static TextPaint Of(SymbolText text, double zoom, StyleFeature feature)
    {
        var opacity = text.Opacity.At(zoom, feature);
        return new TextPaint(
            FontFace.Of(text.Font.At(zoom, feature)), text.Size.At(zoom, feature), text.Colour.At(zoom, feature).Faded(opacity),
            text.HaloColour.At(zoom, feature).Faded(opacity), text.HaloWidth.At(zoom, feature));
    }
}

/// <summary>A letter on a line.</summary>
/// <param name="Character">The letter.</param>
/// <param name="X">Middle of the letter, in pixels from the world's corner.</param>
/// <param name="Y">Middle of the letter.</param>
/// <param name="Angle">Direction of the line there, radians.</param>
/// <param name="Advance">How far the letter moves the pen, in pixels.</param>
readonly record struct LetterOnLine(Rune Character, double X, double Y, double Angle, double Advance);

/// <summary>A text or an icon that wants a place, in pixels of the style from the world's corner. Immutable.</summary>
/// <param name="Layer">Position of its layer in the style.</param>
/// <param name="Id">Id of the feature.</param>
/// <param name="SortKey">The layer's symbol-sort-key: the least is placed first.</param>
/// <param name="X">Position of the feature.</param>
/// <param name="Y">Position of the feature.</param>
/// <param name="Boxes">What it covers, with the distance to be kept.</param>
sealed record Label(int Layer, long Id, double SortKey, double X, double Y, ImmutableArray<Box> Boxes)
{
    /// <summary>Text with its upper left corner, or null.</summary>
    internal (TextPaint Paint, TextBlock Block, double Left, double Top)? Text { get; init; }

    /// <summary>Text along a line, or null.</summary>
    internal (TextPaint Paint, string Text, ImmutableArray<LetterOnLine> Letters)? Line { get; init; }

    /// <summary>Icon and its scale, or null.</summary>
    internal (Icon Icon, double Scale)? Icon { get; init; }

    /// <summary>Everything that it covers.</summary>
    internal Box Bounds { get; } = Boxes.Aggregate(Box.Empty, (all, box) => all.Union(box));

    /// <summary>Mixes the id, so that neighbours in the data do not line up in priority (SplitMix64; Steele et al. 2014).</summary>
    internal ulong Rank { get; } = Mix((ulong)Id + ((ulong)Layer << 56));

    static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
