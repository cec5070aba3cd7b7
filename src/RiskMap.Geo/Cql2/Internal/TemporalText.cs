using System.Globalization;
using System.Text.RegularExpressions;

namespace RiskMap.Geo.Cql2.Internal;

/// <summary>Dates and instants of RFC 3339 as CQL2 writes them (OGC 21-065r2, 6.3.3.4).</summary>
static partial class TemporalText
{
    public const string Open = "..";

    const string DateFormat = "yyyy-MM-dd";

    public static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    /// <summary>An instant; the standard asks for Z, an offset is understood too. What is finer than 100 ns is cut off.</summary>
    public static bool TryTimestamp(string text, out DateTimeOffset instant)
    {
        instant = default;
        var match = Pattern().Match(text);
        if (!match.Success) return false;
        var fraction = match.Groups[2].Value;
        var canonical = $"{match.Groups[1].Value.ToUpperInvariant()}.{(fraction.Length > 7 ? fraction[..7] : fraction.PadRight(7, '0'))}{match.Groups[3].Value.ToUpperInvariant()}";
        return DateTimeOffset.TryParseExact(canonical, "yyyy-MM-dd'T'HH:mm:ss.fffffffK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
    }

    /// <summary>A date or an instant.</summary>
    public static Cql2Expression? Instant(string text, Cql2Place place) =>
        TryDate(text, out var date) ? new DateLiteral(date) { Place = place }
        : TryTimestamp(text, out var instant) ? new TimestampLiteral(instant) { Place = place }
        : null;

    public static string Print(DateOnly date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);

    public static string Print(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
