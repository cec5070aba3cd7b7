using System.Collections.Immutable;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Drawing.Text;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Sheets;

/// <summary>
/// A report of one page in A4: title with its result, facts, a map on which areas and distances are drawn, a table, and paragraphs. What finds no room in the
/// table or a section is counted below it. A pixel is 1/96 inch. Immutable; drawn by one thread at a time.
/// </summary>
/// <param name="Title">Title.</param>
/// <param name="Banner">The result.</param>
/// <param name="Facts">What it is about.</param>
/// <param name="Table">The table.</param>
/// <param name="Sections">Paragraphs below the table.</param>
/// <param name="Foot">Lines at the foot.</param>
public sealed record ReportSheet(
    string Title, ReportBanner Banner, ImmutableArray<ReportFact> Facts, ReportTable Table, ImmutableArray<ReportSection> Sections, ImmutableArray<string> Foot)
{
    /// <summary>A4 (ISO 216) at 96 dots an inch.</summary>
    public const int Width = 794, Height = 1123;

    /// <summary>Areas on the map.</summary>
    public ImmutableArray<ReportArea> Areas { get; init; } = [];

    /// <summary>Distances on the map, the most important first.</summary>
    public ImmutableArray<ReportMeasure> Measures { get; init; } = [];

    /// <summary>Lines on the map, above the areas.</summary>
    public ImmutableArray<ReportLine> Lines { get; init; } = [];

    /// <summary>Points on the map; later ones lie above earlier ones.</summary>
    public ImmutableArray<ReportPoint> Points { get; init; } = [];

    /// <summary>What the marks mean, told in one line below the map.</summary>
    public ImmutableArray<ReportKey> Keys { get; init; } = [];

    /// <summary>The wind, or null.</summary>
    public ReportWind? Wind { get; init; }

    /// <summary>The view of the map that shows a box in EPSG:3857.</summary>
    /// <exception cref="DrawingUnavailableException">cairo or pango are missing.</exception>
    public MapView ViewOf(in Box mercator, double maxZoom, double pixelRatio = 1)
    {
        var frame = With(engine => new ReportLayout(this, engine).Frame);
        return MapView.Fitting(mercator, frame.Width, frame.Height, maxZoom, pixelRatio);
    }

    /// <summary>The page as PNG.</summary>
    public byte[] ToPng(MapScene scene, MapView view)
    {
        using var canvas = Canvas.Image((int)Math.Round(Width * view.PixelRatio), (int)Math.Round(Height * view.PixelRatio));
        Draw(canvas, scene, view);
        return canvas.ToPng();
    }

    /// <summary>The page as PDF, in which lines and texts stay what they are.</summary>
    public byte[] ToPdf(MapScene scene, MapView view)
    {
        using var file = new MemoryStream();
        using (var page = Canvas.Pdf(file, Width, Height)) Draw(page, scene, view with { PixelRatio = 1 });
        return file.ToArray();
    }

    void Draw(Canvas canvas, MapScene scene, MapView view) => With(engine =>
    {
        var (pen, layout) = (new Pen(canvas, view.PixelRatio, engine), new ReportLayout(this, engine));
        pen.Fill(0, 0, Width, Height, StyleColour.White);
        layout.Draw(pen);
        MapFrame.Draw(canvas, pen, scene, view, layout.Frame, () => new ReportMarks(pen, view, layout.Frame).Draw(this));
        return layout;
    });

    static T With<T>(Func<TextEngine, T> work)
    {
        DrawingUnavailableException.ThrowIfMissing();
        var engine = TextEngine.Rent();
        try
        {
            return work(engine);
        }
        finally
        {
            TextEngine.Return(engine);
        }
    }
}
