using System.Collections.Immutable;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Drawing.Native;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Drawing.Text;

namespace RiskMap.Geo.Drawing.Labels;

/// <summary>Draws icons and texts on a canvas: on a picture with stamps, on a page with outlines.</summary>
sealed class SymbolPainter(Canvas canvas, MapView view, TextEngine engine)
{
    readonly double _ratio = view.PixelRatio;

    internal void Draw(IEnumerable<Label> labels)
    {
        foreach (var label in labels)
        {
            if (label.Icon is { } icon) DrawIcon(icon.Icon, icon.Scale, label.X - view.Left, label.Y - view.Top);
            if (label.Text is { } text) DrawText(text.Paint, text.Block, text.Left - view.Left, text.Top - view.Top);
            if (label.Line is { } line) DrawOnLine(line.Paint, line.Letters);
        }
    }

    internal void DrawIcon(Icon icon, double scale, double x, double y)
    {
        if (canvas.IsPaged)
        {
            icon.Draw(canvas, (x * _ratio) - (icon.Width * scale * _ratio / 2), (y * _ratio) - (icon.Height * scale * _ratio / 2), scale * _ratio);
            return;
        }

        var ((left, stepX), (top, stepY)) = (StampPad.Split(x * _ratio), StampPad.Split(y * _ratio));
        new StampPad(canvas).Put(Stamps.OfIcon(icon, scale * _ratio, stepX, stepY), left, top);
        canvas.PixelsChanged();
    }

    /// <summary>Draws a text with its upper left corner at a position.</summary>
    internal void DrawText(TextPaint paint, TextBlock block, double left, double top)
    {
        if (canvas.IsPaged) DrawOutlines(paint, block, left, top);
        else DrawLetters(paint, block, left, top);
    }

    void DrawLetters(TextPaint paint, TextBlock block, double left, double top)
    {
        var letters = new List<(Stamp Stamp, int X, int Y)>(block.Characters.Length);
        foreach (var letter in block.Characters)
        {
            var (x, step) = StampPad.Split((left + (letter.X * paint.Size)) * _ratio);
            var y = (int)Math.Floor(((top + (letter.Baseline * paint.Size)) * _ratio) + 0.5);
            letters.Add((Stamps.Letter(engine, paint.Face, letter.Character, paint.Size * letter.Scale * _ratio, paint.HaloWidth * _ratio, step), x, y));
        }

        var pad = new StampPad(canvas);
        var (halo, body) = (StampPad.PixelOf(paint.HaloColour), StampPad.PixelOf(paint.Colour));
        foreach (var (stamp, x, y) in letters)
            if (stamp.Halo.Length > 0) pad.PutTinted(stamp.Halo, stamp, x, y, halo);
        foreach (var (stamp, x, y) in letters) pad.PutTinted(stamp.Pixels, stamp, x, y, body);
        canvas.PixelsChanged();
    }

    void DrawOutlines(TextPaint paint, TextBlock block, double left, double top)
    {
        Cairo.NewPath(canvas.Cairo);
        foreach (var letter in block.Characters)
            engine.AddOutline(canvas.Cairo, paint.Face, paint.Size * letter.Scale * _ratio, letter.Character, (left + (letter.X * paint.Size)) * _ratio, (top + (letter.Baseline * paint.Size)) * _ratio);
        FillWithHalo(paint);
    }

    void DrawOnLine(TextPaint paint, ImmutableArray<LetterOnLine> letters)
    {
        Cairo.NewPath(canvas.Cairo);
        foreach (var letter in letters)
        {
            Cairo.Save(canvas.Cairo);
            Cairo.Translate(canvas.Cairo, (letter.X - view.Left) * _ratio, (letter.Y - view.Top) * _ratio);
            Cairo.Rotate(canvas.Cairo, letter.Angle);
            engine.AddOutline(canvas.Cairo, paint.Face, paint.Size * _ratio, letter.Character, -letter.Advance * _ratio / 2, TextBlock.BaselineBelowMiddle * paint.Size * _ratio);
            Cairo.Restore(canvas.Cairo);
        }

        FillWithHalo(paint);
    }

    void FillWithHalo(TextPaint paint)
    {
        if (paint.HaloWidth > 0)
        {
            canvas.Colour(paint.HaloColour);
            Strokes.Set(canvas.Cairo, 2 * paint.HaloWidth * _ratio, "round", "round");
            Cairo.StrokePreserve(canvas.Cairo);
        }

        canvas.Colour(paint.Colour);
        Cairo.Fill(canvas.Cairo);
    }
}
