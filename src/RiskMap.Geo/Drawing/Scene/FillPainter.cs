using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Drawing.Native;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Style;
using RiskMap.Geo.Tiles;
using RiskMap.Geo.Tiles.Internal;

namespace RiskMap.Geo.Drawing.Scene;

/// <summary>Paint of a polygon at one zoom.</summary>
sealed record FillPaint(StyleColour Colour, double Opacity, string Pattern)
{
    internal static FillPaint Of(FillLayer layer, double zoom, StyleFeature feature) =>
        new(layer.Colour.At(zoom, feature), Math.Clamp(layer.Opacity.At(zoom, feature), 0, 1), layer.Pattern.At(zoom, feature));

    internal bool IsSeen => Opacity > 0 && (Pattern.Length > 0 || Colour.Alpha > 0);
}

/// <summary>The polygons of one source in a view, shaped once for all layers that fill them: straightened, cut and rounded as in vector tiles.</summary>
sealed class ShapedPolygons
{
    /// <summary>Units in a pixel of the style: finer than in vector tiles, so that an edge that is cut beyond two views is the same in both.</summary>
    const int UnitsPerPixel = 64;

    const double SimplifyTolerance = LineRuns.Tolerance * UnitsPerPixel;
    const int Buffer = 32 * UnitsPerPixel;

    static readonly System.Collections.Concurrent.ConcurrentBag<TileShaper> Shapers = [];

    readonly List<(int Row, int FirstRing)> _rows = [];
    readonly List<int> _rings = [];
    readonly List<(float X, float Y)> _vertices = [];

    internal IEnumerable<int> Rows => _rows.Select(entry => entry.Row);

    internal int Count => _rows.Count;

    internal int RowAt(int index) => _rows[index].Row;

    internal static ShapedPolygons Of(MapSource source, in MapView view)
    {
        var (shaped, rows, geometries) = (new ShapedPolygons(), new List<int>(), source.Rows.Mercator);
        if (geometries.IsPointColumn) return shaped;
        source.Rows.Query(view.Mercator(Buffer / UnitsPerPixel), rows);
        rows.Sort();
        if (!Shapers.TryTake(out var shaper)) shaper = new TileShaper();
        var side = Math.Max(view.Width, view.Height) * UnitsPerPixel;
        shaper.Begin(new TileFrame(view.PixelsPerMetre * UnitsPerPixel, view.Left * UnitsPerPixel, view.Top * UnitsPerPixel, -Buffer, side + Buffer), SimplifyTolerance);
        foreach (var row in rows)
        {
            if (source.Keep is { } keep && !keep(row)) continue;
            if (shaper.Shape(geometries, source.Rows.Importance, row) && shaper.Geometry.Type == MvtGeometryType.Polygon) shaped.Add(row, shaper.Geometry);
        }

        Shapers.Add(shaper);
        return shaped;
    }

    /// <summary>Adds the outline of a polygon to the path.</summary>
    internal void Trace(nint cairo, int index, double ratio)
    {
        var end = index + 1 < _rows.Count ? _rows[index + 1].FirstRing : _rings.Count;
        for (var ring = _rows[index].FirstRing; ring < end; ring++)
        {
            var stop = ring + 1 < _rings.Count ? _rings[ring + 1] : _vertices.Count;
            for (var i = _rings[ring]; i < stop; i++)
            {
                var (x, y) = (_vertices[i].X * ratio, _vertices[i].Y * ratio);
                if (i == _rings[ring]) Cairo.MoveTo(cairo, x, y);
                else Cairo.LineTo(cairo, x, y);
            }

            Cairo.ClosePath(cairo);
        }
    }

    void Add(int row, MvtGeometry geometry)
    {
        _rows.Add((row, _rings.Count));
        for (var part = 0; part < geometry.PartCount; part++)
        {
            _rings.Add(_vertices.Count);
            var x = geometry.X(part);
            var y = geometry.Y(part);
            for (var i = 0; i < x.Length; i++) _vertices.Add(((float)x[i] / UnitsPerPixel, (float)y[i] / UnitsPerPixel));
        }
    }
}

/// <summary>Fills the polygons of a source with colours or patterns. A pattern is laid out from the world's corner, so that it runs on across views.</summary>
sealed class FillPainter(Canvas canvas, in MapView view, IconSet icons, ShapedPolygons polygons)
{
    /// <summary>Rule by which holes are left out (even-odd): rings need not run in any direction.</summary>
    const int EvenOdd = 1;

    readonly MapView _view = view;

    internal void Draw(Func<int, FillPaint?> paintOf)
    {
        Cairo.SetFillRule(canvas.Cairo, EvenOdd);
        for (var i = 0; i < polygons.Count; i++)
        {
            if (paintOf(polygons.RowAt(i)) is not { IsSeen: true } paint) continue;
            Cairo.NewPath(canvas.Cairo);
            polygons.Trace(canvas.Cairo, i, _view.PixelRatio);
            if (paint.Pattern.Length > 0) FillWithPattern(icons[paint.Pattern], paint.Opacity);
            else FillWithColour(paint);
        }
    }

    void FillWithColour(FillPaint paint)
    {
        canvas.Colour(paint.Colour.Faded(paint.Opacity));
        Cairo.Fill(canvas.Cairo);
    }

    void FillWithPattern(Icon pattern, double opacity)
    {
        var tile = PatternTiles.Of(pattern, _view.PixelRatio * (canvas.IsPaged ? PatternTiles.PageScale : 1));
        var scale = canvas.IsPaged ? PatternTiles.PageScale : 1;
        var (x, y) = (-Modulo(_view.Left * _view.PixelRatio * scale, tile.Width), -Modulo(_view.Top * _view.PixelRatio * scale, tile.Height));
        Cairo.Save(canvas.Cairo);
        Cairo.Clip(canvas.Cairo);
        Cairo.Scale(canvas.Cairo, 1.0 / scale, 1.0 / scale);
        using var copy = tile.Copy();
        Cairo.SetSourceSurface(canvas.Cairo, copy.Surface, x, y);
        var source = Cairo.GetSource(canvas.Cairo);
        Cairo.PatternSetExtend(source, Cairo.ExtendRepeat);
        if (!canvas.IsPaged) Cairo.PatternSetFilter(source, Cairo.FilterNearest);
        Cairo.PaintWithAlpha(canvas.Cairo, opacity);
        Cairo.Restore(canvas.Cairo);
    }

    static double Modulo(double value, double by) => value - (Math.Floor(value / by) * by);
}

/// <summary>One tile of a pattern as premultiplied pixels, safe to share.</summary>
sealed record PatternTile(int Width, int Height, uint[] Pixels)
{
    /// <summary>A surface of the caller's own with the pattern on it: a surface belongs to one thread at a time.</summary>
    internal Canvas Copy()
    {
        var copy = Canvas.Image(Width, Height);
        Pixels.CopyTo(copy.Pixels());
        copy.PixelsChanged();
        return copy;
    }
}

/// <summary>The patterns drawn so far, for a few pixel ratios.</summary>
static class PatternTiles
{
    /// <summary>Pixels of a pattern on a page for one of a picture: a page is printed.</summary>
    internal const int PageScale = 4;

    const int Most = 1000;

    static readonly System.Collections.Concurrent.ConcurrentDictionary<(Icon, double), PatternTile> Made = new();

    internal static PatternTile Of(Icon pattern, double ratio)
    {
        if (Made.Count > Most) Made.Clear();
        return Made.GetOrAdd((pattern, ratio), static key =>
        {
            var (icon, scale) = key;
            using var picture = Canvas.Image((int)Math.Round(icon.Width * scale), (int)Math.Round(icon.Height * scale));
            icon.Draw(picture, 0, 0, scale);
            return new PatternTile(picture.Width, picture.Height, picture.Pixels().ToArray());
        });
    }
}
