using System.Collections.Immutable;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Drawing.Text;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Sheets;

/// <summary>
/// A map for a report: title, the map with scale bar and north arrow, legend beside it, and a foot with attribution, date and version. Sizes are pixels of the style.
/// Immutable; drawn by one thread at a time.
/// </summary>
/// <param name="Width">Width of the sheet.</param>
/// <param name="Height">Height of the sheet.</param>
/// <param name="Title">Title, or empty.</param>
/// <param name="Legend">Groups of the legend; empty for none.</param>
/// <param name="Foot">Lines at the foot.</param>
public sealed record MapSheet(int Width, int Height, string Title, ImmutableArray<LegendGroup> Legend, ImmutableArray<string> Foot)
{
    const int Margin = 14, TitleSize = 20, TitleHeight = 36, FootSize = 10, FootLine = 14, LegendGap = 12;

    /// <summary>Greatest width of the legend as a share of the sheet's.</summary>
    const double MostLegend = 0.4;

    /// <summary>The view of the map part that shows a box in EPSG:3857.</summary>
    /// <exception cref="DrawingUnavailableException">cairo or pango are missing.</exception>
    public MapView ViewOf(in Box mercator, double maxZoom, double pixelRatio)
    {
        var frame = Frame();
        return MapView.Fitting(mercator, frame.Width, frame.Height, maxZoom, pixelRatio);
    }

    /// <summary>The sheet as PNG.</summary>
    public byte[] ToPng(MapScene scene, MapView view, IconSet icons)
    {
        using var canvas = Canvas.Image((int)Math.Round(Width * view.PixelRatio), (int)Math.Round(Height * view.PixelRatio));
        Draw(canvas, scene, view, icons);
        return canvas.ToPng();
    }

    /// <summary>The sheet as a page of PDF; a pixel is 1/96 inch.</summary>
    public byte[] ToPdf(MapScene scene, MapView view, IconSet icons)
    {
        using var file = new MemoryStream();
        using (var page = Canvas.Pdf(file, Width, Height)) Draw(page, scene, view with { PixelRatio = 1 }, icons);
        return file.ToArray();
    }

    void Draw(Canvas canvas, MapScene scene, MapView view, IconSet icons)
    {
        var engine = TextEngine.Rent();
        try
        {
            var (pen, frame) = (new Pen(canvas, view.PixelRatio, engine), Frame());
            pen.Fill(0, 0, Width, Height, StyleColour.White);
            MapFrame.Draw(canvas, pen, scene, view, frame);
            if (Title.Length > 0) pen.Write(Title, Margin, Margin - 4, TitleSize, bold: true);
            DrawLegend(pen, icons, engine, frame.X + frame.Width + LegendGap, frame.Y);
            for (var i = 0; i < Foot.Length; i++) pen.Write(Foot[i], Margin, Height - Margin + 2 - (FootLine * (Foot.Length - i)), FootSize, Pen.Faint);
        }
        finally
        {
            TextEngine.Return(engine);
        }
    }

    /// <summary>The place of the map on the sheet.</summary>
    (int X, int Y, int Width, int Height) Frame()
    {
        var right = Margin + (Legend.IsEmpty ? 0 : LegendGap + (int)Math.Ceiling(Math.Min(LegendWidth(), Width * MostLegend)));
        return (Margin, Top, Math.Max(1, Width - Margin - right), Math.Max(1, Height - Top - (FootLine * Foot.Length) - Margin));
    }

    int Top => Title.Length > 0 ? TitleHeight : Margin;

    List<List<LegendGroup>> Columns => LegendDrawing.Columns(Legend, Height - Top - Margin);

    void DrawLegend(Pen pen, IconSet icons, TextEngine engine, double left, double top)
    {
        foreach (var column in Columns)
        {
            LegendDrawing.Draw(pen, column, icons, left, top);
            left += LegendDrawing.WidthOf(column, engine) + LegendDrawing.ColumnGap;
        }
    }

    double LegendWidth()
    {
        DrawingUnavailableException.ThrowIfMissing();
        var engine = TextEngine.Rent();
        try
        {
            return Columns.Sum(column => LegendDrawing.WidthOf(column, engine) + LegendDrawing.ColumnGap) - LegendDrawing.ColumnGap;
        }
        finally
        {
            TextEngine.Return(engine);
        }
    }
}
