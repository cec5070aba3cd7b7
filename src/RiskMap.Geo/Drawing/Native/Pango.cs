using System.Runtime.InteropServices;

namespace RiskMap.Geo.Drawing.Native;

/// <summary>
/// The functions of pango 1.50 and pangocairo that are used (docs.gtk.org/Pango). An object belongs to one thread at a time; font maps of their own make
/// that hold for everything below them.
/// </summary>
static partial class Pango
{
    internal const string Library = "libpango-1.0.so.0", CairoLibrary = "libpangocairo-1.0.so.0", ObjectLibrary = "libgobject-2.0.so.0";

    /// <summary>Pango units in a pixel.</summary>
    internal const int Scale = 1024;

    [LibraryImport(ObjectLibrary, EntryPoint = "g_object_unref")]
    internal static partial void Unref(nint instance);

    [LibraryImport(CairoLibrary, EntryPoint = "pango_cairo_font_map_new")]
    internal static partial PangoObject FontMapNew();

    [LibraryImport(Library, EntryPoint = "pango_font_map_create_context")]
    internal static partial PangoObject FontMapCreateContext(PangoObject map);

    [LibraryImport(CairoLibrary, EntryPoint = "pango_cairo_context_set_resolution")]
    internal static partial void ContextSetResolution(PangoObject context, double dotsPerInch);

    [LibraryImport(CairoLibrary, EntryPoint = "pango_cairo_context_set_font_options")]
    internal static partial void ContextSetFontOptions(PangoObject context, nint options);

    [LibraryImport(Library, EntryPoint = "pango_context_set_round_glyph_positions")]
    internal static partial void ContextSetRoundGlyphPositions(PangoObject context, int round);

    [LibraryImport(Library, EntryPoint = "pango_language_from_string", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint Language(string tag);

    [LibraryImport(Library, EntryPoint = "pango_context_set_language")]
    internal static partial void ContextSetLanguage(PangoObject context, nint language);

    [LibraryImport(Library, EntryPoint = "pango_layout_new")]
    internal static partial PangoObject LayoutNew(PangoObject context);

    [LibraryImport(Library, EntryPoint = "pango_layout_set_text", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void LayoutSetText(PangoObject layout, string text, int bytes);

    [LibraryImport(Library, EntryPoint = "pango_layout_set_font_description")]
    internal static partial void LayoutSetFont(PangoObject layout, PangoFont font);

    [LibraryImport(Library, EntryPoint = "pango_layout_get_size")]
    internal static partial void LayoutGetSize(PangoObject layout, out int width, out int height);

    [LibraryImport(Library, EntryPoint = "pango_layout_get_baseline")]
    internal static partial int LayoutGetBaseline(PangoObject layout);

    [LibraryImport(CairoLibrary, EntryPoint = "pango_cairo_layout_path")]
    internal static partial void LayoutPath(nint context, PangoObject layout);

    [LibraryImport(Library, EntryPoint = "pango_font_description_from_string", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial PangoFont FontDescriptionFromString(string text);

    [LibraryImport(Library, EntryPoint = "pango_font_description_set_absolute_size")]
    internal static partial void FontDescriptionSetAbsoluteSize(PangoFont font, double units);

    [LibraryImport(Library, EntryPoint = "pango_font_description_free")]
    internal static partial void FontDescriptionFree(nint font);
}
