using RiskMap.Geo.Geometries;
using RiskMap.Geo.Tiles;

namespace RiskMap.Geo.Drawing.Scene;

/// <summary>
/// The part of the map that a picture shows. Zooms are those of styles: the world is 512 pixels wide at zoom 0 (style specification, "zoom"), so the tile z/x/y
/// of 256 pixels is drawn at zoom z - 1.
/// </summary>
/// <param name="Zoom">Zoom.</param>
/// <param name="Left">Left edge in pixels from the world's west edge at this zoom.</param>
/// <param name="Top">Upper edge in pixels from the world's north edge at this zoom.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="PixelRatio">Pixels of the picture for one pixel of the style: 2 for dense screens.</param>
public readonly record struct MapView(double Zoom, double Left, double Top, int Width, int Height, double PixelRatio = 1)
{
    /// <summary>Edge of the world at zoom 0, in pixels.</summary>
    public const double WorldPixels = 512;

    /// <summary>Edge of a raster tile in pixels of the style.</summary>
    public const int TilePixels = 256;

    /// <summary>Pixels in a metre of EPSG:3857.</summary>
    public double PixelsPerMetre => WorldPixels * Math.Pow(2, Zoom) / WebMercator.WorldMetres;

    /// <summary>Width of the picture in its own pixels.</summary>
    public int PictureWidth => (int)Math.Round(Width * PixelRatio);

    /// <summary>Height of the picture in its own pixels.</summary>
    public int PictureHeight => (int)Math.Round(Height * PixelRatio);

    /// <summary>The view of a raster tile of 256 pixels.</summary>
    public static MapView Of(TileId tile, double pixelRatio = 1) =>
        new(tile.Z - 1, (double)tile.X * TilePixels, (double)tile.Y * TilePixels, TilePixels, TilePixels, pixelRatio);

    /// <summary>The view of some width and height that shows a whole box in EPSG:3857, at most at a greatest zoom.</summary>
    public static MapView Fitting(in Box mercator, int width, int height, double maxZoom, double pixelRatio = 1)
    {
        var (boxWidth, boxHeight) = (Math.Max(mercator.Width, 1e-3), Math.Max(mercator.Height, 1e-3));
        var pixelsPerMetre = Math.Min(width / boxWidth, height / boxHeight);
        var zoom = Math.Clamp(Math.Log2(pixelsPerMetre * WebMercator.WorldMetres / WorldPixels), 0, maxZoom);
        var view = new MapView(zoom, 0, 0, width, height, pixelRatio);
        // Whole pixels of the picture, so that hatches and letters stay sharp.
        double Snap(double pixels) => Math.Round(pixels * pixelRatio) / pixelRatio;
        return view with { Left = Snap(view.X(mercator.CentreX) - (width / 2.0)), Top = Snap(view.Y(mercator.CentreY) - (height / 2.0)) };
    }

    /// <summary>x in the picture, in pixels of the style, of an x in EPSG:3857.</summary>
    public double X(double metres) => ((metres + WebMercator.HalfWorldMetres) * PixelsPerMetre) - Left;

    /// <summary>y in the picture, in pixels of the style, of a y in EPSG:3857.</summary>
    public double Y(double metres) => ((WebMercator.HalfWorldMetres - metres) * PixelsPerMetre) - Top;

    /// <summary>What the view shows with a margin in pixels around it, in EPSG:3857.</summary>
    public Box Mercator(double margin = 0)
    {
        var metres = 1 / PixelsPerMetre;
        return new(
            ((Left - margin) * metres) - WebMercator.HalfWorldMetres, WebMercator.HalfWorldMetres - ((Top + Height + margin) * metres),
            ((Left + Width + margin) * metres) - WebMercator.HalfWorldMetres, WebMercator.HalfWorldMetres - ((Top - margin) * metres));
    }

    /// <summary>Metres on the ground in a pixel of the style, at the middle of the view.</summary>
    public double GroundMetresPerPixel
    {
        get
        {
            var latitude = WebMercator.Latitude(Mercator().CentreY) * Math.PI / 180;
            return Math.Cos(latitude) / PixelsPerMetre;
        }
    }
}
