using System.Runtime.InteropServices;

namespace RiskMap.Geo.Drawing.Native;

/// <summary>
/// The functions of cairo 1.16 that are used (cairographics.org/manual). A surface and its contexts belong to one thread at a time; different surfaces may be
/// drawn on at once.
/// </summary>
static partial class Cairo
{
    internal const string Library = "libcairo.so.2";

    internal const int FormatArgb32 = 0, FormatA8 = 2;
    internal const int CapButt = 0, CapRound = 1, CapSquare = 2;
    internal const int JoinMiter = 0, JoinRound = 1, JoinBevel = 2;
    internal const int ExtendRepeat = 1, FilterNearest = 3, AntialiasGray = 2;
    internal const int HintNone = 1, HintMetricsOff = 1;
    internal const int StatusSuccess = 0, StatusWriteError = 11;

    [LibraryImport(Library, EntryPoint = "cairo_image_surface_create")]
    internal static partial CairoSurface ImageSurfaceCreate(int format, int width, int height);

    [LibraryImport(Library, EntryPoint = "cairo_image_surface_get_data")]
    internal static partial nint ImageSurfaceData(CairoSurface surface);

    [LibraryImport(Library, EntryPoint = "cairo_pdf_surface_create_for_stream")]
    internal static unsafe partial CairoSurface PdfSurfaceCreate(delegate* unmanaged<nint, byte*, uint, int> write, nint closure, double widthPoints, double heightPoints);

    [LibraryImport(Library, EntryPoint = "cairo_surface_finish")]
    internal static partial void SurfaceFinish(CairoSurface surface);

    [LibraryImport(Library, EntryPoint = "cairo_surface_flush")]
    internal static partial void SurfaceFlush(CairoSurface surface);

    [LibraryImport(Library, EntryPoint = "cairo_surface_mark_dirty")]
    internal static partial void SurfaceMarkDirty(CairoSurface surface);

    [LibraryImport(Library, EntryPoint = "cairo_surface_status")]
    internal static partial int SurfaceStatus(CairoSurface surface);

    [LibraryImport(Library, EntryPoint = "cairo_surface_destroy")]
    internal static partial void SurfaceDestroy(nint surface);

    [LibraryImport(Library, EntryPoint = "cairo_create")]
    internal static partial CairoContext ContextCreate(CairoSurface surface);

    [LibraryImport(Library, EntryPoint = "cairo_destroy")]
    internal static partial void ContextDestroy(nint context);

    [LibraryImport(Library, EntryPoint = "cairo_status")]
    internal static partial int Status(nint context);

    [LibraryImport(Library, EntryPoint = "cairo_status_to_string")]
    internal static partial nint StatusText(int status);

    [LibraryImport(Library, EntryPoint = "cairo_save")]
    internal static partial void Save(nint context);

    [LibraryImport(Library, EntryPoint = "cairo_restore")]
    internal static partial void Restore(nint context);

    [LibraryImport(Library, EntryPoint = "cairo_translate")]
    internal static partial void Translate(nint context, double x, double y);

    [LibraryImport(Library, EntryPoint = "cairo_scale")]
    internal static partial void Scale(nint context, double x, double y);

    [LibraryImport(Library, EntryPoint = "cairo_rotate")]
    internal static partial void Rotate(nint context, double radians);

    [LibraryImport(Library, EntryPoint = "cairo_new_path")]
    internal static partial void NewPath(nint context);

    [LibraryImport(Library, EntryPoint = "cairo_move_to")]
    internal static partial void MoveTo(nint context, double x, double y);

    [LibraryImport(Library, EntryPoint = "cairo_line_to")]
    internal static partial void LineTo(nint context, double x, double y);

    [LibraryImport(Library, EntryPoint = "cairo_curve_to")]
    internal static partial void CurveTo(nint context, double x1, double y1, double x2, double y2, double x3, double y3);

    [LibraryImport(Library, EntryPoint = "cairo_arc")]
    internal static partial void Arc(nint context, double x, double y, double radius, double from, double to);

    [LibraryImport(Library, EntryPoint = "cairo_rectangle")]
    internal static partial void Rectangle(nint context, double x, double y, double width, double height);

    [LibraryImport(Library, EntryPoint = "cairo_close_path")]
    internal static partial void ClosePath(nint context);

    [LibraryImport(Library, EntryPoint = "cairo_clip")]
    internal static partial void Clip(nint context);

    [LibraryImport(Library, EntryPoint = "cairo_set_source_rgba")]
    internal static partial void SetSourceRgba(nint context, double red, double green, double blue, double alpha);

    [LibraryImport(Library, EntryPoint = "cairo_set_source_surface")]
    internal static partial void SetSourceSurface(nint context, CairoSurface surface, double x, double y);

    [LibraryImport(Library, EntryPoint = "cairo_get_source")]
    internal static partial nint GetSource(nint context);

    [LibraryImport(Library, EntryPoint = "cairo_pattern_set_extend")]
    internal static partial void PatternSetExtend(nint pattern, int extend);

    [LibraryImport(Library, EntryPoint = "cairo_pattern_set_filter")]
    internal static partial void PatternSetFilter(nint pattern, int filter);

    [LibraryImport(Library, EntryPoint = "cairo_set_line_width")]
    internal static partial void SetLineWidth(nint context, double width);

    [LibraryImport(Library, EntryPoint = "cairo_set_line_cap")]
    internal static partial void SetLineCap(nint context, int cap);

    [LibraryImport(Library, EntryPoint = "cairo_set_line_join")]
    internal static partial void SetLineJoin(nint context, int join);

    [LibraryImport(Library, EntryPoint = "cairo_set_dash")]
    internal static partial void SetDash(nint context, double[] dashes, int count, double offset);

    [LibraryImport(Library, EntryPoint = "cairo_set_fill_rule")]
    internal static partial void SetFillRule(nint context, int rule);

    [LibraryImport(Library, EntryPoint = "cairo_set_antialias")]
    internal static partial void SetAntialias(nint context, int antialias);

    [LibraryImport(Library, EntryPoint = "cairo_fill")]
    internal static partial void Fill(nint context);

    [LibraryImport(Library, EntryPoint = "cairo_fill_preserve")]
    internal static partial void FillPreserve(nint context);

    [LibraryImport(Library, EntryPoint = "cairo_stroke")]
    internal static partial void Stroke(nint context);

    [LibraryImport(Library, EntryPoint = "cairo_stroke_preserve")]
    internal static partial void StrokePreserve(nint context);

    [LibraryImport(Library, EntryPoint = "cairo_paint")]
    internal static partial void Paint(nint context);

    [LibraryImport(Library, EntryPoint = "cairo_paint_with_alpha")]
    internal static partial void PaintWithAlpha(nint context, double alpha);

    [LibraryImport(Library, EntryPoint = "cairo_font_options_create")]
    internal static partial nint FontOptionsCreate();

    [LibraryImport(Library, EntryPoint = "cairo_font_options_destroy")]
    internal static partial void FontOptionsDestroy(nint options);

    [LibraryImport(Library, EntryPoint = "cairo_font_options_set_hint_style")]
    internal static partial void FontOptionsSetHintStyle(nint options, int style);

    [LibraryImport(Library, EntryPoint = "cairo_font_options_set_hint_metrics")]
    internal static partial void FontOptionsSetHintMetrics(nint options, int metrics);
}
