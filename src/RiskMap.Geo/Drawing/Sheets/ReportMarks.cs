using System.Collections.Immutable;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Drawing.Text;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Sheets;

/// <summary>Draws areas, lines, distances, points and the wind on a report's map; the labels of distances keep out of each other's way.</summary>
sealed class ReportMarks(Pen pen, MapView view, (int X, int Y, int Width, int Height) frame)
{
    const double LabelSize = 10, Tick = 5, Halo = 2, Pad = 3, AreaOpacity = 0.12;

    /// <summary>How often a label moves on before it stays away: more than a handful of them make no map.</summary>
    const int MostMoves = 12;

    readonly List<Box> _taken = [];

    internal void Draw(ReportSheet sheet)
    {
        foreach (var area in sheet.Areas)
        {
            (double X, double Y)[] ring = [.. area.Ring.Select(OnSheet)];
            pen.Area(area.Colour.Faded(AreaOpacity), ring);
            pen.Lines(StyleColour.White, 4, ring);
            pen.Lines(area.Colour, 2.4, ring);
        }

        DrawLines(sheet.Lines);
        foreach (var measure in sheet.Measures) DrawLine(measure);
        foreach (var measure in sheet.Measures) DrawLabel(measure);
        foreach (var point in sheet.Points) ReportSymbols.Point(pen, point, OnSheet(point.At));
        if (sheet.Wind is { } wind) ReportSymbols.Wind(pen, wind, frame.X, frame.Y);
    }

    // The white edges of all lines first: where two run together both are seen.
    void DrawLines(ImmutableArray<ReportLine> lines)
    {
        var onSheet = lines.Select(line => (line.Colour, Points: line.Points.Select(OnSheet).ToArray())).ToList();
        foreach (var (_, points) in onSheet) pen.Lines(StyleColour.White, 5, points);
        foreach (var (colour, points) in onSheet) pen.Lines(colour, 2.6, points);
    }

    (double X, double Y) OnSheet((double X, double Y) mercator) => (frame.X + view.X(mercator.X), frame.Y + view.Y(mercator.Y));

    void DrawLine(ReportMeasure measure)
    {
        var (from, to) = (OnSheet(measure.From), OnSheet(measure.To));
        var (dx, dy) = Across(from, to);
        foreach (var (colour, width) in new[] { (StyleColour.White, 4.5), (measure.Colour, 2.0) })
        {
            pen.Lines(colour, width, from, to);
            foreach (var (x, y) in new[] { from, to }) pen.Lines(colour, width, (x - (Tick * dx), y - (Tick * dy)), (x + (Tick * dx), y + (Tick * dy)));
        }
    }

    void DrawLabel(ReportMeasure measure)
    {
        var (from, to) = (OnSheet(measure.From), OnSheet(measure.To));
        var (width, height) = (pen.WidthOf(measure.Label, LabelSize, bold: true), LabelSize * TextBlock.LineHeight);
        var (x, y) = (((from.X + to.X) / 2) - (width / 2), ((from.Y + to.Y) / 2) - (height / 2));
        for (var move = 0; move < MostMoves; move++)
        {
            // Above the line, below it, farther above …: the line itself stays to be seen.
            var shift = ((move / 2) + 1) * (move % 2 == 0 ? -1 : 1) * (height + (2 * Pad));
            var box = Within(x - Pad, y + shift - Pad, width + (2 * Pad), height + (2 * Pad));
            if (_taken.Exists(other => other.Intersects(box))) continue;
            _taken.Add(box);
            pen.Fill(box.MinX, box.MinY, box.Width, box.Height, StyleColour.White.Faded(0.85));
            pen.Write(measure.Label, box.MinX + Pad, box.MinY + Pad, LabelSize, measure.Colour, bold: true, halo: Halo);
            return;
        }
    }

    Box Within(double x, double y, double width, double height)
    {
        var (left, top) = (Math.Clamp(x, frame.X + Pad, Math.Max(frame.X + Pad, frame.X + frame.Width - width - Pad)), Math.Clamp(y, frame.Y + Pad, Math.Max(frame.Y + Pad, frame.Y + frame.Height - height - Pad)));
        return new(left, top, left + width, top + height);
    }

    // The unit vector across a line; for a point, upwards.
    static (double X, double Y) Across((double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Sqrt((dx * dx) + (dy * dy));
        return length < 1e-6 ? (0, 1) : (-dy / length, dx / length);
    }
}
