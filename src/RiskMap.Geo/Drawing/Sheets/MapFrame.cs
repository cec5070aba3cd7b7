using RiskMap.Geo.Drawing.Native;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Sheets;

/// <summary>The map on a sheet: clipped to its frame, with scale bar and north arrow. Pixels of the style.</summary>
static class MapFrame
{
    /// <summary>Longest scale bar.</summary>
    const double MostBarPixels = 140;

    /// <summary>Draws the map in its place on the sheet, then what its reader needs.</summary>
    internal static void Draw(Canvas canvas, Pen pen, MapScene scene, MapView view, (int X, int Y, int Width, int Height) frame, Action? marks = null)
    {
        DrawMap(canvas, scene, view, frame, marks);
        pen.Frame(frame.X, frame.Y, frame.Width, frame.Height, Pen.Ink, 1);
        DrawScaleBar(pen, ScaleBar.Of(view.GroundMetresPerPixel, Math.Min(MostBarPixels, frame.Width / 3.0)), frame);
        DrawNorthArrow(pen, frame.X + frame.Width - 30, frame.Y + 12);
    }

    static void DrawMap(Canvas canvas, MapScene scene, MapView view, (int X, int Y, int Width, int Height) frame, Action? marks)
    {
        Cairo.Save(canvas.Cairo);
        Cairo.NewPath(canvas.Cairo);
        Cairo.Rectangle(canvas.Cairo, frame.X * view.PixelRatio, frame.Y * view.PixelRatio, frame.Width * view.PixelRatio, frame.Height * view.PixelRatio);
        Cairo.Clip(canvas.Cairo);
        if (canvas.IsPaged)
        {
            Cairo.Save(canvas.Cairo);
            Cairo.Translate(canvas.Cairo, frame.X, frame.Y);
            scene.Draw(canvas, view);
            Cairo.Restore(canvas.Cairo);
        }
        else
        {
            using var map = Canvas.Image(view.PictureWidth, view.PictureHeight);
            scene.Draw(map, view);
            Cairo.SetSourceSurface(canvas.Cairo, map.Surface, Math.Round(frame.X * view.PixelRatio), Math.Round(frame.Y * view.PixelRatio));
            Cairo.Paint(canvas.Cairo);
        }

        marks?.Invoke();
        Cairo.Restore(canvas.Cairo);
    }

    static void DrawScaleBar(Pen pen, ScaleBar bar, (int X, int Y, int Width, int Height) frame)
    {
        var (left, bottom) = (frame.X + 14.0, frame.Y + frame.Height - 14.0);
        var back = StyleColour.White.Faded(0.8);
        var width = Math.Max(bar.Pixels, pen.WidthOf(bar.Text, 11));
        pen.Fill(left - 6, bottom - 24, width + 12, 30, back);
        pen.Lines(Pen.Ink, 2, (left, bottom - 6), (left, bottom), (left + bar.Pixels, bottom), (left + bar.Pixels, bottom - 6));
        pen.Write(bar.Text, left, bottom - 22, 11);
    }

    static void DrawNorthArrow(Pen pen, double left, double top)
    {
        pen.Area(StyleColour.White.Faded(0.8), (left - 6, top - 6), (left + 24, top - 6), (left + 24, top + 42), (left - 6, top + 42));
        pen.Area(Pen.Ink, (left + 9, top + 12), (left + 9, top + 33), (left + 1, top + 38));
        pen.Area(Pen.Faint.Faded(0.55), (left + 9, top + 12), (left + 17, top + 38), (left + 9, top + 33));
        pen.Write("N", left + 9 - (pen.WidthOf("N", 12, bold: true) / 2), top - 4, 12, bold: true);
    }
}
