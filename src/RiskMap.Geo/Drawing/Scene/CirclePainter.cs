using RiskMap.Geo.Drawing.Native;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Scene;

/// <summary>Paint of a circle at one zoom.</summary>
sealed record CirclePaint(StyleColour Colour, double Radius, StyleColour StrokeColour, double StrokeWidth, double SortKey)
{
    /// <summary>What the picture depends on.</summary>
    internal (uint, double, uint, double) Key { get; } = (StampPad.PixelOf(Colour), Radius, StampPad.PixelOf(StrokeColour), StrokeWidth);

    /// <summary>The stamps met so far in one picture; a paint is made for one picture.</summary>
    internal Stamp?[] Stamps { get; } = new Stamp?[Scene.Stamps.Steps * Scene.Stamps.Steps];

    internal static CirclePaint Of(CircleLayer layer, double zoom, StyleFeature feature)
    {
        var opacity = layer.Opacity.At(zoom, feature);
        return new CirclePaint(
            layer.Colour.At(zoom, feature).Faded(opacity), layer.Radius.At(zoom, feature), layer.StrokeColour.At(zoom, feature).Faded(opacity),
            layer.StrokeWidth.At(zoom, feature), layer.SortKey.At(zoom, feature));
    }

    /// <summary>Draws it; the stroke lies around the radius (style specification, circle-stroke-width).</summary>
    internal void Draw(Canvas canvas, double x, double y, double ratio)
    {
        var cairo = canvas.Cairo;
        Circle(cairo, x, y, Radius * ratio);
        canvas.Colour(Colour);
        Cairo.Fill(cairo);
        if (StrokeWidth <= 0) return;
        Circle(cairo, x, y, (Radius + (StrokeWidth / 2)) * ratio);
        canvas.Colour(StrokeColour);
        Cairo.SetLineWidth(cairo, StrokeWidth * ratio);
        Cairo.Stroke(cairo);
    }

    static void Circle(nint cairo, double x, double y, double radius)
    {
        Cairo.NewPath(cairo);
        Cairo.Arc(cairo, x, y, radius, 0, 2 * Math.PI);
    }
}

/// <summary>Points of a source in a view in pixels of the style, in the order of their index: the same in every view.</summary>
static class ViewPoints
{
    /// <summary>How far beyond the view points are looked for: more than half of any symbol.</summary>
    internal const double Margin = 48;

    internal static IEnumerable<(int Row, double X, double Y)> Of(MapSource source, MapView view, double margin = Margin)
    {
        var (rows, geometries) = (new List<int>(), source.Rows.Mercator);
        source.Rows.Query(view.Mercator(margin), rows);
        var (scale, left, top) = (view.PixelsPerMetre, view.X(0), view.Y(0));
        foreach (var row in rows)
        {
            if (source.Keep is { } keep && !keep(row)) continue;
            if (geometries.TypeOf(row) is not (Geometries.GeometryType.Point or Geometries.GeometryType.MultiPoint)) continue;
            for (var part = geometries.FirstPart(row); part < geometries.EndPart(row); part++)
            {
                var at = geometries.PartStart(part);
                yield return (row, left + (geometries.X[at] * scale), top - (geometries.Y[at] * scale));
            }
        }
    }
}

/// <summary>Draws circles: those with a greater sort key over the others.</summary>
static class CirclePainter
{
    internal static void Draw(Canvas canvas, in MapView view, IEnumerable<(MapSource Source, Func<int, CirclePaint?> PaintOf)> sources)
    {
        var found = new List<(CirclePaint Paint, double X, double Y)>();
        foreach (var (source, paintOf) in sources)
        {
            foreach (var (row, x, y) in ViewPoints.Of(source, view))
                if (paintOf(row) is { Radius: > 0 } paint) found.Add((paint, x * view.PixelRatio, y * view.PixelRatio));
        }

        if (canvas.IsPaged) DrawOnPage(canvas, InOrder(found), view.PixelRatio);
        else DrawStamps(canvas, InOrder(found), view.PixelRatio);
    }

    /// <summary>By sort key; those of the same key stay as they were found.</summary>
    static IEnumerable<(CirclePaint Paint, double X, double Y)> InOrder(List<(CirclePaint Paint, double X, double Y)> found)
    {
        var keys = found.Select(entry => entry.Paint.SortKey).Distinct().Order().ToArray();
        return keys.Length <= 1 ? found : keys.SelectMany(key => found.Where(entry => entry.Paint.SortKey == key));
    }

    static void DrawOnPage(Canvas canvas, IEnumerable<(CirclePaint Paint, double X, double Y)> circles, double ratio)
    {
        foreach (var (paint, x, y) in circles) paint.Draw(canvas, x, y, ratio);
    }

    static void DrawStamps(Canvas canvas, IEnumerable<(CirclePaint Paint, double X, double Y)> circles, double ratio)
    {
        var pad = new StampPad(canvas);
        foreach (var (paint, x, y) in circles)
        {
            var ((left, stepX), (top, stepY)) = (StampPad.Split(x), StampPad.Split(y));
            var stamp = paint.Stamps[(stepX * Stamps.Steps) + stepY] ??= Stamps.Circle(paint, ratio, stepX, stepY);
            pad.Put(stamp, left, top);
        }

        canvas.PixelsChanged();
    }
}
