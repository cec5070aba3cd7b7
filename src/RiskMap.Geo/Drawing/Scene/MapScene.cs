using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Drawing.Labels;
using RiskMap.Geo.Drawing.Text;
using RiskMap.Geo.Style;
using RiskMap.Geo.Tiles;

namespace RiskMap.Geo.Drawing.Scene;

/// <summary>
/// A style with its content at one zoom, ready to be drawn in any number of views: raster tiles, pictures, pages. What tiles share (the places of labels) is worked
/// out once and kept. Thread-safe; each drawing needs a canvas of its own.
/// </summary>
/// <param name="style">The style.</param>
/// <param name="icons">Its icons.</param>
/// <param name="content">What is drawn, as vector tiles of this zoom show it.</param>
/// <param name="zoom">The zoom of all views.</param>
public sealed class MapScene(MapStyle style, IconSet icons, MapContent content, double zoom)
{
    readonly LabelBlocks _labels = new(style, content, icons, zoom);

    /// <summary>The zoom of all views.</summary>
    public double Zoom => zoom;

    /// <summary>Draws a raster tile as PNG.</summary>
    /// <exception cref="DrawingUnavailableException">cairo or pango are missing.</exception>
    public byte[] Tile(TileId tile, double pixelRatio = 1)
    {
        using var canvas = Canvas.Image((int)(MapView.TilePixels * pixelRatio), (int)(MapView.TilePixels * pixelRatio));
        Draw(canvas, MapView.Of(tile, pixelRatio));
        return canvas.ToPng();
    }

    /// <summary>Draws a view on a canvas, from its upper left corner.</summary>
    /// <exception cref="StyleException">The style names an icon that is not there.</exception>
    public void Draw(Canvas canvas, MapView view)
    {
        if (view.Zoom != zoom) throw new ArgumentException($"The scene is made for zoom {zoom}, not {view.Zoom}.", nameof(view));
        var engine = TextEngine.Rent();
        try
        {
            new SceneDrawing(canvas, view, style, icons, content, _labels, engine).Draw();
        }
        finally
        {
            TextEngine.Return(engine);
        }
    }
}

/// <summary>One drawing of a scene. What several layers need of one tile layer is made once.</summary>
sealed class SceneDrawing(Canvas canvas, MapView view, MapStyle style, IconSet icons, MapContent content, LabelBlocks labels, TextEngine engine)
{
    readonly Dictionary<MapSource, ShapedPolygons> _polygons = [];
    readonly Dictionary<MapSource, LineRuns> _lines = [];
    readonly SymbolPainter _symbols = new(canvas, view, engine);

    internal void Draw()
    {
        for (var i = 0; i < style.Layers.Length; i++)
            if (style.Layers[i].IsVisibleAt(view.Zoom)) Draw(style.Layers[i], i);
    }

    void Draw(StyleLayer layer, int index)
    {
        switch (layer)
        {
            case BackgroundLayer background:
                canvas.Colour(background.Colour.At(view.Zoom).Faded(background.Opacity.At(view.Zoom)));
                Native.Cairo.Paint(canvas.Cairo);
                break;
            case FillLayer fill:
                foreach (var source in content.Of(fill.SourceLayer!))
                    new FillPainter(canvas, view, icons, Kept(_polygons, source, ShapedPolygons.Of)).Draw(PaintsOf(fill, source, (zoom, feature) => FillPaint.Of(fill, zoom, feature)));
                break;
            case LineLayer line:
                foreach (var source in content.Of(line.SourceLayer!))
                    new LinePainter(canvas, view.PixelRatio, Kept(_lines, source, LineRuns.Of)).Draw(PaintsOf(line, source, (zoom, feature) => LinePaint.Of(line, zoom, feature)));
                break;
            case CircleLayer circle:
                CirclePainter.Draw(canvas, view, content.Of(circle.SourceLayer!).Select(source => (source, PaintsOf(circle, source, (zoom, feature) => CirclePaint.Of(circle, zoom, feature)))));
                break;
            case SymbolLayer symbol:
                Draw(symbol, index);
                break;
        }
    }

    void Draw(SymbolLayer layer, int index)
    {
        if (SymbolRules.NeedsPlace(layer, view.Zoom))
        {
            _symbols.Draw(labels.Of(index, view));
            return;
        }

        // Symbols that may cover each other: the lower on the map over the higher (style specification, symbol-z-order), unless a sort key says otherwise.
        var around = view with
        {
            Left = view.Left - ViewPoints.Margin,
            Top = view.Top - ViewPoints.Margin,
            Width = view.Width + (int)(2 * ViewPoints.Margin),
            Height = view.Height + (int)(2 * ViewPoints.Margin),
        };
        _symbols.Draw(new LabelFinder(content, icons, engine, around).Of(layer, index).OrderBy(label => label.SortKey).ThenBy(label => label.Y).ThenBy(label => label.Rank));
    }

    Func<int, T?> PaintsOf<T>(StyleLayer layer, MapSource source, Func<double, StyleFeature, T> paint) where T : class =>
        new PaintTable<T>(new SourceFeature(source, content), layer, view.Zoom, source.Rows, content, paint).Of;

    T Kept<T>(Dictionary<MapSource, T> kept, MapSource source, Make<T> make)
    {
        if (!kept.TryGetValue(source, out var made)) kept[source] = made = make(source, view);
        return made;
    }

    delegate T Make<T>(MapSource source, in MapView view);
}
