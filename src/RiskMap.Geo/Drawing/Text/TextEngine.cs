using System.Collections.Concurrent;
using System.Text;
using RiskMap.Geo.Drawing.Native;

namespace RiskMap.Geo.Drawing.Text;

/// <summary>
/// Glyphs of one character each through pango, with a font map of its own. Each character stands for itself (no ligatures, no kerning), as in MapLibre, so that
/// widths add up and a text is the same wherever it is cut. Used by one thread at a time; <see cref="Rent"/> and <see cref="Return"/> keep a few.
/// </summary>
sealed class TextEngine : IDisposable
{
    /// <summary>Size at which advances are measured.</summary>
    const double MeasuringSize = 100;

    static readonly ConcurrentBag<TextEngine> Idle = [];
    static readonly ConcurrentDictionary<(FontFace Face, Rune Character), double> Advances = new();

    readonly Dictionary<(FontFace, double), PangoFont> _fonts = [];
    readonly PangoObject _map;
    readonly PangoObject _context;
    readonly PangoObject _layout;

    TextEngine()
    {
        _map = Pango.FontMapNew();
        _context = Pango.FontMapCreateContext(_map);
        Pango.ContextSetResolution(_context, 96);
        Pango.ContextSetLanguage(_context, Pango.Language("zh-cn"));
        Pango.ContextSetRoundGlyphPositions(_context, 0);
        var options = Cairo.FontOptionsCreate();
        Cairo.FontOptionsSetHintStyle(options, Cairo.HintNone);
        Cairo.FontOptionsSetHintMetrics(options, Cairo.HintMetricsOff);
        Pango.ContextSetFontOptions(_context, options);
        Cairo.FontOptionsDestroy(options);
        _layout = Pango.LayoutNew(_context);
    }

    /// <summary>An engine that nobody else uses.</summary>
    internal static TextEngine Rent() => Idle.TryTake(out var engine) ? engine : new TextEngine();

    /// <summary>Gives an engine back.</summary>
    internal static void Return(TextEngine engine)
    {
        if (engine._fonts.Count < 64 && Idle.Count < Environment.ProcessorCount * 2) Idle.Add(engine);
        else engine.Dispose();
    }

    /// <summary>How far a character moves the pen, in ems.</summary>
    internal double Advance(FontFace face, Rune character)
    {
        if (Advances.TryGetValue((face, character), out var known)) return known;
        Show(face, MeasuringSize, character);
        Pango.LayoutGetSize(_layout, out var width, out _);
        return Advances.GetOrAdd((face, character), width / (MeasuringSize * Pango.Scale));
    }

    /// <summary>Adds a character's outline to the path, its pen at a position on the base line.</summary>
    internal void AddOutline(nint cairo, FontFace face, double size, Rune character, double x, double baseline)
    {
        Show(face, size, character);
        Cairo.MoveTo(cairo, x, baseline - ((double)Pango.LayoutGetBaseline(_layout) / Pango.Scale));
        Pango.LayoutPath(cairo, _layout);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var font in _fonts.Values) font.Dispose();
        _layout.Dispose();
        _context.Dispose();
        _map.Dispose();
    }

    void Show(FontFace face, double size, Rune character)
    {
        if (!_fonts.TryGetValue((face, size), out var font))
        {
            font = Pango.FontDescriptionFromString(face.Description);
            Pango.FontDescriptionSetAbsoluteSize(font, size * Pango.Scale);
            _fonts[(face, size)] = font;
        }

        Pango.LayoutSetFont(_layout, font);
        Pango.LayoutSetText(_layout, character.ToString(), -1);
    }
}
