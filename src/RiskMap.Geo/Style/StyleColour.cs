using System.Globalization;

namespace RiskMap.Geo.Style;

/// <summary>A colour in sRGB, not premultiplied; each channel from 0 to 1. Immutable.</summary>
/// <param name="Red">Red.</param>
/// <param name="Green">Green.</param>
/// <param name="Blue">Blue.</param>
/// <param name="Alpha">0 for nothing, 1 for opaque.</param>
public sealed record StyleColour(double Red, double Green, double Blue, double Alpha = 1)
{
    /// <summary>Nothing at all.</summary>
    public static StyleColour Transparent { get; } = new(0, 0, 0, 0);

    /// <summary>Black.</summary>
    public static StyleColour Black { get; } = new(0, 0, 0);

    /// <summary>White.</summary>
    public static StyleColour White { get; } = new(1, 1, 1);

    /// <summary>Reads <c>#rgb</c>, <c>#rgba</c>, <c>#rrggbb</c>, <c>#rrggbbaa</c>, <c>rgb(r,g,b)</c>, <c>rgba(r,g,b,a)</c> or one of a few names (CSS Color 4).</summary>
    /// <returns>Null for anything else.</returns>
    public static StyleColour? TryParse(string text)
    {
        var plain = text.Trim().ToLowerInvariant();
        return plain switch
        {
            "transparent" => Transparent,
            "black" => Black,
            "white" => White,
            _ when plain.StartsWith('#') => Hex(plain.AsSpan(1)),
            _ when plain.StartsWith("rgb", StringComparison.Ordinal) => Function(plain),
            _ => null,
        };
    }

    /// <summary>The colour between two, mixed premultiplied (style specification, interpolate).</summary>
    public static StyleColour Mix(StyleColour from, StyleColour to, double share)
    {
        var alpha = from.Alpha + ((to.Alpha - from.Alpha) * share);
        if (alpha == 0) return Transparent;
        double Channel(double a, double b) => ((a * from.Alpha) + (((b * to.Alpha) - (a * from.Alpha)) * share)) / alpha;
        return new StyleColour(Channel(from.Red, to.Red), Channel(from.Green, to.Green), Channel(from.Blue, to.Blue), alpha);
    }

    /// <summary>The colour with its alpha multiplied.</summary>
    public StyleColour Faded(double opacity) => opacity >= 1 ? this : this with { Alpha = Alpha * Math.Max(0, opacity) };

    /// <summary><c>rgba(r,g,b,a)</c>, the form that <c>to-string</c> gives.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"rgba({Math.Round(Red * 255)},{Math.Round(Green * 255)},{Math.Round(Blue * 255)},{Alpha})");

    static StyleColour? Hex(ReadOnlySpan<char> digits)
    {
        if (digits.Length is not (3 or 4 or 6 or 8)) return null;
        if (!uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)) return null;
        var (isShort, hasAlpha) = (digits.Length < 5, digits.Length is 4 or 8);
        var (bits, most) = isShort ? (4, 15.0) : (8, 255.0);
        if (!hasAlpha) number = (number << bits) | (uint)most;
        double Channel(int place) => ((number >> (bits * place)) & (uint)most) / most;
        return new StyleColour(Channel(3), Channel(2), Channel(1), Channel(0));
    }

    static StyleColour? Function(string text)
    {
        var (open, close) = (text.IndexOf('('), text.IndexOf(')'));
        if (open is not (3 or 4) || close != text.Length - 1 || text[..open] is not ("rgb" or "rgba")) return null;
        var parts = text[(open + 1)..close].Split(',');
        if (parts.Length is not (3 or 4)) return null;
        var numbers = Array.ConvertAll(parts, part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN);
        if (Array.Exists(numbers, double.IsNaN)) return null;
        return new StyleColour(Unit(numbers[0] / 255), Unit(numbers[1] / 255), Unit(numbers[2] / 255), numbers.Length == 4 ? Unit(numbers[3]) : 1);
    }

    static double Unit(double value) => Math.Clamp(value, 0, 1);
}
