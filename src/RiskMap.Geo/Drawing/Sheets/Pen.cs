using System.Collections.Immutable;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Drawing.Labels;
using RiskMap.Geo.Drawing.Native;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Drawing.Text;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Sheets;

/// <summary>Draws what stands around a map: frames, texts and symbols, in pixels of the style. Used by one thread.</summary>
sealed class Pen(Canvas canvas, double ratio, TextEngine engine)
{
    internal static readonly StyleColour Ink = StyleColour.TryParse("#1d2733")!;
    internal static readonly StyleColour Faint = StyleColour.TryParse("#5f6975")!;

    static readonly FontFace Plain = FontFace.Of(["Noto Sans CJK SC", "Noto Sans SC", "sans-serif"]);
    static readonly FontFace Bold = FontFace.Of(["Noto Sans CJK SC Bold", "Noto Sans CJK SC", "Noto Sans SC", "sans-serif"]);

    readonly SymbolPainter _symbols = new(canvas, new MapView(0, 0, 0, canvas.Width, canvas.Height, ratio), engine);

    internal void Fill(double x, double y, double width, double height, StyleColour colour)
    {
        Cairo.NewPath(canvas.Cairo);
        Cairo.Rectangle(canvas.Cairo, x * ratio, y * ratio, width * ratio, height * ratio);
        canvas.Colour(colour);
        Cairo.Fill(canvas.Cairo);
    }

    internal void Frame(double x, double y, double width, double height, StyleColour colour, double lineWidth = 1)
    {
        Cairo.NewPath(canvas.Cairo);
        Cairo.Rectangle(canvas.Cairo, x * ratio, y * ratio, width * ratio, height * ratio);
        Stroke(colour, lineWidth);
    }

    internal void Lines(StyleColour colour, double lineWidth, params ReadOnlySpan<(double X, double Y)> points)
    {
        Trace(points);
        Stroke(colour, lineWidth);
    }

    internal void Area(StyleColour colour, params ReadOnlySpan<(double X, double Y)> points)
    {
        Trace(points);
        canvas.Colour(colour);
        Cairo.Fill(canvas.Cairo);
    }

    internal double WidthOf(string text, double size, bool bold = false) => BlockOf(text, bold, double.MaxValue).Width * size;

    /// <summary>Writes a text, broken at a width; returns its height.</summary>
    internal double Write(string text, double left, double top, double size, StyleColour? colour = null, bool bold = false, double maxWidth = double.MaxValue, double halo = 0)
    {
        var block = BlockOf(text, bold, maxWidth / size);
        // Lines of a block are centred on each other; a block of one line begins at its left.
        _symbols.DrawText(new TextPaint(bold ? Bold : Plain, size, colour ?? Ink, StyleColour.White, halo), block, left, top);
        return block.Height * size;
    }

    /// <summary>A text for reading, with its lines broken at a width.</summary>
    internal static TextBlock Paragraph(TextEngine engine, string text, double size, double maxWidth, bool bold = false, int mostLines = int.MaxValue) =>
        TextBlock.Paragraph(engine, bold ? Bold : Plain, text, maxWidth / size, mostLines);

    /// <summary>Writes a text that was broken before.</summary>
    internal void Write(TextBlock block, double left, double top, double size, StyleColour? colour = null, bool bold = false, double halo = 0) =>
        _symbols.DrawText(new TextPaint(bold ? Bold : Plain, size, colour ?? Ink, StyleColour.White, halo), block, left, top);

    internal void DrawIcon(Icon icon, double scale, double x, double y) => _symbols.DrawIcon(icon, scale, x, y);

    internal void Circle(CirclePaint paint, double x, double y) => paint.Draw(canvas, x * ratio, y * ratio, ratio);

    internal void Pattern(Icon pattern, double x, double y, double width, double height)
    {
        Cairo.Save(canvas.Cairo);
        Cairo.NewPath(canvas.Cairo);
        Cairo.Rectangle(canvas.Cairo, x * ratio, y * ratio, width * ratio, height * ratio);
        Cairo.Clip(canvas.Cairo);
        for (var top = y; top < y + height; top += pattern.Height)
            for (var left = x; left < x + width; left += pattern.Width) pattern.Draw(canvas, left * ratio, top * ratio, ratio);
        Cairo.Restore(canvas.Cairo);
    }

    TextBlock BlockOf(string text, bool bold, double maxWidth) => TextBlock.Of(engine, bold ? Bold : Plain, ImmutableArray.Create(new TextSection(text, 1)), maxWidth);

    void Trace(ReadOnlySpan<(double X, double Y)> points)
    {
        Cairo.NewPath(canvas.Cairo);
        for (var i = 0; i < points.Length; i++)
        {
            if (i == 0) Cairo.MoveTo(canvas.Cairo, points[i].X * ratio, points[i].Y * ratio);
            else Cairo.LineTo(canvas.Cairo, points[i].X * ratio, points[i].Y * ratio);
        }
    }

    void Stroke(StyleColour colour, double lineWidth)
    {
        canvas.Colour(colour);
        Strokes.Set(canvas.Cairo, lineWidth * ratio, "butt", "miter");
        Cairo.SetDash(canvas.Cairo, [], 0, 0);
        Cairo.Stroke(canvas.Cairo);
    }
}
