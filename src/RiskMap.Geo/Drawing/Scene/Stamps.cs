using System.Collections.Concurrent;
using System.Text;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Drawing.Native;
using RiskMap.Geo.Drawing.Text;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Scene;

/// <summary>A small picture that is put down often: premultiplied ARGB, or for letters the alpha of their body and of their halo.</summary>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="OriginX">Column of the position that it is put down at.</param>
/// <param name="OriginY">Row of that position.</param>
/// <param name="Pixels">The pixels.</param>
/// <param name="Halo">Pixels of the halo, of the same size; empty where there is none.</param>
sealed record Stamp(int Width, int Height, int OriginX, int OriginY, uint[] Pixels, uint[] Halo);

/// <summary>
/// Stamps made so far, for all threads. Positions are rounded to quarters of a pixel, the same way in every view of a zoom, so a symbol that two tiles share is the
/// same in both.
/// </summary>
static class Stamps
{
    /// <summary>Positions between two pixels.</summary>
    internal const int Steps = 4;

    /// <summary>Pixels that are kept, 64 MB; far more than one zoom needs.</summary>
    const long MostPixels = 16L << 20;

    static readonly ConcurrentDictionary<object, Stamp> Made = new();
    static long _pixels;

    internal static Stamp Circle(CirclePaint paint, double ratio, int stepX, int stepY) => Get((paint.Key, ratio, stepX, stepY), (paint, ratio, stepX, stepY), static key =>
    {
        var reach = (int)Math.Ceiling((key.paint.Radius + key.paint.StrokeWidth) * key.ratio) + 1;
        return Draw((2 * reach) + 1, (2 * reach) + 1, reach, reach, canvas =>
            key.paint.Draw(canvas, reach + ((double)key.stepX / Steps), reach + ((double)key.stepY / Steps), key.ratio));
    });

    internal static Stamp OfIcon(Icon icon, double scale, int stepX, int stepY) => Get((icon, scale, stepX, stepY), (icon, scale, stepX, stepY), static key =>
    {
        var (width, height) = (key.icon.Width * key.scale, key.icon.Height * key.scale);
        var (left, top) = ((int)Math.Ceiling(width / 2) + 1, (int)Math.Ceiling(height / 2) + 1);
        return Draw((2 * left) + 1, (2 * top) + 1, left, top, canvas =>
            key.icon.Draw(canvas, left - (width / 2) + ((double)key.stepX / Steps), top - (height / 2) + ((double)key.stepY / Steps), key.scale));
    });

    /// <summary>A letter with its pen at a step between two columns; the halo's width is in pixels of the picture.</summary>
    internal static Stamp Letter(TextEngine engine, FontFace face, Rune character, double size, double halo, int stepX) =>
        Get((face, character, size, halo, stepX), (engine, face, character, size, halo, stepX), static key =>
        {
            var (left, above) = ((int)Math.Ceiling(key.halo + (key.size * 0.3)) + 1, (int)Math.Ceiling(key.halo + (key.size * 1.1)) + 1);
            var width = left + (int)Math.Ceiling((key.size * Math.Max(1, key.engine.Advance(key.face, key.character))) + key.halo + (key.size * 0.3)) + 2;
            var height = above + (int)Math.Ceiling(key.halo + (key.size * 0.45)) + 1;
            var (pen, body) = (left + ((double)key.stepX / Steps), Draw(width, height, left, above, canvas => Trace(canvas, key.engine, key.face, key.character, key.size, left + ((double)key.stepX / Steps), above, halo: 0)));
            return key.halo <= 0 ? body : body with { Halo = Draw(width, height, left, above, canvas => Trace(canvas, key.engine, key.face, key.character, key.size, pen, above, key.halo)).Pixels };
        });

    static void Trace(Canvas canvas, TextEngine engine, FontFace face, Rune character, double size, double x, double baseline, double halo)
    {
        engine.AddOutline(canvas.Cairo, face, size, character, x, baseline);
        canvas.Colour(StyleColour.Black);
        if (halo > 0)
        {
            Strokes.Set(canvas.Cairo, 2 * halo, "round", "round");
            Cairo.StrokePreserve(canvas.Cairo);
        }

        Cairo.Fill(canvas.Cairo);
    }

    static Stamp Get<TKey, TState>(TKey key, TState state, Func<TState, Stamp> make) where TKey : struct
    {
        if (Made.TryGetValue(key, out var stamp)) return stamp;
        stamp = make(state);
        if (Interlocked.Add(ref _pixels, stamp.Pixels.Length + stamp.Halo.Length) > MostPixels)
        {
            Made.Clear();
            Interlocked.Exchange(ref _pixels, 0);
        }

        return Made.GetOrAdd(key, stamp);
    }

    static Stamp Draw(int width, int height, int originX, int originY, Action<Canvas> draw)
    {
        using var canvas = Canvas.Image(width, height);
        draw(canvas);
        return new Stamp(width, height, originX, originY, canvas.Pixels().ToArray(), []);
    }
}

/// <summary>The pixels of a picture, on which stamps are put down.</summary>
readonly ref struct StampPad(Canvas canvas)
{
    readonly Span<uint> _pixels = canvas.Pixels();
    readonly int _width = canvas.Width;
    readonly int _height = canvas.Height;

    /// <summary>The step between pixels and the pixel of a position.</summary>
    internal static (int Pixel, int Step) Split(double position)
    {
        var quarters = (long)Math.Floor((position * Stamps.Steps) + 0.5);
        var pixel = Math.DivRem(quarters, Stamps.Steps, out var step);
        return step < 0 ? ((int)pixel - 1, (int)step + Stamps.Steps) : ((int)pixel, (int)step);
    }

    internal void Put(Stamp stamp, int x, int y)
    {
        var (left, top) = (x - stamp.OriginX, y - stamp.OriginY);
        var (fromX, toX) = (Math.Max(0, -left), Math.Min(stamp.Width, _width - left));
        if (fromX >= toX) return;
        for (var row = Math.Max(0, -top); row < Math.Min(stamp.Height, _height - top); row++)
        {
            var from = stamp.Pixels.AsSpan((row * stamp.Width) + fromX, toX - fromX);
            var to = _pixels.Slice(((top + row) * _width) + left + fromX, toX - fromX);
            for (var i = 0; i < from.Length; i++)
                if (from[i] != 0) to[i] = Over(from[i], to[i]);
        }
    }

    /// <summary>Puts down an alpha in a colour.</summary>
    internal void PutTinted(uint[] mask, Stamp stamp, int x, int y, uint colour)
    {
        var (left, top) = (x - stamp.OriginX, y - stamp.OriginY);
        var (fromX, toX) = (Math.Max(0, -left), Math.Min(stamp.Width, _width - left));
        if (fromX >= toX) return;
        for (var row = Math.Max(0, -top); row < Math.Min(stamp.Height, _height - top); row++)
        {
            var from = mask.AsSpan((row * stamp.Width) + fromX, toX - fromX);
            var to = _pixels.Slice(((top + row) * _width) + left + fromX, toX - fromX);
            for (var i = 0; i < from.Length; i++)
                if (from[i] != 0) to[i] = Over(Times(colour, from[i] >> 24), to[i]);
        }
    }

    /// <summary>A colour as a premultiplied pixel.</summary>
    internal static uint PixelOf(StyleColour colour)
    {
        uint Byte(double value) => (uint)Math.Round(Math.Clamp(value, 0, 1) * 255);
        return (Byte(colour.Alpha) << 24) | (Byte(colour.Red * colour.Alpha) << 16) | (Byte(colour.Green * colour.Alpha) << 8) | Byte(colour.Blue * colour.Alpha);
    }

    // Porter and Duff's "over" (1984) on premultiplied pixels, two channels at a time.
    static uint Over(uint source, uint target) => source >= 0xFF000000 ? source : source + Times(target, 255 - (source >> 24));

    static uint Times(uint pixel, uint share)
    {
        var low = ((pixel & 0x00FF00FF) * share) + 0x00800080;
        low = ((low + ((low >> 8) & 0x00FF00FF)) >> 8) & 0x00FF00FF;
        var high = (((pixel >> 8) & 0x00FF00FF) * share) + 0x00800080;
        high = (high + ((high >> 8) & 0x00FF00FF)) & 0xFF00FF00;
        return low | high;
    }
}
